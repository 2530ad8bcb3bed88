using System.Globalization;
using MtaSts.Checks.Results;
using MtaSts.Policies;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlWords
{
    public static string GetMeaning(CheckArea area) => area switch
    {
        CheckArea.MtaStsRecord => "the record _mta-sts, by which senders learn that there is a policy",
        CheckArea.TlsRptRecord => "the record _smtp._tls, by which senders learn where to report failures",
        CheckArea.Host => "the names and addresses of the policy's host",
        CheckArea.Policy => "the policy, and the HTTPS that it is fetched over",
        CheckArea.Mx => "the domain's mail hosts against the policy",
        _ => "STARTTLS and certificates of the mail hosts",
    };

    public static string GetClass(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.NotChecked => "unknown",
        CheckOutcome.Warned => "warned",
        _ => "failed",
    };

    public static string GetClass(Severity severity) => GetClass(severity == Severity.Error ? CheckOutcome.Failed : CheckOutcome.Warned);

    /// <summary>To the minute, UTC.</summary>
    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The strictest first.</summary>
    public static int GetRank(PolicyMode? mode) => mode switch
    {
        PolicyMode.Enforce => 0,
        PolicyMode.Testing => 1,
        PolicyMode.None => 2,
        _ => 3,
    };
}
