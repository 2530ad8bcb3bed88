using System.CommandLine;
using MtaSts.Checks.Results;
using MtaSts.Checks;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Export;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>check</c>: what a sender sees of domains, hosted here or by others.</summary>
internal sealed class CheckCommand : ToolCommand
{
    private const int ReadsAtOnce = 32;

    private readonly TimeProvider time;
    private readonly StoreOptions store = new();
    private readonly SenderOptions sender = new();
    private readonly Argument<DomainName[]> domains = Cli.Arguments.Domains();
    private readonly Option<bool> all = new("--all") { Description = "All hosted domains." };
    private readonly Option<string?> file = new("--file") { Description = "The domains of a file, one a line; - is standard input.", HelpName = "LIST" };
    private readonly Option<string?> since = new("--since") { Description = "Tell what is new since an earlier report, a file of --output json; only that sets the exit code.", HelpName = "FILE" };
    private readonly Option<bool> strict = new("--strict") { Description = "Take warnings as errors for the exit code, and for --junit." };
    private readonly Option<string?> junit = new("--junit") { Description = "Write the report as JUnit XML too.", HelpName = "FILE" };
    private readonly Option<string?> html = new("--html") { Description = "Write the report as a page too.", HelpName = "FILE" };
    private readonly Option<OutputFormat> output = OutputOption.Create();

    public CheckCommand(TimeProvider time)
        : base("check", "Shows what a sender sees: records, policy, certificate, MX.", "mta-sts check contoso.com --smtp")
    {
        this.time = time;
        domains.Arity = ArgumentArity.ZeroOrMore;
        Arguments.Add(domains);
        foreach (var option in (Option[])[all, file, since, strict])
        {
            Options.Add(option);
        }

        sender.AddTo(this);
        store.AddTo(this);
        foreach (var option in (Option[])[output, junit, html])
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            bool[] sources = [result.GetResult(domains) is { Tokens.Count: > 0 }, result.GetValue(all), result.GetResult(file) is not null];
            if (sources.Count(isUsed => isUsed) != 1)
            {
                result.AddError("Name domains, or a --file of them, or say --all.");
            }
        });
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, CancellationToken cancellationToken)
    {
        foreach (var target in (Option<string?>[])[junit, html])
        {
            if (arguments.GetValue(target) is { } name)
            {
                ExportTarget.Expect(name);
            }
        }

        var earlier = arguments.GetValue(since) is { } path ? await EarlierReport.ReadAsync(path, cancellationToken) : null;
        var requests = await FindRequestsAsync(arguments, cancellationToken);
        if (requests.Count == 0)
        {
            CliConsole.WriteMessage("The store keeps no domain: there is nothing to check.");
        }

        var reports = await sender.CheckAsync(arguments, terminal, requests, time, cancellationToken);
        var report = new CheckReport(time.GetUtcNow(), reports, earlier);
        await WriteAsync(arguments, terminal, report);
        return GetExitCode(report, arguments.GetValue(strict));
    }

    private async Task<List<CheckRequest>> FindRequestsAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(all))
        {
            return await store.Open(arguments).ListAsync(cancellationToken)
                .Select(hosted => new CheckRequest(hosted.Domain, hosted))
                .ToListAsync(cancellationToken);
        }

        var names = arguments.GetValue(file) is { } list ? await DomainListFile.ReadAsync(list, cancellationToken) : arguments.GetValue(domains)!;
        return store.OpenIfNamed(arguments) is { } hosting
            ? await ReadHostedAsync(hosting, names, cancellationToken)
            : [.. names.Select(name => new CheckRequest(name))];
    }

    private static async Task<List<CheckRequest>> ReadHostedAsync(IReadablePolicyStore hosting, IEnumerable<DomainName> names, CancellationToken cancellationToken)
    {
        var requests = new List<CheckRequest>();
        foreach (var some in names.Chunk(ReadsAtOnce))
        {
            requests.AddRange(await Task.WhenAll(some.Select(async name => new CheckRequest(name, await hosting.ReadAsync(name, cancellationToken)))));
        }

        return requests;
    }

    private async Task WriteAsync(ParseResult arguments, CliConsole terminal, CheckReport report)
    {
        if (arguments.GetValue(output) == OutputFormat.Json)
        {
            CliConsole.WriteJson(CheckReportJson.From(report), ToolJson.Default.CheckReportJson);
        }
        else
        {
            CheckTable.Write(terminal.Out, report);
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

    /// <summary>Findings count before what could not be finished; since an earlier report, only those that it does not have.</summary>
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
