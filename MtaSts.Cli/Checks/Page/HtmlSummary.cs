using MtaSts.Checks.Results;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlSummary
{
    private const int BarWidth = 1_000;

    public static void Write(HtmlMarkup html, CheckReport report)
    {
        var counts = report.Counts;
        (string Class, string Title, int Count)[] figures =
        [
            ("failed", "Failed", counts.Failed), ("warned", "Warned", counts.Warned),
            ("unknown", "Not checked", counts.NotChecked), ("passed", "Passed", counts.Passed),
        ];
        html.Write($"<section class=\"summary\" aria-label=\"Summary\">\n<p class=\"verdict\">{GetHeadline(counts)}</p>\n");
        WriteBar(html, figures.Select(figure => (figure.Class, figure.Count)), counts.Domains);
        html.Write($"<dl class=\"figures\">\n");
        foreach (var (name, title, count) in figures)
        {
            html.Write($"<div class=\"{name}\"><dt>{title}</dt><dd>{count}</dd></div>\n");
        }

        html.Write($"</dl>\n<dl class=\"lines\">\n");
        html.Write($"<div><dt>Mode</dt><dd>{counts.Enforce} enforce, {counts.Testing} testing, ");
        html.Write($"{counts.None} none, {counts.WithoutPolicy} without a policy</dd></div>\n<div><dt>Findings</dt>");
        html.Write($"<dd>{Words.Count(counts.Errors, "error")}, {Words.Count(counts.Warnings, "warning")}</dd></div>\n");
        foreach (var (consequence, domains) in counts.GetConsequences())
        {
            html.Write($"<div><dt>{consequence.Title()}</dt><dd>{Words.Count(domains, "domain")}</dd></div>\n");
        }

        if (report.Comparison is { } comparison)
        {
            html.Write($"<div><dt>Since {HtmlWords.Format(report.Since!.Value)}</dt>");
            html.Write($"<dd>{comparison.AddedCount} added, {comparison.SustainedCount} sustained, ");
            html.Write($"<a href=\"#changes\">{comparison.Removed.Count} removed</a></dd></div>\n");
        }

        html.Write($"</dl>\n</section>\n");
    }

    private static string GetHeadline(ReportCounts counts) => counts switch
    {
        { Domains: 0 } => "No domain was checked.",
        { MailAtRisk: > 0 } => $"Mail is at risk in {counts.MailAtRisk} of {Words.Count(counts.Domains, "domain")}: "
            + "senders refuse to deliver, or may do so.",
        { Failed: > 0 } => $"{counts.Failed} of {Words.Count(counts.Domains, "domain")} failed: "
            + "there, senders see no valid policy or do not deliver.",
        { Warned: > 0 } => $"No domain failed; of {Words.Count(counts.Domains, "domain")}, "
            + $"{counts.Warned} {(counts.Warned == 1 ? "has" : "have")} something that causes trouble with some senders.",
        { NotChecked: > 0 } => $"Nothing was found, but of {Words.Count(counts.Domains, "domain")}, "
            + $"{counts.NotChecked} could not be checked in full.",
        { Domains: 1 } => "Nothing was found: senders can deliver to the domain as the policy says.",
        _ => $"Nothing was found: senders can deliver to all {counts.Domains} domains as the policy says.",
    };

    private static void WriteBar(HtmlMarkup html, IEnumerable<(string Class, int Count)> shares, int domains)
    {
        html.Write($"<svg class=\"bar\" viewBox=\"0 0 {BarWidth} 10\" preserveAspectRatio=\"none\" ");
        html.Write($"aria-hidden=\"true\" focusable=\"false\">");
        var before = 0;
        foreach (var (name, count) in shares)
        {
            if (count > 0)
            {
                var left = ComputeShare(before, domains);
                var width = ComputeShare(before + count, domains) - left;
                html.Write($"<rect class=\"{name}\" x=\"{left}\" width=\"{width}\" height=\"10\"/>");
            }

            before += count;
        }

        html.Write($"</svg>\n");
    }

    private static int ComputeShare(int count, int all) => (int)((long)BarWidth * count / all);
}
