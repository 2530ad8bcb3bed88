using MtaSts.Policies;
using MtaSts.Reports;
using MtaSts.Storage;

namespace MtaSts.Checks;

/// <summary>
/// Whether what senders report holds a domain back from enforce (RFC 8460): each failure does that counts against MTA-STS
/// (<see cref="ReportedPolicy.Counts"/>). A false "not yet" is cheap, a false "ready" loses mail.
/// </summary>
public static class ReportGate
{
    /// <summary>
    /// The shortest time to look back on. A report is of a day and comes a day later (RFC 8460 §4.1), so less time has no reports.
    /// </summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromDays(2);

    private const int MaximumOrganizations = 5;

    /// <summary>Judges the reports of a domain.</summary>
    /// <param name="timeline">All states of the domain.</param>
    /// <param name="reports">What is reported of it.</param>
    /// <param name="since">From when on reports count, UTC: of a time that ends at this time or later.</param>
    public static ReportVerdict Judge(PolicyTimeline timeline, IReadOnlyList<ReportedSessions> reports, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(reports);
        var counted = reports.Where(sessions => sessions.End >= since).ToList();
        var underSts = counted.Where(sessions => sessions.Policy.IsSts).ToList();
        var failures = counted.SelectMany(sessions => GetFailures(timeline, sessions)).ToLookup(failure => failure.IsMended);
        return new ReportVerdict
        {
            Since = since,
            Sessions = underSts.Sum(sessions => sessions.Policy.Successful + sessions.Policy.Failed),
            Organizations = [.. underSts.Select(sessions => sessions.Organization).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            HoldingBack = Group(failures[false]),
            OfEarlierPolicies = Group(failures[true]),
        };
    }

    private static IEnumerable<Failed> GetFailures(PolicyTimeline timeline, ReportedSessions sessions)
    {
        List<ReportedFailure> failures = [.. sessions.Policy.GetFailuresThatCount()];
        if (failures.Count == 0)
        {
            return [];
        }

        // Once for all failures: a stranger can send many of them with a long policy.
        var policy = sessions.Policy.Parse();
        var wasServed = policy is not null && timeline.States.Any(state => policy.Equals(state.Policy));
        return failures.Select(failure => new Failed(
            sessions,
            failure,
            wasServed && IsMended(policy!, timeline.Current?.Policy, failure),
            policy?.Mode == PolicyMode.Enforce));
    }

    /// <summary>
    /// Whether the failure came of a policy that does not cover the host, which the one that is served now does.
    /// </summary>
    private static bool IsMended(Policy earlier, Policy? current, ReportedFailure failure) =>
        failure is { Type: FailureKind.ValidationFailure, ReceivingHost: { } host }
        && !earlier.Covers(host)
        && current is not null
        && current.Covers(host);

    private static List<ReportedFailures> Group(IEnumerable<Failed> failures) =>
    [
        .. failures.GroupBy(failed => (failed.Sessions.Policy.Type, Kind: failed.Failure.Type, failed.Failure.ReceivingHost))
            .Select(group => new ReportedFailures(
                group.Key.Type,
                group.Key.Kind,
                group.Key.ReceivingHost,
                group.Sum(failed => failed.Failure.Sessions),
                [.. group.Select(failed => failed.Sessions.Organization).Distinct().Take(MaximumOrganizations)],
                group.Max(failed => DateOnly.FromDateTime(failed.Sessions.End.UtcDateTime.AddTicks(-1))),
                group.Any(failed => failed.IsEnforced)))
            .OrderByDescending(failures => failures.Sessions),
    ];

    private readonly record struct Failed(ReportedSessions Sessions, ReportedFailure Failure, bool IsMended, bool IsEnforced);
}
