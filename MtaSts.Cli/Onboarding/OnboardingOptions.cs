using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Lists;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Options;
using MtaSts.Cli.Publishing;
using MtaSts.Cli.ResourceManager;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Records;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding;

/// <summary>Which domains are walked, with what, and for how long.</summary>
internal sealed class OnboardingOptions
{
    // A certificate takes some minutes, and they come one after the other.
    private const int Minutes = 30;

    private const int WritesAtOnce = 8;

    private readonly ToolServices services;
    private readonly LookupOptions lookups;
    private readonly DomainSelection domains;
    private readonly Option<string?> file = TextOption.Create("--file", "LIST", "Domains in a file, a list or CSV; - is standard input");
    private readonly RefreshAfterOption refreshAfter = new();
    private readonly Option<bool> wait = new("--wait")
    {
        Description = "Wait for records that people have to set, too, until the time is over",
    };

    /// <param name="offersAll">Whether all domains of the store can be meant.</param>
    public OnboardingOptions(ToolServices services, bool offersAll)
    {
        this.services = services;
        domains = new DomainSelection(offersAll ? "All domains in the store" : null);
        lookups = new LookupOptions(services, Minutes);
        MailHosts = lookups.MailHosts;
    }

    public MailHostOptions MailHosts { get; }

    public void AddTo(Command command)
    {
        domains.AddTo(command, file);
        command.Options.Add(wait);
        lookups.AddTo(command);
        refreshAfter.AddTo(command);
    }

    public bool Waits(ParseResult arguments) => arguments.GetValue(wait);

    public TimeSpan GetTimeout(ParseResult arguments) => lookups.GetTimeout(arguments);

    public DomainObserver CreateObserver(ParseResult arguments) => new(
        lookups.CreateLookup(arguments), services.CreateProbe(services.Authorities).WithoutTls12Test(), lookups.AllowsPrivate(arguments));

    public async Task<IReadOnlyList<DomainName>> ListAsync(
        ParseResult arguments, CliConsole console, IEditablePolicyStore store, CancellationToken cancellationToken) =>
        arguments.GetValue(file) is { } list
            ? await DomainListFile.ReadAsync(list, console, store, cancellationToken)
            : await domains.ListAsync(arguments, store, cancellationToken);

    /// <exception cref="CommandException">No app is named.</exception>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<OnboardingTools> CreateToolsAsync(
        ParseResult arguments, CliConsole console, StoreSession session, TlsRptRecord? reports, CancellationToken cancellationToken)
    {
        var settings = services.ReadSettings();
        var app = settings.App ?? throw new CommandException(
            ExitCode.WrongUsage, "No function app is named. Run 'mta-sts init', which writes it to mta-sts.json.");
        var azure = services.CreateResourceManager();
        var dns = lookups.CreateLookup(arguments);
        var zones = await AzureZones.ReadAsync(azure, settings.Dns, dns, cancellationToken);
        var records = new ZoneRecords(azure, services.Time);
        var ids = new IdPlan(settings.IdZone, zones, domain => domain);
        var writer = new IdWriter(zones, records, dns, services.Time);
        return new OnboardingTools
        {
            Publisher = new IdPublisher(ids, writer, services.Time),
            Preview = new IdPublisher(ids, writer, services.Time) { IsDryRun = true },
            Time = services.Time,
            Store = session.Store,
            Azure = azure,
            App = new HostingApp(azure, app, services.Time),
            Scout = new HostNameScout(zones, records, dns),
            Zones = zones,
            Records = records,
            IdZone = settings.IdZone,
            Health = new AppHealth(services.CreateHandler),
            Lookup = dns,
            Observer = CreateObserver(arguments),
            Checker = new DomainChecker(
                dns, services.CreateProbe(services.Authorities), smtp: null, lookups.AllowsPrivate(arguments), services.Time),
            Writes = new SemaphoreSlim(WritesAtOnce),
            Lookups = new SemaphoreSlim(lookups.GetConcurrency(arguments)),
            RefreshAfter = refreshAfter.Read(arguments, console),
            Reports = reports,
        };
    }
}
