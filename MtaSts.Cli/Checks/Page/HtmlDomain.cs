using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Policies;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlDomain
{
    public static void Write(HtmlMarkup html, CheckReport report, DomainReport domain, int columnCount)
    {
        var unicode = domain.Domain.ToUnicode();
        html.Write($"<tbody role=\"rowgroup\" class=\"{HtmlWords.GetClass(domain.Outcome)}\">");
        html.Write($"<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{domain.Domain.Ascii}");
        if (unicode != domain.Domain.Ascii)
        {
            html.Write($" <bdi class=\"unicode\">{unicode}</bdi>");
        }

        html.Write($"</th><td role=\"cell\" data-rank=\"{HtmlWords.GetRank(domain.Mode)}\">{domain.Mode?.ToText() ?? "–"}</td>");
        html.Write($"<td role=\"cell\" data-rank=\"{(int)domain.Outcome}\"><span class=\"outcome\">{domain.Outcome.Title()}</span></td>");
        foreach (var area in Enum.GetValues<CheckArea>())
        {
            WriteMark(html, domain.Parts.FirstOrDefault(part => part.Area == area));
        }

        html.Write($"</tr><tr role=\"row\"><td role=\"cell\" colspan=\"{columnCount}\"><details><summary>");
        WriteHeadline(html, report, domain);
        html.Write($"</summary>");
        WriteFacts(html, domain);
        var parts = domain.Parts.OrderByDescending(
            part => part.Findings.Select(finding => finding.Consequence).Append(Consequence.None).Max());
        foreach (var part in parts)
        {
            HtmlPart.Write(html, report, domain, part);
        }

        html.Write($"</details></td></tr></tbody>\n");
    }

    private static void WriteMark(HtmlMarkup html, CheckPart? part)
    {
        if (part is null)
        {
            html.Write($"<td role=\"cell\" data-rank=\"-1\">–</td>");
        }
        else
        {
            html.Write($"<td role=\"cell\" data-rank=\"{(int)part.Outcome}\">");
            html.Write($"<span class=\"mark {HtmlWords.GetClass(part.Outcome)}\">{part.Outcome.Title()}</span></td>");
        }
    }

    private static void WriteHeadline(HtmlMarkup html, CheckReport report, DomainReport domain)
    {
        var findings = domain.Findings.ToList();
        if (findings.MaxBy(finding => (finding.Consequence, finding.Severity)) is not { } worst)
        {
            var reason = domain.Parts.FirstOrDefault(part => part.NotChecked is not null)?.NotChecked;
            html.Write($"<span>{(reason is null ? "Nothing found" : $"Not checked in full: {reason}")}</span>");
            return;
        }

        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        string?[] counts =
        [
            errors > 0 ? Words.Count(errors, "error") : null,
            findings.Count > errors ? Words.Count(findings.Count - errors, "warning") : null,
        ];
        var consequence = worst.Consequence > Consequence.Advice ? $"{worst.Consequence.Title()}. " : "";
        html.Write($"<span>{consequence}{string.Join(", ", counts.OfType<string>())}: <bdi>{worst.Finding.Message}</bdi></span>");
        var added = domain.Parts.Sum(part => report.FindingsOf(domain, part).Count(found => found.Change == FindingChange.Added));
        if (added > 0)
        {
            html.Write($" <span class=\"change\">{added} added</span>");
        }
    }

    private static void WriteFacts(HtmlMarkup html, DomainReport domain)
    {
        if (domain.IsHosted || domain.Id is not null)
        {
            var (hosted, id) = (domain.IsHosted ? "Its policy is in the store. " : "", domain.Id is null ? "" : $"Id in DNS: {domain.Id}");
            html.Write($"<p class=\"facts\">{hosted}{id}</p>");
        }
    }
}
