using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>A change of a template, by somebody who has seen the state that it replaces.</summary>
public sealed record TemplateChange
{
    /// <summary>The template: 1 to 40 lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The hosts that mail may be delivered to; at least one.</summary>
    public required IReadOnlyList<MxPattern> Mx { get; init; }

    /// <summary>The max_age, in seconds, of every domain that does not say its own.</summary>
    public required int MaxAge { get; init; }

    /// <summary>The <see cref="StoredState.Version"/> that is replaced; null when the template is new.</summary>
    public required string? Version { get; init; }

    /// <summary>Who changes it.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public required string Reason { get; init; }
}

/// <summary>The removal of a template, by somebody who has seen the state that it ends.</summary>
/// <param name="Name">The template.</param>
/// <param name="Version">The <see cref="StoredState.Version"/> that is removed.</param>
/// <param name="ChangedBy">Who removes it.</param>
/// <param name="Reason">Why, in that person's words.</param>
public sealed record TemplateRemoval(string Name, string Version, string ChangedBy, string Reason);
