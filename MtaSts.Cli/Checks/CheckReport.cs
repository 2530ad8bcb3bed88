using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed class CheckReport
{
    public CheckReport(DateTimeOffset checkedAt, IReadOnlyList<DomainReport> domains, EarlierReport? since = null)
    {
        CheckedAt = checkedAt.ToUniversalTime();
        Domains = domains;
        Counts = ReportCounts.Count(domains);
        Since = since?.CheckedAt.ToUniversalTime();
        Comparison = since is null ? null : ReportComparison.Create(since.Domains, domains);
    }

    public static string Version { get; } = typeof(CheckReport).Assembly.GetName().Version!.ToString(3);

    /// <summary>UTC.</summary>
    public DateTimeOffset CheckedAt { get; }

    public IReadOnlyList<DomainReport> Domains { get; }

    public ReportCounts Counts { get; }

    /// <summary>When the earlier report was made, UTC; null without one.</summary>
    public DateTimeOffset? Since { get; }

    public ReportComparison? Comparison { get; }

    public IEnumerable<(CheckFinding Finding, FindingChange? Change)> FindingsOf(DomainReport domain, CheckPart part)
    {
        var changes = Comparison?.GetChanges(domain.Domain, part.Area);
        return part.Findings.Select((finding, index) => (finding, changes?[index]));
    }
}
