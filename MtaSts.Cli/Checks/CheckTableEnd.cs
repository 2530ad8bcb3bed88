using System.Globalization;
using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using Spectre.Console;
using static MtaSts.Cli.Checks.CheckTableText;

namespace MtaSts.Cli.Checks;

/// <summary>What is left on the screen below a long table: what changed, and what the report comes to.</summary>
internal static class CheckTableEnd
{
    private const int NamesShown = 10;

    /// <param name="omitted">How many domains the table left out.</param>
    public static void Write(IAnsiConsole console, CheckReport report, int omitted)
    {
        if (report.Comparison is { } comparison)
        {
            WriteComparison(console, report, comparison);
        }

        if (omitted > 0)
        {
            var are = omitted == 1 ? "is" : "are";
            console.WriteText(0, $"{Words.Count(omitted, "domain")} with nothing to act on {are} not shown.", Style.Plain);
        }

        console.WriteText(0, Headline.From(report), report.Standings is [var (worst, _), ..] ? worst.GetStyle() : Style.Plain);
        var atRisk = report.Domains.Where(domain => domain.GetStanding() == Standing.MailAtRisk).ToList();
        if (atRisk.Count > 0 && report.Domains.Count > 1)
        {
            var more = atRisk.Count > NamesShown ? $" and {atRisk.Count - NamesShown} more" : "";
            var names = atRisk.Take(NamesShown).Select(domain => Words.Format(domain.Domain));
            console.WriteText(0, $"At risk: {string.Join(", ", names)}{more}.", Standing.MailAtRisk.GetStyle());
        }

        var standings = report.Standings.Select(count => $"{count.Standing.Title().ToLowerInvariant()} {Words.Format(count.Domains)}");
        console.WriteText(
            0,
            $"{Words.Count(report.Domains.Count, "domain")}: {string.Join(", ", standings)}; "
            + $"{Words.Count(report.Counts.Errors, "error")}, {Words.Count(report.Counts.Warnings, "warning")}.",
            Style.Plain);
    }

    private static void WriteComparison(IAnsiConsole console, CheckReport report, ReportComparison comparison)
    {
        (string Text, Style Style)[] lines =
        [
            .. comparison.Unchecked.Select(
                earlier => ($"sustained, as it could not be checked this time: {FormatTitle(earlier)}", Style.Plain)),
            .. comparison.Removed.Select(earlier => ($"removed: {FormatTitle(earlier)}", Standing.InOrder.GetStyle())),
            .. comparison.NewDomains.Select(domain => ($"new domain: {Words.Format(domain)}", Style.Plain)),
            .. comparison.GoneDomains.Select(domain => ($"no longer checked: {Words.Format(domain)}", Style.Plain)),
        ];
        foreach (var (text, style) in lines)
        {
            console.WriteText(0, text, style);
        }

        console.WriteText(
            0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Since {report.Since:u}: {comparison.AddedCount} added, {comparison.SustainedCount} sustained, "
                + $"{comparison.Removed.Count} removed."),
            Style.Plain);
    }

    private static string FormatTitle(EarlierFinding earlier) =>
        $"{earlier.Domain}, {earlier.Area.Title()}: {earlier.Finding.Finding.Code} {Cut(earlier.Finding.Subject)}";
}
