using System.Security.Cryptography;
using System.Text;
using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Checks.Page;

internal sealed class HtmlReport(CheckReport report)
{
    private static readonly (string Title, string Meaning)[] Columns =
    [
        ("Domain", "the mail domain"),
        ("Mode", "the mode of its policy"),
        ("Outcome", "the worst of its parts"),
        .. Enum.GetValues<CheckArea>().Select(area => (area.Title(), HtmlWords.GetMeaning(area))),
    ];

    public Task WriteAsync(string path) => OutputFile.WriteFileAsync(path, async stream =>
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Write(writer);
    });

    public void Write(TextWriter writer)
    {
        var html = new HtmlMarkup(writer);
        var (style, script) = (ReadAsset("report.css"), ReadAsset("report.js"));
        WriteHead(html, style, script);
        HtmlSummary.Write(html, report);
        WriteDomains(html);
        if (report.Comparison is { } comparison)
        {
            HtmlChanges.Write(html, comparison);
        }

        HtmlLegend.Write(html);
        html.Write($"</main>\n<script>");
        html.WriteTrusted(script);
        html.Write($"</script>\n</body>\n</html>\n");
    }

    private void WriteHead(HtmlMarkup html, string style, string script)
    {
        html.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{FormatSecurityPolicy(style, script)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <title>MTA-STS report, {HtmlWords.Format(report.CheckedAt)}</title>
            <style>
            """);
        html.WriteTrusted(style);
        html.Write($"""
            </style>
            </head>
            <body>
            <main>
            <header>
            <h1>MTA-STS report</h1>
            <p class="when">{Words.Count(report.Domains.Count, "domain")}, as a sender of mail saw them on
            <time>{HtmlWords.Format(report.CheckedAt)}</time></p>
            </header>

            """);
    }

    private void WriteDomains(HtmlMarkup html)
    {
        html.Write($"<section aria-labelledby=\"domains\">\n<h2 id=\"domains\">Domains</h2>\n");
        WriteControls(html);
        html.Write($"""
            <table role="table">
            <caption>Each domain with its outcome; below it, what was found and seen. The worst come first.</caption>
            <thead role="rowgroup"><tr role="row">
            """);
        foreach (var (title, meaning) in Columns)
        {
            html.Write($"<th role=\"columnheader\" scope=\"col\" title=\"{meaning}\">{title}</th>");
        }

        html.Write($"</tr></thead>\n");
        var byName = report.Domains.OrderBy(domain => domain.Domain.Ascii, StringComparer.Ordinal);
        foreach (var domain in CheckReport.OrderByConsequence(byName))
        {
            HtmlDomain.Write(html, report, domain, Columns.Length);
        }

        html.Write($"</table>\n</section>\n");
    }

    /// <summary>What needs the script, hidden until that runs.</summary>
    private void WriteControls(HtmlMarkup html)
    {
        html.Write($"""
            <form id="filter" hidden>
            <label>Search <input type="search" name="text" placeholder="domain, host or code" autocomplete="off" spellcheck="false"></label>
            <label>Mode <select name="mode"><option value="">any</option><option>enforce</option><option>testing</option>
            <option>none</option><option value="-">no policy</option></select></label>
            <label>Outcome <select name="outcome"><option value="">any</option><option>failed</option><option>warned</option>
            <option>not checked</option><option>passed</option></select></label>

            """);
        if (report.Comparison is not null)
        {
            html.Write($"<label class=\"choice\"><input type=\"checkbox\" name=\"added\"> Added findings only</label>\n");
        }

        html.Write($"<button type=\"button\" name=\"open\">Open all</button>\n<p role=\"status\"></p>\n</form>\n");
    }

    private static string FormatSecurityPolicy(string style, string script) =>
        $"default-src 'none'; style-src '{ComputeHash(style)}'; script-src '{ComputeHash(script)}'; base-uri 'none'; form-action 'none'";

    private static string ComputeHash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A file of the page, with the line ends that a browser sees when it verifies the hash.</summary>
    private static string ReadAsset(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
