namespace MtaSts;

/// <summary>The findings of one text. Bounded, because the author of the text decides how many there are.</summary>
internal sealed class FindingList
{
    /// <summary>How many there are at most, but for one: the first error is kept whenever it comes.</summary>
    public const int Capacity = 100;

    private readonly List<Finding> findings = [];

    public bool HasErrors { get; private set; }

    /// <summary>Whether to stop reading: the text is invalid and the list is long.</summary>
    public bool IsFull => HasErrors && findings.Count >= Capacity;

    public void Add(FindingRule rule, int line, int column, string message) => Add(rule.At(line, column, message));

    /// <summary>Adds a finding; beyond the capacity, only the first error.</summary>
    public void Add(Finding finding)
    {
        var decides = finding.Severity == Severity.Error && !HasErrors;
        HasErrors |= finding.Severity == Severity.Error;
        if (findings.Count < Capacity || decides)
        {
            findings.Add(finding);
        }
    }

    /// <summary>The findings in the order of the text, those about the text as a whole last.</summary>
    public Finding[] ToArray() => findings.Count == 0 ? [] : Sort(findings);

    public static Finding[] Sort(IEnumerable<Finding> findings) =>
        [.. findings.OrderBy(finding => finding.Line == 0).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)];

    /// <summary>The result: with an error among the findings it has no value, and <paramref name="create"/> is not called.</summary>
    public ParseResult<T> Conclude<T>(Func<T> create)
        where T : class => new(HasErrors ? null : create(), ToArray());
}

/// <summary>The result of parsing a text: the value, or the findings that say why there is none.</summary>
/// <param name="Value">The value; null if and only if a finding is an error.</param>
/// <param name="Findings">All findings, in the order of the text.</param>
public sealed record ParseResult<T>(T? Value, IReadOnlyList<Finding> Findings)
    where T : class
{
    /// <summary>Whether a conforming sender accepts the text.</summary>
    public bool IsValid => Value is not null;
}
