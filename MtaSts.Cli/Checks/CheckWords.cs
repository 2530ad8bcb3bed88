using System.Text.Json;
using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>What the parts and outcomes of a check are called: for people, and for programs (docs/json.md).</summary>
internal static class CheckWords
{
    public const string NoEvidence = "noEvidence";

    public static string Title(this CheckArea area) => area switch
    {
        CheckArea.MtaStsRecord => "TXT",
        CheckArea.TlsRptRecord => "Reports",
        CheckArea.Host => "Host",
        CheckArea.Policy => "Policy",
        CheckArea.Mx => "MX",
        CheckArea.Smtp => "SMTP",
        CheckArea.Reports => "Senders",
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

    public static string Title(this Severity severity) => severity == Severity.Error ? "error" : "warning";

    public static string Key(this CheckArea area) => area.Title().ToLowerInvariant();

    public static string Key(this CheckOutcome outcome) => outcome == CheckOutcome.NotChecked ? "notChecked" : outcome.Title();

    /// <summary>The outcome of a part; without evidence it is no outcome of a domain, because that holds nothing against one.</summary>
    public static string GetOutcomeKey(this CheckPart part) => part.IsWithoutEvidence ? NoEvidence : part.Outcome.Key();

    public static string Key(this Consequence consequence) => JsonNamingPolicy.CamelCase.ConvertName(consequence.ToString());

    public static string Key(this CheckPhase phase) => phase.ToString().ToLowerInvariant();

    public static string Key(this FindingChange change) => change == FindingChange.Added ? "added" : "sustained";
}
