using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What the store keeps, or kept, for a domain.</summary>
public sealed record StoredPolicy : StoredState
{
    /// <summary>The domain.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>What is kept; null when it is invalid, or a removal.</summary>
    public required PolicyContent? Content { get; init; }

    /// <summary>The policy that comes of <see cref="Content"/>; null without one, and while there is no copy of a provider's.</summary>
    public required Policy? Policy { get; init; }

    /// <summary>The template that is named for it, even where <see cref="Content"/> is invalid; null when none is.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The id for the TXT record, by <see cref="PolicyId"/>; null without a policy.</summary>
    public string? Id { get; init; }

    /// <summary>When it was first seen to be served, UTC; null while it was not. In a <see cref="PolicyTimeline"/> only.</summary>
    public DateTimeOffset? ServedAt { get; init; }

    /// <summary>What was noted of a move of its MX under it; null if nothing was. In a <see cref="PolicyTimeline"/> only.</summary>
    public MxMoveNote? MxMove { get; init; }

    /// <summary>
    /// Whether a change of its template, or of the copy of its provider's policy, brought it about, and time, name and reason are of that.
    /// In a <see cref="PolicyTimeline"/> only.
    /// </summary>
    public bool IsSourceChange { get; init; }

    /// <summary>Whether the domain has no row, and gets this by the <see cref="DefaultTemplate"/>.</summary>
    public bool IsDefault { get; init; }
}

/// <summary>A state of what the store keeps under a name, now or in history.</summary>
public abstract record StoredState
{
    /// <summary>Names this state for the next change of it; opaque, never the same for two states.</summary>
    public required string Version { get; init; }

    /// <summary>What was found in it, errors included.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>
    /// Since when it stands, UTC, by the store's own clock, which no writer can choose; of a policy that uses a template or a provider's,
    /// since the later of the two changed. Null where the store has no such time.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it came to be so, UTC, by the clock of who changed it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who changed it; null when it was written by hand.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether this state is that it was removed; in history only.</summary>
    public bool IsRemoval { get; init; }
}
