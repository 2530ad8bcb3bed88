using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>What <c>mta-sts check</c> reports, in whichever form.</summary>
internal sealed class CheckReport
{
    /// <summary>The report of these domains.</summary>
    public CheckReport(DateTimeOffset checkedAt, IReadOnlyList<DomainReport> domains, EarlierReport? since = null)
    {
        CheckedAt = checkedAt.ToUniversalTime();
        Domains = domains;
        Counts = ReportCounts.Count(domains);
        Since = since?.CheckedAt.ToUniversalTime();
        Comparison = since is null ? null : ReportComparison.Create(since.Domains, domains);
    }

    /// <summary>The version of the tool.</summary>
    public static string Version { get; } = typeof(CheckReport).Assembly.GetName().Version!.ToString(3);

    /// <summary>UTC.</summary>
    public DateTimeOffset CheckedAt { get; }

    public IReadOnlyList<DomainReport> Domains { get; }

    public ReportCounts Counts { get; }

    /// <summary>When the earlier report was made, UTC; null without one.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>What changed since the earlier report; null without one.</summary>
    public ReportComparison? Comparison { get; }

    /// <summary>The findings of a part, each with its change when there is an earlier report.</summary>
    public IEnumerable<(CheckFinding Finding, FindingChange? Change)> FindingsOf(DomainReport domain, CheckPart part)
    {
        var changes = Comparison?.GetChanges(domain.Domain, part.Area);
        return part.Findings.Select((finding, index) => (finding, changes?[index]));
    }
}
