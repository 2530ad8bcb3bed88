using System.CommandLine;
using System.Runtime.CompilerServices;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Pages;
using MtaSts.Cli.Reports;
using MtaSts.Cli.Reports.Page;
using MtaSts.Cli.Services;
using MtaSts.Reports;

namespace MtaSts.Cli.Commands;

internal sealed class ReportsCommand : ToolCommand
{
    private readonly TimeProvider time;
    private readonly StoreOptions store = new();
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files or folders of TLS reports; - is standard input [default: as in mta-sts.json]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly ReportedDomains domains;
    private readonly SinceOption since = new("Only reports of this date or later, or of the last days");
    private readonly Option<string?> html = TextOption.Create("--html", "FILE", "Also write them as an HTML page; replaces FILE");
    private readonly OutputOption output = new();

    public ReportsCommand(ToolServices services)
        : base(
            "reports",
            "Shows what senders report: sessions, failures, what to do.",
            "mta-sts reports ./reports --since 14")
    {
        time = services.Time;
        domains = new ReportedDomains(store);
        Arguments.Add(paths);
        domains.AddTo(this);
        since.AddTo(this);
        Options.Add(html);
        Subcommands.Add(new ReportsFetchCommand(services));
    }

    public override StoreOptions Store => store;

    protected override bool Runs => true;

    protected override void AddSharedOptions()
    {
        output.AddTo(this);
        store.AddTo(this, Services);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var page = arguments.GetValue(html);
        if (page is not null)
        {
            OutputFile.Expect(page);
        }

        var now = time.GetUtcNow();
        var from = since.Find(arguments, now);
        var wanted = await domains.FindAsync(arguments, console, cancellationToken);
        var collected = new CollectedReports(wanted.Includes, from ?? DateTimeOffset.MinValue);
        var read = await ReportFiles.ReadAsync(FindPaths(arguments), collected, console, cancellationToken);
        var held = await wanted.FindHeldAsync(read, now, cancellationToken);
        var view = ReportsView.From(read, wanted.Expected, wanted.FindCustomer, from, now).WithRemarks(held);
        if (output.IsJson(arguments))
        {
            console.WriteJson(ReportsJson.From(view), ToolJson.Default.ReportsJson);
        }
        else
        {
            ReportsTable.Write(console, view);
        }

        WriteMessages(console, view, wanted);
        if (page is not null)
        {
            await WritePageAsync(page, view);
        }

        return GetExitCode(view);
    }

    private string[] FindPaths(ParseResult arguments) =>
        ReportPaths.Find(arguments.GetValue(paths), Services.ReadSettings()) is { Length: > 0 } found ? found
        : throw new CommandException(
            ExitCode.WrongUsage, "No reports are named. Name files or folders of them, or set reports in mta-sts.json.");

    // Apart, so that what makes pages is loaded for one only.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task WritePageAsync(string path, ReportsView view) => HtmlPage.WriteAsync<ReportsPage, ReportsView>(path, view);

    private static void WriteMessages(CliConsole console, ReportsView view, WantedDomains wanted)
    {
        ReadMessages.WriteAll(console, view.Read);
        if (wanted.LeftOut > 0)
        {
            var others = Words.Count(wanted.LeftOut, "other domain") + (wanted.HasUncounted ? " or more" : "");
            console.WriteMessage($"Left out: reports of {others}. Name a domain with --domain to see its reports.");
        }

        var read = view.Read;
        var again = read.Collected.Duplicates == 0 ? "" : $"; copies: {Words.Format(read.Collected.Duplicates)}";
        console.WriteMessage(
            $"Files: {Words.Format(read.Files)}; reports: {Words.Format(read.Collected.Reports)}{again}; "
            + $"not read: {Words.Format(read.Unreadable.Count)}.");
    }

    /// <summary>Failures count before what could not be read.</summary>
    private static int GetExitCode(ReportsView view) =>
        view.Failed > 0 ? ExitCode.Findings
        : view.Read.Collected.Reports == 0 && view.Read.Unreadable.Count > 0 ? ExitCode.Failed
        : ExitCode.Done;
}
