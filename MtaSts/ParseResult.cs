namespace MtaSts;

/// <summary>The result of parsing a text: the value, or the findings that say why there is none.</summary>
/// <param name="Value">The value; null if and only if a finding is an error.</param>
/// <param name="Findings">All findings, in the order of the text.</param>
public sealed record ParseResult<T>(T? Value, IReadOnlyList<Finding> Findings)
    where T : class
{
    /// <summary>Whether a conforming sender accepts the text.</summary>
    public bool IsValid => Value is not null;
}
