using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>The earlier policies of a domain that senders may still go by.</summary>
public static class HeldPolicies
{
    /// <summary>Those of a timeline, newest first; without the current one, and without policies that are unknown.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="refreshAfter">How long the app may go on serving a replaced policy from its cache.</param>
    public static IReadOnlyList<HeldPolicy> Find(PolicyTimeline timeline, DateTimeOffset now, TimeSpan refreshAfter)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return
        [
            .. from lifetime in PolicyLifetime.Compute(timeline)
               where lifetime.Policy is not null
                   && !(timeline.Current is { Id: { } id } && lifetime.Id == id)
                   && lifetime.ForgottenAt(now, refreshAfter) > now
               let end = lifetime.ServedUntil is null ? (DateTimeOffset?)null : lifetime.ForgottenAt(now, refreshAfter)
               select new HeldPolicy(lifetime.Policy!, lifetime.ServedSince, end),
        ];
    }
}
