using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;
using MtaSts.Rollout;

namespace MtaSts.Cli.Options;

internal sealed class SenderOptions
{
    private readonly ToolServices services;

    private readonly Option<bool> smtp = new("--smtp") { Description = "Ask each mail host for STARTTLS and its certificate, on port 25" };

    private readonly Option<DomainName?> app = DomainArgument.Host("--app", "Host that mta-sts.<domain> has to lead to");

    private readonly LookupOptions lookups;

    private readonly RefreshAfterOption refreshAfter = new();

    private readonly TlsReportsOption tlsReports;

    /// <param name="services">What the tool works with.</param>
    /// <param name="needsReports">Whether it is an error that the folder of reports that the settings name is missing.</param>
    public SenderOptions(ToolServices services, bool needsReports = true)
    {
        this.services = services;
        lookups = new LookupOptions(services);
        tlsReports = new TlsReportsOption(services) { ToleratesMissingFolder = !needsReports };
        Rollout = new RolloutOptions(services, lookups, refreshAfter);
    }

    /// <summary>The same options for a command that also asks where domains stand.</summary>
    public RolloutOptions Rollout { get; }

    public void AddTo(Command command)
    {
        command.Options.Add(smtp);
        command.Options.Add(app);
        tlsReports.AddTo(command);
        lookups.AddTo(command);
        refreshAfter.AddTo(command);
    }

    public TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => refreshAfter.Read(arguments, console);

    /// <summary>Reads what senders report of domains: failures of the last <paramref name="time"/>, and policies.</summary>
    /// <exception cref="CommandException">A path does not exist or cannot be read.</exception>
    public async Task<SenderReports> ReadReportsAsync(
        ParseResult arguments,
        CliConsole console,
        IEnumerable<DomainName> domains,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        var since = now - (time > ReportGate.ShortestTime ? time : ReportGate.ShortestTime);
        var first = new[] { since, now - SenderPolicies.LongestHeld }.Min();
        var wanted = domains.ToHashSet();
        return new SenderReports(await tlsReports.ReadAsync(arguments, console, wanted.Contains, first, cancellationToken), since);
    }

    /// <summary>The reports, each of a domain for which the resolver did not answer any more as one that was not looked at.</summary>
    /// <exception cref="CommandException">No domain could be looked at.</exception>
    public async Task<IReadOnlyList<DomainReport>> RequireAnswersAsync(
        ParseResult arguments, IReadOnlyList<DomainReport> reports, CancellationToken cancellationToken)
    {
        if (reports.Count > 0 && reports.All(report => report.IsUnfinished))
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The time for the run was over before {(reports.Count == 1 ? "the domain" : $"any of the {reports.Count} domains")} was "
                + "checked. Nothing was kept. Allow more time with --timeout, or name another resolver with --resolver.");
        }

        await lookups.RequireAnswersAsync(
            arguments,
            [.. reports.Where(report => !report.IsUnfinished).Select(report => (report.Domain, report.ResolverFault))],
            cancellationToken);
        return reports.FirstOrDefault(report => report.ResolverFault is not null) is { Domain: var unanswered }
            && await lookups.IsResolverLostAsync(arguments, unanswered, cancellationToken)
                ? [.. reports.Select(report => report.ResolverFault is { } fault ? TakeBack(report, fault) : report)]
                : reports;
    }

    private static DomainReport TakeBack(DomainReport report, string fault) =>
        new(
            report.Domain,
            Mode: null,
            Id: null,
            report.IsHosted,
            [.. report.Parts.Select(part => new CheckPart(part.Area, [], [], $"The resolver did not answer any more: {fault}."))]);

    public Task<IReadOnlyList<DomainReport>> CheckAsync(
        ParseResult arguments,
        CliConsole console,
        IEnumerable<CheckRequest> requests,
        CancellationToken cancellationToken)
    {
        var checker = new DomainChecker(
            lookups.CreateLookup(arguments),
            services.CreateProbe(services.Authorities),
            arguments.GetValue(smtp) ? new SmtpProbe(services.Authorities) : null,
            lookups.AllowsPrivate(arguments),
            services.Time);
        var cacheTime = GetRefreshAfter(arguments, console);
        var idZone = services.ReadSettings().IdZone;
        CheckRequest[] wanted =
        [
            .. requests.Select(
                request => request with { App = arguments.GetValue(app), RefreshAfter = cacheTime, IdZone = idZone }),
        ];
        return lookups.RunAsync(
            arguments, console, "Checking", wanted, checker.CheckAsync, checker.ReportUnfinished, cancellationToken);
    }
}
