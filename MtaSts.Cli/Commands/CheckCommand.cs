using System.CommandLine;
using MtaSts.Checks.Results;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Notifications;
using MtaSts.Cli.Options;

namespace MtaSts.Cli.Commands;

internal sealed class CheckCommand : ToolCommand
{
    private readonly TimeProvider time;
    private readonly SenderOptions sender;
    private readonly StoreOptions store = new();
    private readonly CheckTargets targets;
    private readonly CheckFiles files = new();
    private readonly Option<string?> since = TextOption.Create(
        "--since", "FILE", "Earlier report (--json) to compare with; only what is new sets the exit code");
    private readonly NotifyOptions notify;
    private readonly Option<bool> strict = new("--strict") { Description = "Treat warnings as errors for the exit code and --junit" };
    private readonly Option<bool> failed = new("--failed")
    {
        Description = "Only domains with something to act on in the table; JSON and all files have every domain",
    };

    private readonly CustomerGrouping grouping = new();
    private readonly OutputOption output = new();

    public CheckCommand(SenderOptions sender, TimeProvider time)
        : base("check", "Shows what a sender sees: records, policy, certificate, MX.", "mta-sts check contoso.com --smtp")
    {
        this.sender = sender;
        this.time = time;
        targets = new CheckTargets(store, sender, time);
        notify = new NotifyOptions(since);
        targets.AddTo(this);
        AddOptions([since, strict, failed, .. files.All, .. notify.All]);
        grouping.AddTo(this);
    }

    public override StoreOptions Store => store;

    protected override void AddSharedOptions()
    {
        sender.AddTo(this);
        output.AddTo(this);
        store.AddTo(this, Services);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        files.Expect(arguments);
        var notifier = notify.Read(arguments, console, Services);
        var earlier = await ReadEarlierAsync(arguments, console, cancellationToken);
        var checkedDomains = await targets.FindAsync(arguments, console, cancellationToken);
        if (checkedDomains.Requests.Count == 0)
        {
            console.WriteMessage("The store has no domains: there is nothing to check.");
        }

        var all = await sender.CheckAsync(arguments, console, checkedDomains.Requests, cancellationToken);
        var reports = await sender.RequireAnswersAsync(arguments, all, cancellationToken);
        var report = new CheckReport(time.GetUtcNow(), reports, earlier) { Backgrounds = checkedDomains.Backgrounds };
        Show(arguments, console, report);
        await files.WriteAsync(arguments, report, arguments.GetValue(strict));
        if (notifier is not null)
        {
            await notifier.SendAsync(report, files.FindKept(arguments), console, cancellationToken);
        }

        await files.KeepAsync(arguments, report);
        if (report.Unfinished > 0)
        {
            console.WriteMessage(
                $"{Headline.DescribeUnfinished(report)} Allow more time with --timeout, or name another resolver with --resolver.");
        }

        return GetExitCode(report, arguments.GetValue(strict));
    }

    private async Task<EarlierReport?> ReadEarlierAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(since) is not { } path)
        {
            return null;
        }

        if (files.FindKept(arguments) is null || path == InputFile.StandardInput || File.Exists(path))
        {
            return await EarlierReport.ReadAsync(path, console, cancellationToken);
        }

        // The first of the runs that keep a report for the next one.
        console.WriteMessage($"There is no earlier report {path}: everything counts as new.");
        return null;
    }

    private void Show(ParseResult arguments, CliConsole console, CheckReport report)
    {
        if (output.IsJson(arguments))
        {
            console.WriteJson(CheckReportJson.From(report), CheckJson.Default.CheckReportJson);
            return;
        }

        var shown = arguments.GetValue(failed)
            ? report.Domains.Where(domain => domain.HasToAct() || (arguments.GetValue(strict) && domain.Findings.Any())).ToList()
            : report.Domains;
        CheckTable.Write(console.Out, report, grouping.Group(arguments, shown, report.GetCustomer));
    }

    /// <summary>Findings count before what could not be finished; with an earlier report, only those that it does not have.</summary>
    private static int GetExitCode(CheckReport report, bool isStrict)
    {
        var counted = from domain in report.Domains
                      from part in domain.Parts
                      from found in report.FindingsOf(domain, part)
                      where found.Change != FindingChange.Sustained && (isStrict || found.Finding.Severity == Severity.Error)
                      select found;
        return counted.Any() ? ExitCode.Findings
            : report.Unfinished > 0 ? ExitCode.Failed
            : ExitCode.Done;
    }
}
