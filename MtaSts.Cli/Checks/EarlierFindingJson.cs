using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed record EarlierFindingJson
{
    public required string Domain { get; init; }
    public required string Area { get; init; }
    public required CheckFindingJson Finding { get; init; }

    public static EarlierFindingJson From(EarlierFinding earlier) =>
        new() { Domain = earlier.Domain.Ascii, Area = earlier.Area.Key(), Finding = CheckFindingJson.From(earlier.Finding, change: null) };
}
