namespace MtaSts;

/// <summary>One fault, found in one place of a policy or of a record.</summary>
/// <param name="Code">Stable code, <c>MTASTS</c> and three digits; docs/findings.md lists them all.</param>
/// <param name="Severity">Whether the fault makes the text invalid.</param>
/// <param name="Line">Line, from 1; 0 when the fault is of the text as a whole.</param>
/// <param name="Column">Column in bytes, from 1; 0 when the fault is of the line as a whole.</param>
/// <param name="Message">What is wrong, in one plain sentence.</param>
/// <param name="Advice">What to do about it, in one plain sentence.</param>
/// <param name="Reference">The part of the standard that decides, such as <c>RFC 8461 §3.2</c>.</param>
public sealed record Finding(string Code, Severity Severity, int Line, int Column, string Message, string Advice, string Reference)
{
    /// <summary>The finding on one line, as logs and consoles show it.</summary>
    public override string ToString()
    {
        var place = (Line, Column) switch
        {
            (0, _) => "",
            (_, 0) => $" line {Line}",
            _ => $" line {Line}, column {Column}",
        };
        return $"{Code} {(Severity == Severity.Error ? "error" : "warning")}{place}: {Message} {Advice} ({Reference})";
    }
}
