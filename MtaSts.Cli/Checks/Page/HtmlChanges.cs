using MtaSts.Checks.Results;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlChanges
{
    public static void Write(HtmlMarkup html, ReportComparison comparison)
    {
        html.Write($"<section class=\"changes\" aria-labelledby=\"changes\">\n<h2 id=\"changes\">Changes</h2>\n");
        WriteList(html, "Removed: found earlier, and no more", [.. comparison.Removed.Select(Format)]);
        WriteList(
            html, "Found earlier, and could not be checked this time; taken as sustained", [.. comparison.Unchecked.Select(Format)]);
        WriteList(html, "New domains", [.. comparison.NewDomains.Select(Format)]);
        WriteList(html, "Domains no longer checked", [.. comparison.GoneDomains.Select(Format)]);
        if (comparison is { Removed: [], Unchecked: [], NewDomains: [], GoneDomains: [] })
        {
            html.Write($"<p>Nothing was removed, and the domains are the same.</p>\n");
        }

        html.Write($"</section>\n");
    }

    private static void WriteList(HtmlMarkup html, string title, IReadOnlyList<FormattableString> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        html.Write($"<h3>{title}</h3>\n<ul>\n");
        foreach (var item in items)
        {
            html.Write($"<li>");
            html.Write(item);
            html.Write($"</li>\n");
        }

        html.Write($"</ul>\n");
    }

    private static FormattableString Format(EarlierFinding earlier)
    {
        var (found, finding) = (earlier.Finding, earlier.Finding.Finding);
        return $"""
            <strong>{earlier.Domain.Ascii}</strong>, {earlier.Area.Title()}: {found.Severity.Title()} <code>{finding.Code}</code>
            <bdi>{found.Subject}</bdi>: <bdi>{finding.Message}</bdi>
            """;
    }

    private static FormattableString Format(DomainName domain) => $"{Words.Format(domain)}";
}
