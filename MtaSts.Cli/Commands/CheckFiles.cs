using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Checks.Page;
using MtaSts.Cli.Files;
using MtaSts.Cli.Options;
using MtaSts.Cli.Pages;

namespace MtaSts.Cli.Commands;

/// <summary>The files that <c>check</c> writes beside what it prints.</summary>
internal sealed class CheckFiles
{
    private readonly Option<string?> html = TextOption.Create("--html", "FILE", "Also write the report as an HTML page; replaces FILE");
    private readonly Option<string?> junit = TextOption.Create("--junit", "FILE", "Also write the report as JUnit XML; replaces FILE");
    private readonly Option<string?> json = TextOption.Create(
        "--json", "FILE", "Also write the report as JSON, for --since of the next run; replaces FILE");

    public IEnumerable<Option> All => [html, junit, json];

    /// <summary>The file that this run writes for the next one to compare with; null without one.</summary>
    public string? FindKept(ParseResult arguments) => arguments.GetValue(json);

    /// <summary>Refuses, before the check, files that could not be written after it.</summary>
    public void Expect(ParseResult arguments)
    {
        foreach (var target in (Option<string?>[])[html, junit, json])
        {
            if (arguments.GetValue(target) is { } name)
            {
                OutputFile.Expect(name);
            }
        }
    }

    public async Task WriteAsync(ParseResult arguments, CheckReport report, bool isStrict)
    {
        if (arguments.GetValue(html) is { } page)
        {
            await WritePageAsync(page, report);
        }

        if (arguments.GetValue(junit) is { } results)
        {
            await new JUnitReport(report, isStrict).WriteAsync(results);
        }
    }

    /// <summary>Writes what the next run compares with: last of all, so that what failed before is news again.</summary>
    public async Task KeepAsync(ParseResult arguments, CheckReport report)
    {
        if (FindKept(arguments) is { } kept)
        {
            await OutputFile.WriteFileAsync(
                kept, stream => JsonSerializer.SerializeAsync(stream, CheckReportJson.From(report), CheckJson.Default.CheckReportJson));
        }
    }

    // Apart, so that what makes pages is loaded for one only.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task WritePageAsync(string path, CheckReport report) => HtmlPage.WriteAsync<ReportPage, CheckReport>(path, report);
}
