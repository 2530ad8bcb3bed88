using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>What senders may hold of a domain beside a policy that is in force, or is to be.</summary>
public static class EarlierPolicies
{
    /// <summary>
    /// Until when senders may go by another policy than <paramref name="policy"/>, UTC, to a whole second; in the past when none does any
    /// more, and null when there never was one.
    /// </summary>
    /// <param name="timeline">All states of the domain.</param>
    /// <param name="policy">The policy; null for a provider's without a copy, and then the current state does not count.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="refreshAfter">How long the app may go on serving a replaced policy from its cache.</param>
    public static DateTimeOffset? FindEnd(PolicyTimeline timeline, Policy? policy, DateTimeOffset now, TimeSpan refreshAfter)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var isCurrent = timeline.Current is { } current && Equals(current.Policy, policy);
        var ends = PolicyLifetime.Compute(timeline with { HeldUntil = null })
            .Skip(isCurrent ? 1 : 0)
            .Where(lifetime => lifetime.BindsSenders && !(policy is not null && policy.Equals(lifetime.Policy)))
            .Select(lifetime => (DateTimeOffset?)lifetime.ForgottenAt(now, refreshAfter));
        return RoundUp(ends.Append(timeline.HeldUntil).Max());
    }

    /// <summary>Until when senders may hold a policy that was served until now at the latest, and is unknown, UTC.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="maxAge">Its max_age in seconds, where something speaks for one; else the longest there is.</param>
    public static DateTimeOffset AssumeEnd(DateTimeOffset now, int maxAge = Policy.MaximumMaxAge) => RoundUp(now.AddSeconds(maxAge))!.Value;

    private static DateTimeOffset? RoundUp(DateTimeOffset? time) =>
        time?.AddTicks((TimeSpan.TicksPerSecond - (time.Value.Ticks % TimeSpan.TicksPerSecond)) % TimeSpan.TicksPerSecond);
}
