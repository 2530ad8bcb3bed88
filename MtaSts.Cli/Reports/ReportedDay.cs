using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>What is reported of a day in UTC; a report of a longer time is of its first.</summary>
/// <param name="Senders">Who reports of it, as they call themselves, by name.</param>
/// <param name="Successful">Sessions under MTA-STS that went well.</param>
/// <param name="Failed">Sessions that failed and count against MTA-STS.</param>
internal sealed record ReportedDay(DateOnly Day, IReadOnlyList<string> Senders, long Successful, long Failed)
{
    public static IEnumerable<ReportedDay> Group(IEnumerable<ReportedSessions> all) =>
        from sessions in all
        group sessions by sessions.Day into day
        orderby day.Key
        select new ReportedDay(
            day.Key,
            [.. day.Select(sessions => sessions.Organization).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            day.Where(sessions => sessions.Policy.IsSts).Sum(sessions => sessions.Policy.Successful),
            day.SelectMany(sessions => sessions.Policy.GetFailuresThatCount()).Sum(failure => failure.Sessions));
}
