using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>The policy of a domain as the store keeps it, validated.</summary>
public sealed record StoredPolicy
{
    /// <summary>The domain.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>What is kept.</summary>
    public required PolicyContent Content { get; init; }

    /// <summary>The policy that comes of <see cref="Content"/>; null when it has to be fetched from upstream.</summary>
    public required Policy? Policy { get; init; }

    /// <summary>Names this state of the row for the next change of it; opaque, never the same for two states.</summary>
    public required string Version { get; init; }

    /// <summary>What real senders may stumble on; never errors.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];

    /// <summary>When it came to be so, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who changed it; null when it was written by hand.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; init; }
}
