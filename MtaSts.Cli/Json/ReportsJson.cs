using MtaSts.Cli.Reports;

namespace MtaSts.Cli.Json;

internal sealed record ReportsJson(
    DateTimeOffset? Since,
    DateTimeOffset Until,
    int Files,
    int Reports,
    int Duplicates,
    IReadOnlyList<UnreadableJson> Unreadable,
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
        [.. view.Domains.Select(DomainReportsJson.From)],
        [.. view.WithoutReports.Select(domain => domain.Ascii)]);
}

internal sealed record UnreadableJson(string Source, string Fault);
