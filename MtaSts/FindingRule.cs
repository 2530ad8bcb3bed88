namespace MtaSts;

/// <summary>A kind of <see cref="Finding"/>: all of it that does not depend on the text.</summary>
/// <param name="Code">Stable code, <c>MTASTS</c> and three digits.</param>
/// <param name="Severity">Whether such a finding makes the text invalid.</param>
/// <param name="Reference">The section of the standard that says so.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record FindingRule(string Code, Severity Severity, string Reference, string Advice)
{
    /// <summary>A finding of this kind; positions as in <see cref="Finding.Line"/> and <see cref="Finding.Column"/>.</summary>
    public Finding At(int line, int column, string message) => new(Code, Severity, line, column, message, Advice, Reference);
}
