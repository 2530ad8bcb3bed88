using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What the store keeps of a provider's policy: the last one that was taken, and when the provider was asked.</summary>
/// <param name="Url">Where the provider publishes it.</param>
public sealed record UpstreamCopy(Uri Url)
{
    /// <summary>The last policy that was taken; null while there is none, and when the row is invalid.</summary>
    public Policy? Policy { get; init; }

    /// <summary>Since when the policy stands here, UTC, by the store's own clock; null without a row.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Names this state for the next change of it; null without a row.</summary>
    public string? Version { get; init; }

    /// <summary>When what the provider publishes was last fetched and taken, UTC; null if that was never noted.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>The id that the provider had in DNS just before that; null where it had none, and where it is not known.</summary>
    public string? FetchedId { get; init; }

    /// <summary>Why what the provider publishes was not taken the last time, a sentence; null if it was.</summary>
    public string? Fault { get; init; }

    /// <summary>When that was, UTC; null if it was taken.</summary>
    public DateTimeOffset? FaultAt { get; init; }

    /// <summary>When the provider was last asked, UTC, whatever came of it; null if that was never noted.</summary>
    public DateTimeOffset? AskedAt => FaultAt ?? FetchedAt;
}
