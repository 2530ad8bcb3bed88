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
    /// <summary>Domains to which senders refuse to deliver, or may do so.</summary>
    public int MailAtRisk { get; init; }

    /// <summary>Domains to which senders deliver as if there were no policy, or by an earlier one.</summary>
    public int ProtectionMissing { get; init; }

    /// <summary>Domains that only lack a record.</summary>
    public int RecordsToPublish { get; init; }

    /// <summary>Counts the domains of a report.</summary>
    public static ReportCounts Count(IReadOnlyList<DomainReport> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        var outcomes = domains.CountBy(domain => domain.Outcome).ToDictionary();
        var modes = domains.Where(domain => domain.Mode is not null).CountBy(domain => domain.Mode!.Value).ToDictionary();
        var severities = domains.SelectMany(domain => domain.Findings).CountBy(finding => finding.Severity).ToDictionary();
        var consequences = domains.CountBy(domain => domain.Consequence).ToDictionary();
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
            severities.GetValueOrDefault(Severity.Warning))
        {
            MailAtRisk = consequences.GetValueOrDefault(Consequence.MailAtRisk),
            ProtectionMissing = consequences.GetValueOrDefault(Consequence.ProtectionMissing),
            RecordsToPublish = consequences.GetValueOrDefault(Consequence.RecordToPublish),
        };
    }
}
