using MtaSts.Policies;

namespace MtaSts.Checks.Results;

/// <summary>How many domains, and how many findings, of each kind a report has.</summary>
/// <param name="Domains">All domains.</param>
/// <param name="Passed">Domains of which nothing was found.</param>
/// <param name="NotChecked">Domains of which nothing was found, but not all could be looked at.</param>
/// <param name="Warned">Domains with warnings only.</param>
/// <param name="Failed">Domains with an error.</param>
/// <param name="Enforce">Domains whose policy is in this mode.</param>
/// <param name="Testing">Domains whose policy is in this mode.</param>
/// <param name="None">Domains whose policy is in this mode.</param>
/// <param name="WithoutPolicy">Domains of which no policy was fetched.</param>
/// <param name="Errors">Findings that are errors.</param>
/// <param name="Warnings">Findings that are warnings.</param>
public sealed record ReportCounts(
    int Domains, int Passed, int NotChecked, int Warned, int Failed, int Enforce, int Testing, int None, int WithoutPolicy, int Errors, int Warnings)
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
