using System.Collections.Immutable;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>An mx list and a max_age that many domains share, as the store keeps them.</summary>
public sealed record StoredTemplate
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>The hosts that mail may be delivered to; empty when what is kept is invalid.</summary>
    public required ImmutableArray<MxPattern> Mx { get; init; }

    /// <summary>The max_age in seconds; null when what is kept is invalid.</summary>
    public required int? MaxAge { get; init; }

    /// <summary>Names this state for the next change of it; opaque.</summary>
    public required string Version { get; init; }

    /// <summary>What was found in it, errors included.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>When it came to be so, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who changed it; null when it was written by hand.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether this state is that the template was removed; in history only.</summary>
    public bool IsRemoval { get; init; }
}
