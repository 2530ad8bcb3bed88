using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>A domain on its way from testing to enforce.</summary>
/// <param name="Timeline">All states of the domain; it has a current one.</param>
/// <param name="InTesting">For how long it has been in testing.</param>
/// <param name="Blockers">What holds it back, a sentence each; empty when nothing does.</param>
/// <param name="IsPossible">Whether it can be done at all, against the obstacles.</param>
public sealed record PromotionCandidate(PolicyTimeline Timeline, TimeSpan InTesting, IReadOnlyList<string> Blockers, bool IsPossible)
{
    /// <summary>What is kept now.</summary>
    public StoredPolicy Current => Timeline.Current!;

    /// <summary>The domain.</summary>
    public DomainName Domain => Current.Domain;

    /// <summary>Whether there is nothing to do: it is in enforce already.</summary>
    public bool IsDone => Current is { Content: not PolicyContent.Upstream, Policy.Mode: PolicyMode.Enforce };

    /// <summary>What is to be kept: the same, in enforce.</summary>
    /// <exception cref="InvalidOperationException">It cannot be done.</exception>
    public PolicyDraft Draft => IsPossible
        ? new PolicyEdit { Mode = PolicyMode.Enforce.ToText() }.Apply(Current, template: null)
        : throw new InvalidOperationException($"{Domain} cannot go to enforce.");
}
