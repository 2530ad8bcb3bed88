using MtaSts.Checks.Results;
using MtaSts.Cli.Checks;

namespace MtaSts.Cli.Notifications;

/// <summary>What changed since the earlier report; without one, all of it is new.</summary>
internal sealed class Notification
{
    public Notification(CheckReport report, Uri? reportUrl)
    {
        Report = report;
        ReportUrl = reportUrl;
        Changes = report.Comparison ?? ReportComparison.Create([], report.Domains);
        Added =
        [
            .. (from domain in report.Domains
                from part in domain.Parts
                from found in part.Findings.Zip(Changes.GetChanges(domain.Domain, part.Area))
                where found.Second == FindingChange.Added
                select new NotifiedFinding(domain.Domain, FindCustomer(domain.Domain), part.Area, found.First))
                .OrderByDescending(added => added.Finding.Consequence),
        ];
        Removed =
        [
            .. Changes.Removed.OrderByDescending(earlier => earlier.Finding.Consequence)
                .Select(earlier => new NotifiedFinding(
                    earlier.Domain, FindCustomer(earlier.Domain), earlier.Area, earlier.Finding)),
        ];
        var failed = Added.Where(added => added.Finding.Severity == Severity.Error).Select(added => added.Domain).ToHashSet();
        Unchecked =
        [
            .. Changes.NewlyUnchecked.Where(part => !failed.Contains(part.Domain)).GroupBy(part => part.Domain)
                .Select(parts => new NotifiedGap(
                    parts.Key,
                    FindCustomer(parts.Key),
                    [.. parts.Select(part => part.Area)],
                    string.Join(' ', parts.Select(part => part.Reason).Distinct()))),
        ];
    }

    public CheckReport Report { get; }

    /// <summary>Where people find the report; null if that was not said.</summary>
    public Uri? ReportUrl { get; }

    /// <summary>The worst consequence first.</summary>
    public IReadOnlyList<NotifiedFinding> Added { get; }

    /// <summary>What is mended, the worst consequence first.</summary>
    public IReadOnlyList<NotifiedFinding> Removed { get; }

    /// <summary>
    /// What could not be looked at this time, and could the last time; of a domain without new errors, which would be the reason.
    /// </summary>
    public IReadOnlyList<NotifiedGap> Unchecked { get; }

    public IReadOnlyList<DomainName> NewDomains => Report.Comparison?.NewDomains ?? [];

    public IReadOnlyList<DomainName> GoneDomains => Changes.GoneDomains;

    public Consequence Worst => Added is [var worst, ..] ? worst.Finding.Consequence : Consequence.None;

    /// <summary>A domain that is new and in order is no news.</summary>
    public bool HasNews => Added.Count > 0 || Removed.Count > 0 || Unchecked.Count > 0 || GoneDomains.Count > 0;

    private ReportComparison Changes { get; }

    private string? FindCustomer(DomainName domain) => Report.Backgrounds.GetValueOrDefault(domain)?.Customer;
}

internal sealed record NotifiedFinding(DomainName Domain, string? Customer, CheckArea Area, CheckFinding Finding);

/// <summary>The parts of a domain that could not be looked at completely, and why.</summary>
internal sealed record NotifiedGap(DomainName Domain, string? Customer, IReadOnlyList<CheckArea> Areas, string Reason);
