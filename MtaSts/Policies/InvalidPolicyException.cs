namespace MtaSts.Policies;

/// <summary>A policy that is kept or published somewhere is invalid, so it must not be served.</summary>
/// <param name="where">Where the policy is, as in 'the row of example.com'.</param>
/// <param name="findings">What was found; an error at least.</param>
public sealed class InvalidPolicyException(string where, IReadOnlyList<Finding> findings)
    : Exception($"The policy in {where} is invalid: {Describe(findings)}")
{
    private const int Described = 3;

    /// <summary>What was found, warnings included.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;

    private static string Describe(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        var more = errors.Count > Described ? $" … and {errors.Count - Described} more." : "";
        return string.Join(' ', errors.Take(Described)) + more;
    }
}
