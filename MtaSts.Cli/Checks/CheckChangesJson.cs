using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>What changed since the report named by <c>--since</c>.</summary>
/// <param name="Since">When that was made, UTC.</param>
/// <param name="Added">How many findings it does not have.</param>
/// <param name="Sustained">How many it has too, those not looked at again included.</param>
/// <param name="Removed">How many only it has, though their part was looked at again.</param>
/// <param name="NewDomains">Domains that only this report has.</param>
/// <param name="GoneDomains">Domains that only the earlier report has.</param>
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
