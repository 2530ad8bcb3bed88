using System.Globalization;
using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlPart
{
    public static void Write(HtmlMarkup html, CheckReport report, DomainReport domain, CheckPart part)
    {
        html.Write($"<section class=\"part\"><h3>{part.Area.Title()} ");
        html.Write($"<span class=\"mark {HtmlWords.GetClass(part.Outcome)}\">{part.Outcome.Title()}</span></h3><div>");
        foreach (var (finding, change) in report.FindingsOf(domain, part))
        {
            WriteFinding(html, finding, change);
        }

        if (part.NotChecked is not null)
        {
            html.Write($"<p class=\"finding unknown\"><b>Not checked</b> <bdi>{part.NotChecked}</bdi></p>");
        }

        if (part.Seen.Count > 0)
        {
            html.Write($"<dl>");
            foreach (var (name, value) in part.Seen)
            {
                html.Write($"<dt>{name}</dt><dd>{value}</dd>");
            }

            html.Write($"</dl>");
        }

        html.Write($"</div></section>");
    }

    public static void WriteFinding(HtmlMarkup html, CheckFinding found, FindingChange? change)
    {
        var finding = found.Finding;
        var severity = found.Severity == Severity.Error ? "Error" : "Warning";
        html.Write($"<div class=\"finding {HtmlWords.GetClass(found.Severity)}\"><p><b>{severity}</b> ");
        if (change is { } known)
        {
            html.Write($"<span class=\"change {known.Key()}\">{known.Key()}</span> ");
        }

        html.Write($"<code>{finding.Code}</code> <bdi class=\"subject\">{found.Subject}</bdi>");
        if (finding.Line > 0)
        {
            html.Write($", {finding.Place}");
        }

        html.Write($"</p><p>{finding.Message}</p><p class=\"advice\"><b>What to do</b> <bdi>{finding.Advice}</bdi> ");
        WriteSection(html, finding.Reference);
        html.Write($"</p></div>");
    }

    private static void WriteSection(HtmlMarkup html, string section)
    {
        if (section.Split(" §") is [['R', 'F', 'C', ' ', .. var number], var paragraph]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rfc)
            && paragraph.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            html.Write($"<a href=\"https://www.rfc-editor.org/rfc/rfc{rfc}#section-{paragraph}\">{section}</a>");
        }
        else
        {
            html.Write($"<span>{section}</span>");
        }
    }
}
