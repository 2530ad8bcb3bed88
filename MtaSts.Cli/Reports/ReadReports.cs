using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>What was read of the reports that a person named.</summary>
/// <param name="Collected">What they say of the domains that were asked for.</param>
/// <param name="Files">Files that were read.</param>
/// <param name="Unreadable">What in them is not a report, in the order of the files.</param>
/// <param name="Odd">Reports that were read although something in them is odd, in the order of the files.</param>
internal sealed record ReadReports(
    CollectedReports Collected, int Files, IReadOnlyList<ReadReport> Unreadable, IReadOnlyList<OddReport> Odd)
{
    /// <summary>What is reported of a domain; empty where nothing is.</summary>
    public IReadOnlyList<ReportedSessions> Find(DomainName domain) => Collected.Find(domain);
}
