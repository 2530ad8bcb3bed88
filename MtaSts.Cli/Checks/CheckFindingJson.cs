using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

internal sealed record CheckFindingJson
{
    public required string Phase { get; init; }
    public required string Subject { get; init; }
    public required string Code { get; init; }
    public required string Severity { get; init; }

    /// <summary>Null in reports of earlier versions.</summary>
    public string? Consequence { get; init; }
    public int Line { get; init; }
    public int Column { get; init; }
    public required string Message { get; init; }
    public required string Advice { get; init; }
    public required string Section { get; init; }
    public string? Change { get; init; }

    public static CheckFindingJson From(CheckFinding finding, FindingChange? change) => new()
    {
        Phase = finding.Phase.Key(),
        Subject = finding.Subject,
        Code = finding.Finding.Code,
        Severity = finding.Severity.Title(),
        Consequence = finding.Consequence.Key(),
        Line = finding.Finding.Line,
        Column = finding.Finding.Column,
        Message = finding.Finding.Message,
        Advice = finding.Finding.Advice,
        Section = finding.Finding.Reference,
        Change = change?.Key(),
    };

    /// <exception cref="FormatException">A word in it is not known.</exception>
    public CheckFinding ToFinding()
    {
        var finding = new Finding(
            Code,
            JsonWord.Read(Severity, "severity", Enum.GetValues<MtaSts.Severity>(), CheckWords.Title),
            Line,
            Column,
            Message,
            Advice,
            Section);
        var found = new CheckFinding(JsonWord.Read(Phase, "phase", Enum.GetValues<CheckPhase>(), CheckWords.Key), Subject, finding);
        return Consequence is null ? found : found with
        {
            Consequence = JsonWord.Read(Consequence, "consequence", Enum.GetValues<MtaSts.Checks.Results.Consequence>(), CheckWords.Key),
        };
    }
}
