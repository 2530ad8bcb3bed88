using MtaSts.Reports;

namespace MtaSts.Cli.Reports.Page;

/// <summary>Domains with the same most frequent failure that counts against MTA-STS, or in the same state where there is none.</summary>
/// <param name="Kind">That failure; null where there is none.</param>
/// <param name="Places">Where the domains stand in the list that is grouped.</param>
internal sealed record ReportsCause(ReportedState State, FailureKind? Kind, IReadOnlyList<int> Places)
{
    /// <summary>The worst first, then those of the most domains.</summary>
    public static IReadOnlyList<ReportsCause> Group(IEnumerable<DomainReports> domains) =>
    [
        .. from domain in domains.Index()
           group domain.Index by (State: ReportsWords.GetState(domain.Item), FindWorst(domain.Item)?.Kind.Type) into cause
           orderby cause.Key.State, cause.Count() descending, cause.Key.Type
           select new ReportsCause(cause.Key.State, cause.Key.Type is { } type ? FailureKind.Find(type) : null, [.. cause]),
    ];

    /// <summary>The failures of the most sessions that count against MTA-STS; null without any.</summary>
    public static FailureGroup? FindWorst(DomainReports domain) => domain.Failures.FirstOrDefault(failure => failure.Counts);
}
