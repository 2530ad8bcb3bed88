using System.Globalization;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Reports.Page;

internal static class ReportsWords
{
    public static ReportedState GetState(DomainReports domain) => domain switch
    {
        { Failed: > 0 } => ReportedState.Failures,
        { Successful: > 0 } => ReportedState.WentWell,
        _ => ReportedState.WithoutMtaSts,
    };

    public static string GetTitle(ReportedState state) => state switch
    {
        ReportedState.Failures => "Failures",
        ReportedState.WithoutMtaSts => "Without MTA-STS",
        _ => "All went well",
    };

    public static string GetMeaning(ReportedState state) => state switch
    {
        ReportedState.Failures => "sessions failed under MTA-STS, or would fail under it",
        ReportedState.WithoutMtaSts => "no reporting sender used MTA-STS, so nothing is known",
        _ => "senders went by the policy, and every session met it",
    };

    public static string GetTone(ReportedState state) => state switch
    {
        ReportedState.Failures => "bad",
        ReportedState.WithoutMtaSts => "unknown",
        _ => "good",
    };

    /// <summary>In one sentence.</summary>
    public static string GetVerdict(ReportsView view) => view switch
    {
        { Domains.Count: 0 } => "Nobody reported on these domains. That is no evidence, neither for nor against.",
        { Failed: > 0 } => $"{Words.Count(view.Failed, "session")} failed at "
            + $"{Words.Count(view.Domains.Count(domain => domain.Failed > 0), "domain")}, "
            + $"{(view.Successful > 0 ? Words.Format(view.Successful) : "none")} went well under MTA-STS.",
        { Successful: > 0 } => $"{Words.Count(view.Successful, "session")} under MTA-STS, and all went well.",
        _ => "No reporting sender used MTA-STS.",
    };

    public static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>To the minute, UTC.</summary>
    public static string Format(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The first of them, and how many more there are: anybody can send reports in any number of names.</summary>
    public static string List(IEnumerable<string> texts, int most)
    {
        List<string> all = [.. texts];
        var listed = string.Join(", ", all.Take(most).Select(text => PlainText.Sanitize(text)));
        return all.Count > most ? $"{listed} and {Words.Format(all.Count - most)} more" : listed;
    }

    /// <summary>Customers are the same without regard to case; empty for none.</summary>
    public static string GetKey(string? customer) => customer?.ToUpperInvariant() ?? "";
}
