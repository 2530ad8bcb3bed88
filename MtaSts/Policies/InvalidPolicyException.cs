namespace MtaSts.Policies;

/// <summary>A stored or published policy is invalid and must not be served.</summary>
/// <param name="where">Where the policy is, such as 'the row of example.com'.</param>
/// <param name="findings">The findings, at least one of them an error.</param>
public sealed class InvalidPolicyException(string where, IReadOnlyList<Finding> findings)
    : Exception($"The policy in {where} is invalid: {Describe(findings)}")
{
    private const int Described = 3;

    /// <summary>All findings, including warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;

    private static string Describe(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        var more = errors.Count > Described ? $" … and {errors.Count - Described} more." : "";
        return string.Join(' ', errors.Take(Described)) + more;
    }
}
