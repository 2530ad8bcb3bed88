using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>A change of what is kept for a domain, by somebody who has seen the state that it replaces.</summary>
public sealed record PolicyChange
{
    /// <summary>The domain.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>What is to be kept.</summary>
    public required PolicyContent Content { get; init; }

    /// <summary>The <see cref="StoredState.Version"/> that is replaced; null when the domain is new.</summary>
    public required string? Version { get; init; }

    /// <summary>
    /// What is known of the provider's policy, of a change to one: it becomes the copy where there is none, or none that a domain follows.
    /// Null where nothing is known.
    /// </summary>
    public Policy? Provided { get; init; }

    /// <summary>Who changes it.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public required string Reason { get; init; }
}

/// <summary>The removal of a domain, by somebody who has seen the state that it ends.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Version">The <see cref="StoredState.Version"/> that is removed.</param>
/// <param name="ChangedBy">Who removes it.</param>
/// <param name="Reason">Why, in that person's words.</param>
public sealed record PolicyRemoval(DomainName Domain, string Version, string ChangedBy, string Reason);
