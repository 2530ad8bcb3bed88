namespace MtaSts;

/// <summary>A kind of <see cref="Finding"/>: all of it that does not depend on the text.</summary>
/// <param name="Code">Stable code, <c>MTASTS</c> and three digits.</param>
/// <param name="Severity">Whether such a finding makes the text invalid.</param>
/// <param name="Reference">The section of the standard that says so.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record FindingRule(string Code, Severity Severity, string Reference, string Advice)
{
    /// <summary>A finding of this kind; positions as in <see cref="Finding.Line"/> and <see cref="Finding.Column"/>.</summary>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    public Finding At(int line, int column, string message)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        return new Finding(Code, Severity, line, column, message, Advice, Reference);
    }
}
