using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>The domains that stand where they do for the same cause: the worst has the same code, and the same is said of it.</summary>
/// <param name="Code">Null where nothing was found.</param>
/// <param name="What">What was found, in words that fit all of them; null where nothing was.</param>
/// <param name="Advice">What to do, likewise.</param>
internal sealed record CauseGroup(Standing Standing, string? Code, string? What, string? Advice, IReadOnlyList<DomainReport> Domains)
{
    /// <summary>The worst finding of a domain; null without one.</summary>
    public static CheckFinding? FindWorst(DomainReport domain) =>
        domain.Findings.MaxBy(finding => (finding.Consequence, finding.Severity));

    /// <summary>The groups, the worst first; of the same standing, the one with the most domains first.</summary>
    public static IReadOnlyList<CauseGroup> Create(IEnumerable<DomainReport> domains) =>
    [
        .. domains
            .Select(domain => (Domain: domain, Worst: FindWorst(domain)))
            .GroupBy(found => (
                Standing: found.Domain.GetStanding(),
                found.Worst?.Finding.Code,
                What: Generalize(found.Domain, found.Worst?.Finding.Message),
                Advice: Generalize(found.Domain, found.Worst?.Finding.Advice)))
            .OrderByDescending(group => group.Key.Standing)
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Code, StringComparer.Ordinal)
            .Select(group => From(group.Key.Standing, [.. group])),
    ];

    private static string? Generalize(DomainReport domain, string? text) =>
        text is null ? null : CommonText.Generalize(domain.Domain, text);

    private static CauseGroup From(Standing standing, IReadOnlyList<(DomainReport Domain, CheckFinding? Worst)> found)
    {
        IReadOnlyList<DomainReport> domains = [.. found.Select(domain => domain.Domain)];
        return found[0].Worst is { Finding: var first }
            ? new CauseGroup(
                standing, first.Code, Share(finding => finding.Message), Share(finding => finding.Advice), domains)
            : new CauseGroup(standing, null, null, null, domains);

        string Share(Func<Finding, string> get) =>
            CommonText.Find([.. found.Select(domain => (domain.Domain.Domain, get(domain.Worst!.Finding)))]);
    }
}
