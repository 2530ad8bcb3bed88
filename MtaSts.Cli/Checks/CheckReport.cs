using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed class CheckReport(DateTimeOffset checkedAt, IReadOnlyList<DomainReport> domains, EarlierReport? since = null)
{
    public static string Version { get; } = typeof(CheckReport).Assembly.GetName().Version!.ToString(3);

    /// <summary>UTC.</summary>
    public DateTimeOffset CheckedAt { get; } = checkedAt.ToUniversalTime();

    /// <summary>The worst first.</summary>
    public IReadOnlyList<DomainReport> Domains { get; } = [.. OrderByConsequence(domains)];

    /// <summary>What the store knows of the domains, where there is one.</summary>
    public IReadOnlyDictionary<DomainName, DomainBackground> Backgrounds { get; init; } = new Dictionary<DomainName, DomainBackground>();

    /// <summary>The areas to show: all of them, but what senders report only where reports were read.</summary>
    public IReadOnlyList<CheckArea> Areas { get; } =
    [
        .. Enum.GetValues<CheckArea>().Where(area =>
            area != CheckArea.Reports || domains.Any(domain => domain.Parts.Any(part => part.Area == CheckArea.Reports))),
    ];

    /// <summary>How many domains stand where, the worst first, without those that are none.</summary>
    public IReadOnlyList<(Standing Standing, int Domains)> Standings { get; } =
    [
        .. domains.CountBy(domain => domain.GetStanding()).OrderByDescending(count => count.Key).Select(count => (count.Key, count.Value)),
    ];

    /// <summary>How many domains were not looked at.</summary>
    public int Unfinished { get; } = domains.Count(domain => domain.IsUnfinished);

    public ReportCounts Counts { get; } = ReportCounts.Count(domains);

    /// <summary>When the earlier report was made, UTC; null without one.</summary>
    public DateTimeOffset? Since { get; } = since?.CheckedAt.ToUniversalTime();

    public ReportComparison? Comparison { get; } = since is null ? null : ReportComparison.Create(since.Domains, domains);

    /// <summary>Those with the worst consequences first; of the same, those with the worst outcome, in the order given.</summary>
    public static IEnumerable<DomainReport> OrderByConsequence(IEnumerable<DomainReport> domains) =>
        domains.OrderByDescending(domain => domain.Consequence).ThenByDescending(domain => domain.Outcome);

    public string? GetCustomer(DomainReport domain) => Backgrounds.GetValueOrDefault(domain.Domain)?.Customer;

    /// <summary>Since when the domain has had the mode that it is served with, UTC; null where the store does not know.</summary>
    public DateTimeOffset? GetInModeSince(DomainReport domain) =>
        Backgrounds.GetValueOrDefault(domain.Domain) is { } background && background.Mode == domain.Mode ? background.InModeSince : null;

    public IEnumerable<(CheckFinding Finding, FindingChange? Change)> FindingsOf(DomainReport domain, CheckPart part)
    {
        var changes = Comparison?.GetChanges(domain.Domain, part.Area);
        return part.Findings.Select((finding, index) => (finding, changes?[index]));
    }
}
