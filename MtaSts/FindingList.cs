namespace MtaSts;

/// <summary>Findings as they are gathered from one text; bounded, because whoever writes the text decides how many there are.</summary>
internal sealed class FindingList
{
    private const int Capacity = 100;

    private readonly List<Finding> findings = [];

    /// <summary>Whether any finding so far makes the text invalid.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether reading on would only repeat what is known: the text is invalid and the list is long.</summary>
    public bool IsFull => HasErrors && findings.Count >= Capacity;

    /// <summary>Adds the finding of <paramref name="rule"/>.</summary>
    public void Add(FindingRule rule, int line, int column, string message) => Add(rule.At(line, column, message));

    /// <summary>Adds a finding; past the capacity only what decides validity still counts.</summary>
    public void Add(Finding finding)
    {
        var decides = finding.Severity == Severity.Error && !HasErrors;
        HasErrors |= finding.Severity == Severity.Error;
        if (findings.Count < Capacity || decides)
        {
            findings.Add(finding);
        }
    }

    /// <summary>The findings so far, in the order of the text; last those of the text as a whole.</summary>
    public Finding[] ToArray() => [.. findings.OrderBy(finding => finding.Line == 0).ThenBy(finding => finding.Line)];

    /// <summary>Closes the list: with an error in it there is no value, and <paramref name="create"/> is not called.</summary>
    public ParseResult<T> Conclude<T>(Func<T> create)
        where T : class => new(HasErrors ? null : create(), ToArray());
}
