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
        var failures = counted.SelectMany(GetFailures).ToLookup(failure => IsMended(timeline, failure.Sessions.Policy, failure.Failure));
        return new ReportVerdict
        {
            Since = since,
            Sessions = underSts.Sum(sessions => sessions.Policy.Successful + sessions.Policy.Failed),
            Organizations = [.. underSts.Select(sessions => sessions.Organization).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            HoldingBack = Group(failures[false]),
            OfEarlierPolicies = Group(failures[true]),
        };
    }

    private static IEnumerable<(ReportedSessions Sessions, ReportedFailure Failure)> GetFailures(ReportedSessions sessions) =>
        sessions.Policy.GetFailuresThatCount().Select(failure => (sessions, failure));

    /// <summary>
    /// Whether the failure came of a policy that was served before and does not cover the host, which the one that is served now does.
    /// </summary>
    private static bool IsMended(PolicyTimeline timeline, ReportedPolicy reported, ReportedFailure failure) =>
        failure is { Type: FailureKind.ValidationFailure, ReceivingHost: { } host }
        && timeline.Current?.Policy is { } current
        && reported.Parse() is { } policy
        && timeline.States.Any(state => policy.Equals(state.Policy))
        && !policy.Covers(host)
        && current.Covers(host);

    private static List<ReportedFailures> Group(IEnumerable<(ReportedSessions Sessions, ReportedFailure Failure)> failures) =>
    [
        .. failures.GroupBy(failure => (failure.Failure.Type, failure.Failure.ReceivingHost))
            .Select(group => new ReportedFailures(
                group.Key.Type,
                group.Key.ReceivingHost,
                group.Sum(failure => failure.Failure.Sessions),
                [.. group.Select(failure => failure.Sessions.Organization).Distinct().Take(MaximumOrganizations)],
                group.Max(failure => DateOnly.FromDateTime(failure.Sessions.End.UtcDateTime.AddTicks(-1))),
                group.Any(failure => failure.Sessions.Policy.Parse()?.Mode == PolicyMode.Enforce)))
            .OrderByDescending(failures => failures.Sessions),
    ];
}
