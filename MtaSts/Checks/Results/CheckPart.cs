namespace MtaSts.Checks.Results;

/// <summary>One part of the check of a domain.</summary>
/// <param name="Area">Which part.</param>
/// <param name="Seen">What was seen, good or bad, in the order in which to show it.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="NotChecked">Why some of it could not be looked at, in plain sentences; null when all of it was.</param>
public sealed record CheckPart(CheckArea Area, IReadOnlyList<Observation> Seen, IReadOnlyList<CheckFinding> Findings, string? NotChecked = null)
{
    /// <summary>What came of it: the worst of its findings, and never <see cref="CheckOutcome.Passed"/> for what was not looked at.</summary>
    public CheckOutcome Outcome =>
        Findings.Any(finding => finding.Severity == Severity.Error) ? CheckOutcome.Failed
        : Findings.Count > 0 ? CheckOutcome.Warned
        : NotChecked is not null ? CheckOutcome.NotChecked
        : CheckOutcome.Passed;
}
