using System.CommandLine;
using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;
using MtaSts.Checks;
using MtaSts.Rollout;

namespace MtaSts.Cli.Options;

/// <summary>How a command looks at domains as a sender does.</summary>
internal sealed class SenderOptions
{
    private const int MaximumConcurrency = 256;

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(10);

    private readonly Option<IPEndPoint?> resolver = ResolverOption.Create("Ask this DNS resolver instead of the system's.");

    private readonly Option<bool> smtp = new("--smtp") { Description = "Ask each mail host for STARTTLS and its certificate, on port 25." };

    private readonly Option<DomainName?> app = new("--app")
    {
        Description = "Host that mta-sts.<domain> has to lead to.",
        HelpName = "HOST",
        CustomParser = Cli.Arguments.ParseHost,
    };

    private readonly Option<bool> allowPrivate = new("--allow-private") { Description = "Connect to private addresses too, to see what a network sees inside." };

    private readonly Option<TimeSpan?> timeout = new("--timeout")
    {
        Description = "Time for the whole run, such as 90s, 10m or 1h. [default: 10m]",
        HelpName = "TIME",
        CustomParser = result => DurationText.Parse(result),
    };

    private readonly Option<int> concurrency = new("--concurrency")
    {
        Description = "Domains checked at once.",
        HelpName = "N",
        DefaultValueFactory = _ => 32,
        CustomParser = NumberText.Between(1, MaximumConcurrency),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[resolver, smtp, app, allowPrivate, timeout, concurrency])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The time for a whole run.</summary>
    public TimeSpan GetTimeout(ParseResult arguments) => arguments.GetValue(timeout) ?? UsualTimeout;

    /// <summary>Checks domains, and shows how far it is.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="requests">The domains; their <see cref="CheckRequest.App"/> is that of the options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="asksMailHosts">Whether <c>--smtp</c> counts: not where only the policy matters.</param>
    /// <exception cref="CommandException">The system has no resolver, and none is named.</exception>
    public async Task<IReadOnlyList<DomainReport>> CheckAsync(
        ParseResult arguments, CliConsole terminal, IEnumerable<CheckRequest> requests, TimeProvider time, CancellationToken cancellationToken, bool asksMailHosts = true)
    {
        var checker = new DomainChecker(
            new DnsLookup(arguments.GetValue(resolver)),
            new PolicyProbe(),
            asksMailHosts && arguments.GetValue(smtp) ? new SmtpProbe() : null,
            arguments.GetValue(allowPrivate),
            time,
            PolicyLifetime.AppCache);
        var run = new CheckRun(checker, arguments.GetValue(concurrency), GetTimeout(arguments), time);
        CheckRequest[] wanted = [.. requests.Select(request => request with { App = arguments.GetValue(app) })];
        var work = run.CheckAsync(wanted, cancellationToken);
        await ProgressBar.ShowAsync(terminal, "Checking", wanted.Length, () => run.Done, work);
        return await work;
    }
}
