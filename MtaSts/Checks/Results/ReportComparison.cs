namespace MtaSts.Checks.Results;

/// <summary>
/// What changed from an earlier report to the current one. A finding is the same when domain, area, code and subject are, whatever its
/// message says; of several that are the same, as many are sustained as there were.
/// </summary>
public sealed class ReportComparison
{
    private readonly Dictionary<(DomainName Domain, CheckArea Area), IReadOnlyList<FindingChange>> changes = [];
    private readonly List<EarlierFinding> removed = [];
    private readonly List<EarlierFinding> notLookedAt = [];

    private ReportComparison(IReadOnlyList<DomainName> newDomains, IReadOnlyList<DomainName> goneDomains)
    {
        NewDomains = newDomains;
        GoneDomains = goneDomains;
    }

    /// <summary>Domains that the earlier report does not have; all their findings are added.</summary>
    public IReadOnlyList<DomainName> NewDomains { get; }

    /// <summary>Domains that only the earlier report has; nothing is known of their findings, which are neither removed nor sustained.</summary>
    public IReadOnlyList<DomainName> GoneDomains { get; }

    /// <summary>Findings of parts that were looked at in full this time, and do not have them any more.</summary>
    public IReadOnlyList<EarlierFinding> Removed => removed;

    /// <summary>Findings of parts that could not be looked at in full this time: as far as is known, they are sustained.</summary>
    public IReadOnlyList<EarlierFinding> Unchecked => notLookedAt;

    /// <summary>How many findings were not in the earlier report.</summary>
    public int AddedCount => changes.Values.Sum(part => part.Count(change => change == FindingChange.Added));

    /// <summary>How many findings were in the earlier report too, those of <see cref="Unchecked"/> included.</summary>
    public int SustainedCount => changes.Values.Sum(part => part.Count(change => change == FindingChange.Sustained)) + notLookedAt.Count;

    /// <summary>Compares two reports.</summary>
    /// <param name="earlier">The domains of the earlier report, each once, and each with an area once.</param>
    /// <param name="current">The domains of the current one, likewise.</param>
    /// <exception cref="ArgumentException">A domain or an area is there twice.</exception>
    public static ReportComparison Create(IReadOnlyList<DomainReport> earlier, IReadOnlyList<DomainReport> current)
    {
        var before = earlier.ToDictionary(report => report.Domain);
        var now = current.ToDictionary(report => report.Domain);
        var comparison = new ReportComparison(
            [.. now.Keys.Where(domain => !before.ContainsKey(domain))], [.. before.Keys.Where(domain => !now.ContainsKey(domain))]);
        foreach (var report in current)
        {
            comparison.Compare(before.GetValueOrDefault(report.Domain), report);
        }

        return comparison;
    }

    /// <summary>The changes of a part's findings, in their order.</summary>
    /// <exception cref="KeyNotFoundException">The current report has no such part.</exception>
    public IReadOnlyList<FindingChange> GetChanges(DomainName domain, CheckArea area) => changes[(domain, area)];

    private void Compare(DomainReport? earlier, DomainReport current)
    {
        var before = earlier?.Parts.ToDictionary(part => part.Area, part => part.Findings.ToList()) ?? [];
        foreach (var part in current.Parts)
        {
            before.Remove(part.Area, out var left);
            changes.Add((current.Domain, part.Area), [.. part.Findings.Select(finding => Take(left ?? [], finding))]);
            (part.NotChecked is null ? removed : notLookedAt).AddRange(Create(current.Domain, part.Area, left ?? []));
        }

        foreach (var (area, left) in before)
        {
            notLookedAt.AddRange(Create(current.Domain, area, left));
        }
    }

    private static FindingChange Take(List<CheckFinding> left, CheckFinding finding)
    {
        var index = left.FindIndex(other => other.Finding.Code == finding.Finding.Code && other.Subject == finding.Subject);
        if (index < 0)
        {
            return FindingChange.Added;
        }

        left.RemoveAt(index);
        return FindingChange.Sustained;
    }

    private static IEnumerable<EarlierFinding> Create(DomainName domain, CheckArea area, List<CheckFinding> findings) =>
        findings.Select(finding => new EarlierFinding(domain, area, finding));
}
