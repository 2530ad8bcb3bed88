using System.Text.Json;
using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks;

/// <summary>
/// Where a domain, or a part of its check, stands: by consequence and, without findings, by what was looked at; greater is worse.
/// </summary>
internal enum Standing
{
    InOrder,
    NotChecked,
    Advice,
    RecordsToPublish,
    ProtectionMissing,
    MailAtRisk,
}

internal static class Standings
{
    public static Standing GetStanding(this DomainReport domain) => From(domain.Consequence, domain.Outcome);

    public static Standing GetStanding(this CheckPart part) =>
        From(part.Findings.Select(finding => finding.Consequence).Append(Consequence.None).Max(), part.Outcome);

    public static Standing GetStanding(this Consequence consequence) => From(consequence, CheckOutcome.Passed);

    /// <summary>Whether somebody has to act, or nothing is known.</summary>
    public static bool HasToAct(this DomainReport domain) => domain.GetStanding() > Standing.Advice || domain.IsUnfinished;

    public static string Title(this Standing standing) => standing switch
    {
        Standing.InOrder => "In order",
        Standing.NotChecked => "Not checked",
        Standing.Advice => "Advice",
        Standing.RecordsToPublish => "Records to publish",
        Standing.ProtectionMissing => "Protection missing",
        Standing.MailAtRisk => "Mail at risk",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "There is no such standing."),
    };

    public static string Key(this Standing standing) => JsonNamingPolicy.CamelCase.ConvertName(standing.ToString());

    private static Standing From(Consequence consequence, CheckOutcome outcome) => consequence switch
    {
        Consequence.MailAtRisk => Standing.MailAtRisk,
        Consequence.ProtectionMissing => Standing.ProtectionMissing,
        Consequence.RecordToPublish => Standing.RecordsToPublish,
        Consequence.Advice => Standing.Advice,
        _ => outcome == CheckOutcome.NotChecked ? Standing.NotChecked : Standing.InOrder,
    };
}
