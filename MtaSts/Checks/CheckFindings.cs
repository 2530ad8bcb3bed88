using MtaSts.Checks.Reports;

namespace MtaSts.Checks;

/// <summary>Findings of one part of a check.</summary>
internal static class CheckFindings
{
    /// <summary>As many of them as a report takes; bounded, because the other side decides how many there are.</summary>
    public const int Capacity = 100;

    /// <summary>All of them, or where they are too many the first ones, errors before warnings.</summary>
    public static IReadOnlyList<CheckFinding> Bound(IReadOnlyList<CheckFinding> findings) =>
        findings.Count <= Capacity ? findings : [.. findings.OrderByDescending(finding => finding.Severity).Take(Capacity)];
}
