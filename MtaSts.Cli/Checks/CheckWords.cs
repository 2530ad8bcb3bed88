using System.Text.Json;
using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>What the parts and outcomes of a check are called: for people, and for programs (docs/json.md).</summary>
internal static class CheckWords
{
    public static string Title(this CheckArea area) => area switch
    {
        CheckArea.MtaStsRecord => "TXT",
        CheckArea.TlsRptRecord => "Reports",
        CheckArea.Host => "Host",
        CheckArea.Policy => "Policy",
        CheckArea.Mx => "MX",
        CheckArea.Smtp => "SMTP",
        _ => throw new ArgumentOutOfRangeException(nameof(area), area, "There is no such area."),
    };

    public static string Title(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.NotChecked => "not checked",
        CheckOutcome.Warned => "warned",
        CheckOutcome.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };

    /// <summary>As the beginning of a sentence.</summary>
    public static string Title(this Consequence consequence) => consequence switch
    {
        Consequence.None => "Nothing found",
        Consequence.Advice => "Advice",
        Consequence.RecordToPublish => "Records to publish",
        Consequence.ProtectionMissing => "Protection missing",
        Consequence.MailAtRisk => "Mail at risk",
        _ => throw new ArgumentOutOfRangeException(nameof(consequence), consequence, "There is no such consequence."),
    };

    /// <summary>How many domains have each consequence that somebody has to act on, the worst first; without those that none has.</summary>
    public static IEnumerable<(Consequence Consequence, int Domains)> GetConsequences(this ReportCounts counts)
    {
        (Consequence Consequence, int Domains)[] all =
        [
            (Consequence.MailAtRisk, counts.MailAtRisk),
            (Consequence.ProtectionMissing, counts.ProtectionMissing),
            (Consequence.RecordToPublish, counts.RecordsToPublish),
        ];
        return all.Where(count => count.Domains > 0);
    }

    public static string Title(this Severity severity) => severity == Severity.Error ? "error" : "warning";

    public static string Key(this CheckArea area) => area.Title().ToLowerInvariant();

    public static string Key(this CheckOutcome outcome) => outcome == CheckOutcome.NotChecked ? "notChecked" : outcome.Title();

    public static string Key(this Consequence consequence) => JsonNamingPolicy.CamelCase.ConvertName(consequence.ToString());

    public static string Key(this CheckPhase phase) => phase.ToString().ToLowerInvariant();

    public static string Key(this FindingChange change) => change == FindingChange.Added ? "added" : "sustained";
}
