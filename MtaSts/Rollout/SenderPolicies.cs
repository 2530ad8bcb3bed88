using MtaSts.Policies;
using MtaSts.Reports;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>
/// Which policies senders still go by, as their TLS reports say. Reports are not authenticated, so these only ever add to what the history
/// knows: a wait gets longer by them, and never shorter.
/// </summary>
public static class SenderPolicies
{
    /// <summary>How far back a report can say what a sender still holds: as long as any policy lives (RFC 8461 §3.2).</summary>
    public static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(Policy.MaximumMaxAge);

    // Clocks differ, and a report of a day may come before the day is over elsewhere.
    private static readonly TimeSpan MaximumAhead = TimeSpan.FromDays(1);

    /// <summary>
    /// The policies that senders may hold beside the current one, once for each sender and policy, those that were seen last first.
    /// </summary>
    /// <param name="timeline">All states of the domain.</param>
    /// <param name="served">What the host serves. Of a domain that follows a provider, without a copy, that is the current one.</param>
    /// <param name="reports">What is reported of the domain.</param>
    /// <param name="now">The time, UTC. What is reported of the time after the next day counts as seen now.</param>
    public static IReadOnlyList<PolicyInUse> Find(
        PolicyTimeline timeline, Policy? served, IReadOnlyList<ReportedSessions> reports, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(reports);
        var current = timeline.Current is { Policy: null, Content: PolicyContent.Upstream } ? served : timeline.Current?.Policy;
        var seen = reports
            .Where(sessions => sessions.Policy.IsSts)
            .GroupBy(sessions => (Lines: string.Join('\n', sessions.Policy.Lines), Sender: sessions.Organization.ToUpperInvariant()))
            .Select(group => (group.First().Policy, Newest: group.MaxBy(sessions => sessions.End)!))
            .Select(group => (Policy: group.Policy.Parse(), group.Newest.Organization, SeenAt: GetTime(group.Newest, now)))
            .Where(sender => sender.Policy is not null)
            .GroupBy(sender => (Policy: sender.Policy!, Sender: sender.Organization.ToUpperInvariant()))
            .Select(group => new PolicyInUse(
                group.Key.Policy, group.Max(sender => sender.SeenAt), group.MaxBy(sender => sender.SeenAt).Organization))
            .ToList();
        var known = seen.Where(use => use.Policy.Equals(current))
            .ToLookup(use => use.Sender, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. seen.Where(use => !use.Policy.Equals(current) && use.HeldUntil > now)
                .Select(use => use with
                {
                    State = timeline.States.FirstOrDefault(state => use.Policy.Equals(state.Policy)),
                    IsReplaced = known[use.Sender].Any(later => later.SeenAt >= use.SeenAt),
                })
                .OrderByDescending(use => use.SeenAt)
                .ThenBy(use => use.Sender, StringComparer.Ordinal),
        ];
    }

    /// <summary>The timeline with what <see cref="Find"/> finds.</summary>
    /// <param name="timeline">All states of the domain.</param>
    /// <param name="served">What the host serves. Of a domain that follows a provider, without a copy, that is the current one.</param>
    /// <param name="reports">What is reported of the domain.</param>
    /// <param name="now">The time, UTC.</param>
    public static PolicyTimeline Add(
        PolicyTimeline timeline, Policy? served, IReadOnlyList<ReportedSessions> reports, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline with { InUse = Find(timeline, served, reports, now) };
    }

    private static DateTimeOffset GetTime(ReportedSessions sessions, DateTimeOffset now) =>
        sessions.End - now > MaximumAhead ? now : sessions.End;
}
