using MtaSts.Checks.Results;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlChanges
{
    public static void Write(HtmlMarkup html, ReportComparison comparison)
    {
        html.Write($"<section class=\"changes\" aria-labelledby=\"changes\">\n<h2 id=\"changes\">Changes</h2>\n");
        WriteFindings(html, "Removed: found earlier, and no more", comparison.Removed);
        WriteFindings(html, "Found earlier, and could not be checked this time; taken as sustained", comparison.Unchecked);
        WriteDomains(html, "New domains", comparison.NewDomains);
        WriteDomains(html, "Domains no longer checked", comparison.GoneDomains);
        if (comparison is { Removed: [], Unchecked: [], NewDomains: [], GoneDomains: [] })
        {
            html.Write($"<p>Nothing was removed, and the domains are the same.</p>\n");
        }

        html.Write($"</section>\n");
    }

    private static void WriteFindings(HtmlMarkup html, string title, IReadOnlyList<EarlierFinding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        html.Write($"<h3>{title}</h3>\n<ul>\n");
        foreach (var (domain, area, found) in findings)
        {
            html.Write($"<li><strong>{domain.Ascii}</strong>, {area.Title()}: {found.Severity.Title()} <code>{found.Finding.Code}</code> <bdi>{found.Subject}</bdi>: <bdi>{found.Finding.Message}</bdi></li>\n");
        }

        html.Write($"</ul>\n");
    }

    private static void WriteDomains(HtmlMarkup html, string title, IReadOnlyList<DomainName> domains)
    {
        if (domains.Count == 0)
        {
            return;
        }

        html.Write($"<h3>{title}</h3>\n<ul class=\"names\">\n");
        foreach (var domain in domains)
        {
            html.Write($"<li>{Words.Format(domain)}</li>\n");
        }

        html.Write($"</ul>\n");
    }
}
