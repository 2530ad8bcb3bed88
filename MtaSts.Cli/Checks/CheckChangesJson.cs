using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed record CheckChangesJson(
    DateTimeOffset Since, int Added, int Sustained, int Removed, IReadOnlyList<string> NewDomains, IReadOnlyList<string> GoneDomains)
{
    public static CheckChangesJson From(DateTimeOffset since, ReportComparison comparison) => new(
        since,
        comparison.AddedCount,
        comparison.SustainedCount,
        comparison.Removed.Count,
        [.. comparison.NewDomains.Select(domain => domain.Ascii)],
        [.. comparison.GoneDomains.Select(domain => domain.Ascii)]);
}
