using System.CommandLine;
using System.Net;
using MtaSts.Checks;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

internal sealed class SenderOptions(ToolServices services)
{
    private const int MaximumConcurrency = 256;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    private readonly Option<IPEndPoint?> resolver = ResolverOption.Create("DNS resolver to ask");

    private readonly Option<bool> smtp = new("--smtp") { Description = "Ask each mail host for STARTTLS and its certificate, on port 25" };

    private readonly Option<DomainName?> app = DomainArgument.Host("--app", "Host that mta-sts.<domain> has to lead to");

    private readonly Option<bool> allowPrivate = new("--allow-private")
    {
        Description = "Connect to private addresses too, to see what a network sees inside",
    };

    private readonly Option<TimeSpan?> timeout = DurationOption.Create(
        "--timeout", "Time for the whole run, such as 90s or 1h [default: 10m]");

    private readonly RefreshAfterOption refreshAfter = new();

    private readonly Option<int> concurrency = new("--concurrency")
    {
        Description = "Domains checked at once",
        HelpName = "N",
        DefaultValueFactory = _ => 32,
        CustomParser = NumberOption.Between(1, MaximumConcurrency),
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[smtp, app, resolver, allowPrivate, timeout, concurrency])
        {
            command.Options.Add(option);
        }

        refreshAfter.AddTo(command);
    }

    public TimeSpan GetTimeout(ParseResult arguments) => arguments.GetValue(timeout) ?? DefaultTimeout;

    public TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => refreshAfter.Read(arguments, console);

    public async Task<IReadOnlyList<DomainReport>> CheckAsync(
        ParseResult arguments,
        CliConsole console,
        IEnumerable<CheckRequest> requests,
        CancellationToken cancellationToken,
        bool asksMailHosts = true)
    {
        var checker = new DomainChecker(
            services.CreateLookup(arguments.GetValue(resolver)),
            services.CreateProbe(services.Authorities),
            asksMailHosts && arguments.GetValue(smtp) ? new SmtpProbe(services.Authorities) : null,
            arguments.GetValue(allowPrivate),
            services.Time);
        var run = new CheckRun(checker, arguments.GetValue(concurrency), GetTimeout(arguments), services.Time);
        var cacheTime = GetRefreshAfter(arguments, console);
        CheckRequest[] wanted = [.. requests.Select(request => request with { App = arguments.GetValue(app), RefreshAfter = cacheTime })];
        var work = run.CheckAsync(wanted, cancellationToken);
        await ProgressBar.ShowAsync(console, "Checking", wanted.Length, () => run.Done, work);
        return await work;
    }
}
