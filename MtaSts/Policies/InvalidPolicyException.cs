namespace MtaSts.Policies;

/// <summary>A policy that is kept or published somewhere is invalid, so it must not be served.</summary>
/// <param name="where">Where the policy is, as in 'the row of example.com'.</param>
/// <param name="findings">What was found; an error at least.</param>
public sealed class InvalidPolicyException(string where, IReadOnlyList<Finding> findings)
    : Exception($"The policy in {where} is invalid: {string.Join(' ', findings.Where(finding => finding.Severity == Severity.Error))}")
{
    /// <summary>What was found, warnings included.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;
}
