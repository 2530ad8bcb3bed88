using MtaSts.Policies;

namespace MtaSts.Checks.Results;

/// <summary>The numbers of domains and findings of each kind in a report.</summary>
/// <param name="Passed">Domains without findings.</param>
/// <param name="NotChecked">Domains without findings of which not everything could be checked.</param>
/// <param name="Enforce">Domains whose fetched policy has this mode.</param>
/// <param name="Testing">Domains whose fetched policy has this mode.</param>
/// <param name="None">Domains whose fetched policy has this mode.</param>
/// <param name="WithoutPolicy">Domains without a fetched policy.</param>
public sealed record ReportCounts(
    int Domains,
    int Passed,
    int NotChecked,
    int Warned,
    int Failed,
    int Enforce,
    int Testing,
    int None,
    int WithoutPolicy,
    int Errors,
    int Warnings)
{
    /// <summary>Counts the domains of a report.</summary>
    public static ReportCounts Count(IReadOnlyList<DomainReport> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        var outcomes = domains.CountBy(domain => domain.Outcome).ToDictionary();
        var modes = domains.Where(domain => domain.Mode is not null).CountBy(domain => domain.Mode!.Value).ToDictionary();
        var severities = domains.SelectMany(domain => domain.Findings).CountBy(finding => finding.Severity).ToDictionary();
        return new ReportCounts(
            domains.Count,
            outcomes.GetValueOrDefault(CheckOutcome.Passed),
            outcomes.GetValueOrDefault(CheckOutcome.NotChecked),
            outcomes.GetValueOrDefault(CheckOutcome.Warned),
            outcomes.GetValueOrDefault(CheckOutcome.Failed),
            modes.GetValueOrDefault(PolicyMode.Enforce),
            modes.GetValueOrDefault(PolicyMode.Testing),
            modes.GetValueOrDefault(PolicyMode.None),
            domains.Count - modes.Values.Sum(),
            severities.GetValueOrDefault(Severity.Error),
            severities.GetValueOrDefault(Severity.Warning));
    }
}
