using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.Results;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Checks.Page;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Options;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class CheckCommand : ToolCommand
{
    private const int ReadsAtOnce = 32;

    private readonly TimeProvider time;
    private readonly SenderOptions sender;
    private readonly StoreOptions store = new();
    private readonly DomainSelection domains = new("All domains in the store");
    private readonly Option<string?> file = TextOption.Create("--file", "LIST", "The domains in a file, one per line; - is standard input");
    private readonly Option<string?> since = TextOption.Create(
        "--since", "FILE", "Earlier report (--output json) to compare with; only what is new sets the exit code");
    private readonly Option<bool> strict = new("--strict") { Description = "Treat warnings as errors for the exit code and --junit" };
    private readonly Option<string?> junit = TextOption.Create("--junit", "FILE", "Also write the report as JUnit XML");
    private readonly Option<string?> html = TextOption.Create("--html", "FILE", "Also write the report as an HTML page");
    private readonly OutputOption output = new();

    public CheckCommand(SenderOptions sender, TimeProvider time)
        : base("check", "Shows what a sender sees: records, policy, certificate, MX.", "mta-sts check contoso.com --smtp")
    {
        this.sender = sender;
        this.time = time;
        domains.AddTo(this, file);
        AddOptions(since, strict, junit, html);
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
        foreach (var target in (Option<string?>[])[junit, html])
        {
            if (arguments.GetValue(target) is { } name)
            {
                OutputFile.Expect(name);
            }
        }

        var earlier = arguments.GetValue(since) is { } path ? await EarlierReport.ReadAsync(path, console, cancellationToken) : null;
        var requests = await FindRequestsAsync(arguments, console, cancellationToken);
        if (requests.Count == 0)
        {
            console.WriteMessage("The store has no domains: there is nothing to check.");
        }

        var reports = await sender.CheckAsync(arguments, console, requests, cancellationToken);
        await sender.RequireAnswersAsync(arguments, reports, cancellationToken);
        var report = new CheckReport(time.GetUtcNow(), reports, earlier);
        await WriteAsync(arguments, console, report);
        return GetExitCode(report, arguments.GetValue(strict));
    }

    private async Task<List<CheckRequest>> FindRequestsAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        if (domains.IsAll(arguments))
        {
            var all = store.Open(arguments, console.GetVariable);
            var hosted = await (await domains.ListHostedAsync(arguments, all, cancellationToken))
                .Select(hosted => new CheckRequest(hosted.Domain, hosted))
                .ToListAsync(cancellationToken);
            return await AddHeldAsync(arguments, console, all, hosted, cancellationToken);
        }

        var names = arguments.GetValue(file) is { } list
            ? await DomainListFile.ReadAsync(list, console, cancellationToken)
            : domains.GetNames(arguments);
        return store.OpenIfNamed(arguments, console.GetVariable) is { } hosting
            ? await AddHeldAsync(
                arguments, console, hosting, await ReadHostedAsync(hosting, names, cancellationToken), cancellationToken)
            : [.. names.Select(name => new CheckRequest(name))];
    }

    /// <summary>Adds what senders may hold of domains that are or were hosted, where the store has a history.</summary>
    private async Task<List<CheckRequest>> AddHeldAsync(
        ParseResult arguments,
        CliConsole console,
        IReadablePolicyStore hosting,
        List<CheckRequest> requests,
        CancellationToken cancellationToken)
    {
        if (hosting is not IEditablePolicyStore history)
        {
            return requests;
        }

        var (now, refreshAfter) = (time.GetUtcNow(), sender.GetRefreshAfter(arguments, console));
        var timelines = await history.ReadTimelinesAsync([.. requests.Select(request => request.Domain)], cancellationToken);
        return [.. requests.Zip(
            timelines, (request, timeline) => request with { Held = HeldPolicies.Find(timeline, now, refreshAfter) })];
    }

    private static async Task<List<CheckRequest>> ReadHostedAsync(
        IReadablePolicyStore hosting, IEnumerable<DomainName> names, CancellationToken cancellationToken)
    {
        var requests = new List<CheckRequest>();
        foreach (var some in names.Chunk(ReadsAtOnce))
        {
            requests.AddRange(
                await Task.WhenAll(some.Select(async name => new CheckRequest(name, await hosting.ReadAsync(name, cancellationToken)))));
        }

        return requests;
    }

    private async Task WriteAsync(ParseResult arguments, CliConsole console, CheckReport report)
    {
        if (output.IsJson(arguments))
        {
            console.WriteJson(CheckReportJson.From(report), CheckJson.Default.CheckReportJson);
        }
        else
        {
            CheckTable.Write(console.Out, report);
        }

        if (arguments.GetValue(junit) is { } xml)
        {
            await new JUnitReport(report, arguments.GetValue(strict)).WriteAsync(xml);
        }

        if (arguments.GetValue(html) is { } page)
        {
            await new HtmlReport(report).WriteAsync(page);
        }
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
            : report.Domains.Any(domain => domain.IsUnfinished) ? ExitCode.Failed
            : ExitCode.Done;
    }
}
