using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>A domain on its way from testing to enforce.</summary>
/// <param name="Timeline">All states of the domain; it has a current one.</param>
/// <param name="InTesting">How long it has been in testing.</param>
/// <param name="Blockers">The reasons not to promote it, a sentence each.</param>
/// <param name="IsPossible">Whether it can be promoted at all, in spite of blockers.</param>
public sealed record PromotionCandidate(PolicyTimeline Timeline, TimeSpan InTesting, IReadOnlyList<string> Blockers, bool IsPossible)
{
    /// <summary>The current policy in the store.</summary>
    public StoredPolicy Current => Timeline.Current!;

    /// <summary>The domain to promote.</summary>
    public DomainName Domain => Current.Domain;

    /// <summary>Whether it is in enforce already.</summary>
    public bool IsDone => Current is { Policy.Mode: PolicyMode.Enforce };

    /// <summary>Until when time alone holds it back, UTC; null if something else does, or nothing.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Its state in enforce; null until it is promoted.</summary>
    public StoredPolicy? Promoted { get; init; }

    /// <summary>The current policy, in enforce.</summary>
    /// <exception cref="InvalidOperationException">It cannot be promoted.</exception>
    public PolicyDraft Draft => IsPossible
        ? new PolicyEdit { Mode = PolicyMode.Enforce.ToText() }.Apply(Current, template: null)
        : throw new InvalidOperationException($"{Domain} cannot be promoted to enforce.");
}
