using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed record CheckReportJson
{
    public required DateTimeOffset CheckedAt { get; init; }
    public string? Version { get; init; }
    public ReportCounts? Counts { get; init; }
    public CheckChangesJson? Changes { get; init; }
    public required IReadOnlyList<CheckedDomainJson> Domains { get; init; }
    public IReadOnlyList<EarlierFindingJson>? Removed { get; init; }
    public IReadOnlyList<EarlierFindingJson>? Unchecked { get; init; }

    public static CheckReportJson From(CheckReport report) => new()
    {
        CheckedAt = report.CheckedAt,
        Version = CheckReport.Version,
        Counts = report.Counts,
        Changes = report.Comparison is null ? null : CheckChangesJson.From(report.Since!.Value, report.Comparison),
        Domains = [.. report.Domains.Select(domain => CheckedDomainJson.From(report, domain))],
        Removed = report.Comparison?.Removed.Select(EarlierFindingJson.From).ToList(),
        Unchecked = report.Comparison?.Unchecked.Select(EarlierFindingJson.From).ToList(),
    };

    /// <summary>
    /// The domains again. What was sustained without being looked at counts as found, and the domain as hosted where the store is needed
    /// to find it; otherwise the next comparison would call it added or removed.
    /// </summary>
    /// <exception cref="FormatException">The report contradicts itself; the message says where.</exception>
    public IReadOnlyList<DomainReport> ToReports()
    {
        var reports = new Dictionary<DomainName, DomainReport>();
        foreach (var report in Domains.Select(domain => JsonWord.Present(domain, "domains").ToReport()))
        {
            if (!reports.TryAdd(report.Domain, report))
            {
                throw new FormatException($"{report.Domain} appears twice");
            }
        }

        foreach (var (domain, area, findings) in ReadUnchecked())
        {
            if (reports.TryGetValue(domain, out var report))
            {
                reports[domain] = WithFindings(report, area, findings);
            }
        }

        return [.. reports.Values];
    }

    private IEnumerable<(DomainName Domain, CheckArea Area, IReadOnlyList<CheckFinding> Findings)> ReadUnchecked() =>
        from earlier in Unchecked ?? []
        let present = JsonWord.Present(earlier, "unchecked")
        let domain = DomainName.TryParse(present.Domain, out var name, out _) ? name : throw new FormatException(
            "'unchecked' names an invalid domain")
        let area = JsonWord.Read(present.Area, "area", Enum.GetValues<CheckArea>(), CheckWords.Key)
        group present.Finding.ToFinding() by (domain, area) into part
        select (part.Key.domain, part.Key.area, (IReadOnlyList<CheckFinding>)[.. part]);

    private static DomainReport WithFindings(DomainReport report, CheckArea area, IReadOnlyList<CheckFinding> findings)
    {
        var part = report.Parts.FirstOrDefault(part => part.Area == area) ?? new CheckPart(area, [], []);
        var completed = part with { Findings = [.. part.Findings, .. findings] };
        return report with
        {
            IsHosted = report.IsHosted || findings.Any(finding => finding.NeedsStore),
            Parts = [.. report.Parts.Where(other => other.Area != area), completed],
        };
    }
}

internal sealed record EarlierFindingJson(string Domain, string Area, CheckFindingJson Finding)
{
    public static EarlierFindingJson From(EarlierFinding earlier) =>
        new(earlier.Domain.Ascii, earlier.Area.Key(), CheckFindingJson.From(earlier.Finding, change: null));
}
