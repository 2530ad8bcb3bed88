namespace MtaSts;

/// <summary>Something wrong in one place of a policy or record.</summary>
/// <param name="Code">Stable code, <c>MTASTS</c> and three digits; docs/findings.md lists them.</param>
/// <param name="Severity">Whether it makes the text invalid.</param>
/// <param name="Line">Line, from 1; 0 for the text as a whole.</param>
/// <param name="Column">Column in bytes, from 1; 0 for the line as a whole.</param>
/// <param name="Message">What is wrong and where, one sentence.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Reference">The section of the standard that says so, such as <c>RFC 8461 §3.2</c>.</param>
public sealed record Finding(string Code, Severity Severity, int Line, int Column, string Message, string Advice, string Reference)
{
    /// <summary>The severity in a word: <c>error</c> or <c>warning</c>.</summary>
    public string SeverityText => Severity == Severity.Error ? "error" : "warning";

    /// <summary>Where it is, such as <c>line 3, column 5</c>; empty for the text as a whole.</summary>
    public string Place => (Line, Column) switch
    {
        (0, _) => "",
        (_, 0) => $"line {Line}",
        _ => $"line {Line}, column {Column}",
    };

    /// <summary>The finding on one line, for logs and consoles.</summary>
    public override string ToString() =>
        $"{Code} {SeverityText}{(Line == 0 ? "" : $" {Place}")}: {Message} {Advice} ({Reference})";
}

/// <summary>How serious a <see cref="Finding"/> is.</summary>
public enum Severity
{
    /// <summary>Valid, but known to cause problems with real senders.</summary>
    Warning,

    /// <summary>Invalid by the RFC: a conforming sender ignores the whole text.</summary>
    Error,
}
