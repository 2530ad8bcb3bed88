namespace MtaSts;

/// <summary>What came of reading a text: the value, or why there is none.</summary>
/// <typeparam name="T">What the text stands for.</typeparam>
/// <param name="Value">The value; null exactly when a finding is an error.</param>
/// <param name="Findings">Everything found, in the order of the text.</param>
public sealed record ParseResult<T>(T? Value, IReadOnlyList<Finding> Findings)
    where T : class
{
    /// <summary>Whether a conforming sender accepts the text.</summary>
    public bool IsValid => Value is not null;
}
