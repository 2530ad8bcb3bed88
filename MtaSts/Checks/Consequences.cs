using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Says what follows from findings, and puts the worst first.</summary>
internal static class Consequences
{
    private static readonly HashSet<string> PutMailAtRisk = GetCodes(
        CheckRules.MxUncovered, CheckRules.HeldUncovered, CheckRules.NoMailHost, CheckRules.NoMailHostAddress,
        CheckRules.DeliveriesRefused);

    private static readonly HashSet<string> NeedRecord = GetCodes(CheckRules.IdDrifted, CheckRules.IdToPublish);

    /// <param name="isEnforced">Whether senders go by a policy in enforce, and so refuse mail hosts without TLS (RFC 8461 §5).</param>
    public static IReadOnlyList<CheckPart> Rank(IEnumerable<CheckPart> parts, bool isEnforced) =>
    [
        .. parts.Select(part => part with
        {
            Findings =
            [
                .. part.Findings
                    .Select(finding => finding with { Consequence = Find(part.Area, finding.Finding, isEnforced) })
                    .OrderByDescending(finding => finding.Consequence),
            ],
        }),
    ];

    private static Consequence Find(CheckArea area, Finding finding, bool isEnforced) => finding switch
    {
        _ when PutMailAtRisk.Contains(finding.Code) => Consequence.MailAtRisk,
        { Severity: Severity.Error } when area == CheckArea.Smtp && isEnforced => Consequence.MailAtRisk,
        _ when area == CheckArea.TlsRptRecord || NeedRecord.Contains(finding.Code) => Consequence.RecordToPublish,
        { Severity: Severity.Error } => Consequence.ProtectionMissing,
        _ => Consequence.Advice,
    };

    private static HashSet<string> GetCodes(params IEnumerable<CheckRule> rules) => [.. rules.Select(rule => rule.Finding.Code)];
}
