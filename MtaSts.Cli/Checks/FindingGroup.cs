using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>
/// Domains of the same standing with the same findings, and the same parts not checked, of which the same is said, too.
/// </summary>
internal sealed record FindingGroup(IReadOnlyList<DomainReport> Domains)
{
    /// <summary>From so many on, what they have in common is said once.</summary>
    private const int Many = 3;

    public bool IsMany => Domains.Count >= Many;

    /// <summary>The groups in the order in which their first domains have.</summary>
    public static IReadOnlyList<FindingGroup> Create(CheckReport report, IEnumerable<DomainReport> domains) =>
        [.. domains.GroupBy(domain => Describe(report, domain)).Select(group => new FindingGroup([.. group]))];

    /// <summary>The finding at this place of each domain, with the text that fits all of them.</summary>
    public string Share(Func<DomainReport, string> get) => CommonText.Find([.. Domains.Select(domain => (domain.Domain, get(domain)))]);

    private static string Describe(CheckReport report, DomainReport domain)
    {
        var found = from part in domain.Parts
                    from one in report.FindingsOf(domain, part)
                    select $"{part.Area} {one.Finding.Finding.Code} {one.Change} {DescribeText(domain, one.Finding.Finding, one.Change)}";
        var missed = from part in domain.Parts
                     let reason = part.NotChecked
                     where reason is not null
                     select $"{part.Area}? {CommonText.Generalize(domain.Domain, reason)}";
        return string.Join('\n', [$"{domain.GetStanding()}", .. found, .. missed]);
    }

    // Of what was there before, the text is not shown.
    private static string DescribeText(DomainReport domain, Finding finding, FindingChange? change) => change == FindingChange.Sustained
        ? ""
        : $"{CommonText.Generalize(domain.Domain, finding.Message)} {CommonText.Generalize(domain.Domain, finding.Advice)}";
}
