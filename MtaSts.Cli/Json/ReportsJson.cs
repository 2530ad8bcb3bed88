using MtaSts.Cli.Reports;

namespace MtaSts.Cli.Json;

internal sealed record ReportsJson(
    DateTimeOffset? Since,
    DateTimeOffset Until,
    int Files,
    int Reports,
    int Duplicates,
    IReadOnlyList<UnreadableJson> Unreadable,
    IReadOnlyList<OddReportJson> Odd,
    IReadOnlyList<DomainReportsJson> Domains,
    IReadOnlyList<string> WithoutReports)
{
    public static ReportsJson From(ReportsView view) => new(
        view.Since,
        view.Until,
        view.Read.Files,
        view.Read.Collected.Reports,
        view.Read.Collected.Duplicates,
        [.. view.Read.Unreadable.Select(read => new UnreadableJson(read.Source, read.Fault!))],
        [.. view.Read.Odd.Select(odd => new OddReportJson(odd.Source, odd.Remarks))],
        [.. view.Domains.Select(DomainReportsJson.From)],
        [.. view.WithoutReports.Select(domain => domain.Ascii)]);
}

internal sealed record UnreadableJson(string Source, string Fault);

internal sealed record OddReportJson(string Source, IReadOnlyList<string> Remarks);
