using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>A finding of a check, as <c>check --output json</c> shows it.</summary>
internal sealed record CheckFindingJson
{
    /// <summary>dns, fetch, syntax, match, certificate or smtp.</summary>
    public required string Phase { get; init; }

    /// <summary>The name that it is about.</summary>
    public required string Subject { get; init; }

    public required string Code { get; init; }

    /// <summary>error or warning.</summary>
    public required string Severity { get; init; }

    /// <summary>From 1; 0 when it is not about a line.</summary>
    public int Line { get; init; }

    /// <summary>In bytes, from 1; 0 when it is not about a place in the line.</summary>
    public int Column { get; init; }

    public required string Message { get; init; }

    public required string Advice { get; init; }

    public required string Section { get; init; }

    /// <summary>added or sustained, with <c>--since</c>.</summary>
    public string? Change { get; init; }

    public static CheckFindingJson From(CheckFinding finding, FindingChange? change) => new()
    {
        Phase = finding.Phase.Key(),
        Subject = finding.Subject,
        Code = finding.Finding.Code,
        Severity = finding.Severity.Title(),
        Line = finding.Finding.Line,
        Column = finding.Finding.Column,
        Message = finding.Finding.Message,
        Advice = finding.Finding.Advice,
        Section = finding.Finding.Reference,
        Change = change?.Key(),
    };

    /// <summary>The finding again.</summary>
    /// <exception cref="FormatException">A word in it is not known.</exception>
    public CheckFinding ToFinding() => new(
        JsonWord.Read(Phase, "phase", Enum.GetValues<CheckPhase>(), CheckWords.Key),
        Subject,
        new Finding(Code, JsonWord.Read(Severity, "severity", Enum.GetValues<MtaSts.Severity>(), CheckWords.Title), Line, Column, Message, Advice, Section));
}
