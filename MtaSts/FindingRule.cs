namespace MtaSts;

/// <summary>A kind of <see cref="Finding"/>: everything about it that does not depend on the text.</summary>
/// <param name="Code">Stable code, <c>MTASTS</c> and three digits.</param>
/// <param name="Severity">Whether such a fault makes the text invalid.</param>
/// <param name="Reference">The part of the standard that decides.</param>
/// <param name="Advice">What to do about it, in one plain sentence.</param>
public sealed record FindingRule(string Code, Severity Severity, string Reference, string Advice)
{
    /// <summary>The finding of this rule at a place; see <see cref="Finding.Line"/> and <see cref="Finding.Column"/>.</summary>
    public Finding At(int line, int column, string message) => new(Code, Severity, line, column, message, Advice, Reference);
}
