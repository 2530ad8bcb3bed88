namespace MtaSts.Checks.Results;

/// <summary>The result of one area of a check.</summary>
/// <param name="Seen">The observations, good or bad, in the order in which to show them.</param>
/// <param name="NotChecked">Sentences that say what could not be checked, and why; null if everything was.</param>
public sealed record CheckPart(
    CheckArea Area, IReadOnlyList<Observation> Seen, IReadOnlyList<CheckFinding> Findings, string? NotChecked = null)
{
    /// <summary>The worst of its findings; never <see cref="CheckOutcome.Passed"/> if something was not checked.</summary>
    public CheckOutcome Outcome =>
        Findings.Any(finding => finding.Severity == Severity.Error) ? CheckOutcome.Failed
        : Findings.Count > 0 ? CheckOutcome.Warned
        : NotChecked is not null ? CheckOutcome.NotChecked
        : CheckOutcome.Passed;
}
