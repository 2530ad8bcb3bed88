namespace MtaSts.Checks.Results;

/// <summary>
/// The changes from an earlier report to the current one. Findings are the same if domain, area, code and subject are, whatever the message
/// says; of several equal ones, as many are sustained as there were before.
/// </summary>
public sealed class ReportComparison
{
    private readonly Dictionary<(DomainName Domain, CheckArea Area), IReadOnlyList<FindingChange>> changes = [];
    private readonly List<EarlierFinding> removed = [];
    private readonly List<EarlierFinding> uncheckedFindings = [];
    private readonly List<UncheckedPart> newlyUnchecked = [];

    private ReportComparison(IReadOnlyList<DomainName> newDomains, IReadOnlyList<DomainName> goneDomains)
    {
        NewDomains = newDomains;
        GoneDomains = goneDomains;
    }

    /// <summary>Domains that are not in the earlier report; all their findings are added.</summary>
    public IReadOnlyList<DomainName> NewDomains { get; }

    /// <summary>Domains that are only in the earlier report; their findings are neither removed nor sustained.</summary>
    public IReadOnlyList<DomainName> GoneDomains { get; }

    /// <summary>Findings that are gone from parts that were checked completely, up to the step at which they were found.</summary>
    public IReadOnlyList<EarlierFinding> Removed => removed;

    /// <summary>
    /// Findings that could not be looked for, because something was not checked or fails before, or because they compare with the store,
    /// and this time there was none: they count as sustained.
    /// </summary>
    public IReadOnlyList<EarlierFinding> Unchecked => uncheckedFindings;

    /// <summary>Parts that could not be checked completely, and in the earlier report were, or were not there.</summary>
    public IReadOnlyList<UncheckedPart> NewlyUnchecked => newlyUnchecked;

    /// <summary>The number of new findings.</summary>
    public int AddedCount => changes.Values.Sum(part => part.Count(change => change == FindingChange.Added));

    /// <summary>The number of findings that were in the earlier report, too, including <see cref="Unchecked"/>.</summary>
    public int SustainedCount =>
        changes.Values.Sum(part => part.Count(change => change == FindingChange.Sustained)) + uncheckedFindings.Count;

    /// <summary>Compares two reports.</summary>
    /// <param name="earlier">The domains of the earlier report, without duplicate domains or areas.</param>
    /// <param name="current">The domains of the current one, likewise.</param>
    /// <exception cref="ArgumentException">A domain or an area is duplicated.</exception>
    public static ReportComparison Create(IReadOnlyList<DomainReport> earlier, IReadOnlyList<DomainReport> current)
    {
        var before = earlier.ToDictionary(report => report.Domain);
        var now = current.ToDictionary(report => report.Domain);
        var comparison = new ReportComparison(
            [.. now.Keys.Where(domain => !before.ContainsKey(domain))], [.. before.Keys.Where(domain => !now.ContainsKey(domain))]);
        // Where a domain of the run is hosted, the store was asked, and one that is not hosted has nothing to compare with it any more.
        var isStoreKnown = current.Any(report => report.IsHosted);
        foreach (var report in current)
        {
            comparison.Compare(before.GetValueOrDefault(report.Domain), report, isStoreKnown);
        }

        return comparison;
    }

    /// <summary>The changes of the findings of a part, in their order.</summary>
    /// <exception cref="KeyNotFoundException">The current report has no such part.</exception>
    public IReadOnlyList<FindingChange> GetChanges(DomainName domain, CheckArea area) => changes[(domain, area)];

    private void Compare(DomainReport? earlier, DomainReport current, bool isStoreKnown)
    {
        var isStoreMissed = earlier is { IsHosted: true } && !isStoreKnown;
        var before = earlier?.Parts.ToDictionary(part => part.Area, part => part.Findings.ToList()) ?? [];
        foreach (var part in current.Parts)
        {
            before.Remove(part.Area, out var left);
            changes.Add((current.Domain, part.Area), [.. part.Findings.Select(finding => Take(left ?? [], finding))]);
            foreach (var finding in left ?? [])
            {
                var isHidden = IsHidden(part, finding) || (isStoreMissed && finding.NeedsStore);
                (isHidden ? uncheckedFindings : removed).Add(new EarlierFinding(current.Domain, part.Area, finding));
            }

            if (part.NotChecked is { } reason && earlier?.Parts.FirstOrDefault(other => other.Area == part.Area)?.NotChecked is null)
            {
                newlyUnchecked.Add(new UncheckedPart(current.Domain, part.Area, reason));
            }
        }

        foreach (var (area, left) in before)
        {
            uncheckedFindings.AddRange(left.Select(finding => new EarlierFinding(current.Domain, area, finding)));
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

    // A host that does not answer shows neither its certificate nor a policy: what was wrong with them may still be.
    private static bool IsHidden(CheckPart part, CheckFinding earlier) =>
        part.NotChecked is not null
        || part.IsWithoutEvidence
        || part.Findings.Any(finding =>
            finding.Severity == Severity.Error
            && finding.Subject == earlier.Subject
            && GetStep(finding.Phase) < GetStep(earlier.Phase));

    /// <summary>When a sender comes to it, from the look-up to the comparison.</summary>
    private static int GetStep(CheckPhase phase) => phase switch
    {
        CheckPhase.Dns => 0,
        CheckPhase.Fetch or CheckPhase.Smtp => 1,
        CheckPhase.Certificate => 2,
        CheckPhase.Syntax => 3,
        _ => 4,
    };
}

/// <summary>A finding of an earlier report that is not in the current one.</summary>
public sealed record EarlierFinding(DomainName Domain, CheckArea Area, CheckFinding Finding);

/// <summary>A part that could not be checked completely.</summary>
/// <param name="Reason">Sentences that say what could not be checked, and why.</param>
public sealed record UncheckedPart(DomainName Domain, CheckArea Area, string Reason);

/// <summary>How a finding compares with an earlier report.</summary>
public enum FindingChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It was in the earlier report, too.</summary>
    Sustained,
}
