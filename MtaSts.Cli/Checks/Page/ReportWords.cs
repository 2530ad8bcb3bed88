using System.Globalization;
using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Policies;

namespace MtaSts.Cli.Checks.Page;

internal static class ReportWords
{
    public static string GetMeaning(CheckArea area) => area switch
    {
        CheckArea.MtaStsRecord => "the record _mta-sts, by which senders learn that there is a policy",
        CheckArea.TlsRptRecord => "the record _smtp._tls, by which senders learn where to report failures",
        CheckArea.Host => "the names and addresses of the policy's host",
        CheckArea.Policy => "the policy, and the HTTPS that it is fetched over",
        CheckArea.Mx => "the domain's mail hosts against the policy",
        CheckArea.Smtp => "STARTTLS and certificates of the mail hosts",
        _ => "the failures that senders report of their sessions to the domain",
    };

    public static string GetMeaning(Standing standing) => standing switch
    {
        Standing.MailAtRisk => "senders refuse to deliver, or may",
        Standing.ProtectionMissing => "senders deliver as if there were no policy, or by an earlier one",
        Standing.RecordsToPublish => "mail flows, and senders go by a policy; a record in DNS has to follow",
        Standing.Advice => "known to cause trouble with some senders",
        Standing.NotChecked => "not all could be seen from here, which is not the same as good",
        _ => "all was looked at, nothing was found",
    };

    public static string GetTone(Standing standing) => standing switch
    {
        Standing.MailAtRisk => "bad",
        Standing.ProtectionMissing => "poor",
        Standing.RecordsToPublish => "due",
        Standing.Advice => "mild",
        Standing.NotChecked => "unknown",
        _ => "good",
    };

    public static string GetTone(CheckFinding finding) => GetTone(finding.Consequence.GetStanding());

    /// <summary>To the minute, UTC.</summary>
    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Whole days; null without a time.</summary>
    public static int? CountDays(TimeSpan? time) => time is { } span ? (int)Math.Floor(span.TotalDays) : null;

    public static string FormatDays(int? days) => days is { } count ? Words.Count(count, "day") : "";

    /// <summary>The strictest first.</summary>
    public static int GetRank(PolicyMode? mode) => mode switch
    {
        PolicyMode.Enforce => 0,
        PolicyMode.Testing => 1,
        PolicyMode.None => 2,
        _ => 3,
    };

    public static string GetKey(PolicyMode? mode) => mode?.ToText() ?? "-";

    /// <summary>Customers are the same without regard to case; empty for none.</summary>
    public static string GetKey(string? customer) => customer?.ToUpperInvariant() ?? "";
}
