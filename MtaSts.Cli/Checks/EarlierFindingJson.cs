using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed record EarlierFindingJson(string Domain, string Area, CheckFindingJson Finding)
{
    public static EarlierFindingJson From(EarlierFinding earlier) =>
        new(earlier.Domain.Ascii, earlier.Area.Key(), CheckFindingJson.From(earlier.Finding, change: null));
}
