using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed record CheckPartJson
{
    public required string Area { get; init; }
    public required string Outcome { get; init; }
    public string? NotChecked { get; init; }
    public required IReadOnlyList<Observation> Seen { get; init; }
    public required IReadOnlyList<CheckFindingJson> Findings { get; init; }

    public static CheckPartJson From(CheckReport report, DomainReport domain, CheckPart part) => new()
    {
        Area = part.Area.Key(),
        Outcome = part.GetOutcomeKey(),
        NotChecked = part.NotChecked,
        Seen = part.Seen,
        Findings = [.. report.FindingsOf(domain, part).Select(found => CheckFindingJson.From(found.Finding, found.Change))],
    };

    /// <summary>The part again; its outcome is that of its findings.</summary>
    /// <exception cref="FormatException">A word in it is not known, or a list has a null.</exception>
    public CheckPart ToPart() => new(
        JsonWord.Read(Area, "area", Enum.GetValues<CheckArea>(), CheckWords.Key),
        [.. Seen.Select(observation => JsonWord.Present(observation, "seen"))],
        [.. Findings.Select(finding => JsonWord.Present(finding, "findings").ToFinding())],
        NotChecked)
    {
        IsWithoutEvidence = Outcome == CheckWords.NoEvidence,
    };
}
