using Azure.Core;
using Azure.Core.Pipeline;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.ResourceManager;
using MtaSts.Sqlite;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>
/// Azure as far as the tool needs it, and the world that its changes make: Azure Resource Manager over HTTPS, Azure DNS, the app over TLS
/// with the store behind it, another policy host, and a resolver that knows what was written.
/// </summary>
internal sealed class TestCloud : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> servers = [];
    private readonly HttpClient client;
    private readonly string database;
    private TlsServer? manager;
    private TableClient? table;

    private TestCloud(string folder)
    {
        database = Path.Combine(folder, "policies.db");
        Journal = new CloudJournal(Clock.Time, GetState);
        App = new CloudApp(CloudResources.AppGroupId, Dns, Clock, Journal);
        Resources = new CloudResources(App, Journal, Permissions);
        Deployments = new DeploymentRoutes(Resources, Permissions, Troubles, Clock);
        Server = new ResourceManagerServer(
            Clock, Permissions, Troubles, new DnsRoutes(Resources), new SiteRoutes(Resources, Journal), Deployments);
        client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = Certificates.CreateTrust() } });
        Settings = new ToolSettings
        {
            App = new ResourceIdentifier(App.Id),
            Dns = [new ResourceIdentifier(CloudResources.SubscriptionId)],
            Rua = ["mailto:tls-reports@contoso.com"],
            Database = database,
        };
        Dns.OnChange = name =>
        {
            if (name.StartsWith("mta-sts.", Ordinal))
            {
                Journal.Observe(name);
            }
        };
        Dns.Server.OnQuery = Clock.Touch;
        Dns.SetAddress(CloudApp.HostName, AppListener.Address);
        Dns.SetAddress(OtherPolicyHost.Name, OtherPolicyHost.Address);
    }

    public CloudClock Clock { get; } = new();

    public CloudDns Dns { get; } = new();

    public CloudJournal Journal { get; }

    public CloudPermissions Permissions { get; } = new();

    public CloudTroubles Troubles { get; } = new();

    public CloudCertificates Certificates { get; } = new();

    public CloudApp App { get; }

    public CloudResources Resources { get; }

    public DeploymentRoutes Deployments { get; }

    public ResourceManagerServer Server { get; }

    public OtherPolicyHost OtherHost { get; } = new();

    public CloudRoutes Routes { get; } = new();

    public TestCredential Credential { get; } = new();

    /// <summary>What <c>mta-sts.json</c> says.</summary>
    public ToolSettings Settings { get; set; }

    public RowPolicyStore Store => new(
        table is null ? new SqliteRowStore(database, Clock.Time) : new TableRowStore(table), Clock.Time);

    public Uri EndPoint => new($"https://localhost:{manager!.EndPoint.Port}");

    /// <summary>The tool's world: all of it here.</summary>
    public ToolServices Services => new()
    {
        Time = Clock.Time,
        Authorities = Certificates.Trusted,
        OpenDatabase = _ => Store,
        ReadSettings = () => Settings,
        CreateResourceManager = CreateClient,
        CreateLookup = _ => CreateLookup(),
        CreateProbe = Routes.CreateProbe,
        CreateFetcher = CreateFetcher,
        CreateHandler = CreateHandler,
    };

    /// <param name="createTable">The table that has the policies, by the clock that it is given; null for a database.</param>
    public static async Task<TestCloud> StartAsync(string folder, Func<TimeProvider, TableClient>? createTable = null)
    {
        var cloud = new TestCloud(folder);
        cloud.table = createTable?.Invoke(cloud.Clock.Time);
        await cloud.Store.CreateAsync(Token);
        var app = await AppListener.StartAsync(cloud.App, cloud.Certificates, cloud.Clock, cloud.Store);
        var other = await TlsServer.StartAsync(
            name => cloud.Certificates.Get(name ?? OtherPolicyHost.Name), cloud.OtherHost.AnswerAsync);
        cloud.manager = await TlsServer.StartAsync(_ => cloud.Certificates.Get("localhost"), cloud.Server.AnswerAsync);
        cloud.servers.AddRange([app, other, cloud.manager]);
        cloud.Routes.Add(AppListener.Address, app.EndPoint);
        cloud.Routes.Add(OtherPolicyHost.Address, other.EndPoint);
        return cloud;
    }

    /// <summary>A zone in Azure DNS.</summary>
    /// <param name="isAsked">Whether it is the one that the world asks.</param>
    public CloudZone AddZone(string name, bool isAsked = true, string? group = null)
    {
        var zone = new CloudZone(group ?? CloudResources.DnsGroupId, name, isAsked, Dns, Clock, Journal);
        Resources.Zones.Add(zone);
        zone.Delegate();
        return zone;
    }

    /// <summary>A mail domain whose MX is Exchange Online's, with its zone in Azure DNS.</summary>
    public CloudZone AddDomain(string name)
    {
        SetMx(name);
        return AddZone(name);
    }

    /// <summary>A mail domain whose zone another provider has; a test writes its records by <see cref="Dns"/>.</summary>
    public void AddDomainElsewhere(string name)
    {
        SetMx(name);
        Dns.SetNameServers(name, "ns1.elsewhere.test", "ns2.elsewhere.test");
    }

    public ResourceManagerClient CreateClient() => new(Credential, Clock.Time, EndPoint, new HttpClientTransport(client));

    public DnsLookup CreateLookup() => new(Dns.EndPoint);

    /// <summary>Runs a command on the store, and lets the time pass that it waits.</summary>
    /// <param name="happens">Called while it passes, with how much has.</param>
    public Task<ToolResult> RunAsync(string commandLine, Action<TimeSpan>? happens = null) =>
        RunAsync(commandLine.Split(' '), happens);

    public Task<ToolResult> RunAsync(string[] arguments, Action<TimeSpan>? happens = null) => Clock.RunAsync(
        Task.Run(() => Tool.RunAsync([.. arguments, "--database", database], [("COLUMNS", "120")], services: Services)), happens);

    /// <summary>Runs a command, and ends it as Ctrl-C does when so many changes were made.</summary>
    public async Task<ToolResult> InterruptAsync(string commandLine, int changes)
    {
        using var interruption = new CancellationTokenSource();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var before = Journal.Entries.Count;
        Journal.OnAdd = count =>
        {
            if (count == before + changes)
            {
                interruption.Cancel();
            }
        };
        var console = Tool.CreateConsole(output, errors, [("COLUMNS", "120")]);
        var run = Task.Run(() => Tool.RunAsync(
            [.. commandLine.Split(' '), "--database", database], console, [], Services, interruption.Token));
        var exitCode = await Clock.RunAsync(run);
        Journal.OnAdd = _ => { };
        return new ToolResult(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Ends Azure Resource Manager, so that nothing listens there.</summary>
    public ValueTask StopManagerAsync() => manager!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        client.Dispose();
        Dns.Dispose();
        Certificates.Dispose();
    }

    private void SetMx(string name)
    {
        var host = $"{name.Replace('.', '-')}.mail.protection.outlook.com";
        Dns.SetMx(name, host);
        Dns.SetAddress(host, "52.101.10.20");
    }

    private HostState GetState(string host) => Dns.FindCname(host) switch
    {
        CloudApp.HostName => App.HasTls(host) ? HostState.App : HostState.AppWithoutTls,
        null when !Dns.Has(host) => HostState.Nowhere,
        _ => HostState.OtherHost,
    };

    private PolicyFetcher CreateFetcher() => new(CreateHandler());

    private SocketsHttpHandler CreateHandler()
    {
        var handler = PolicyFetcher.CreateHandler((_, _) => Task.FromResult<IPAddress[]>([]), PublicAddress.Includes);
        handler.SslOptions.CertificateChainPolicy = Certificates.CreateTrust();
        handler.ConnectCallback = async (context, token) =>
        {
            var found = await CreateLookup().FindAddressesAsync(context.DnsEndPoint.Host, token);
            return await Routes.ConnectAsync(found.Records.Count > 0 ? found.Records[0] : IPAddress.None, token);
        };
        return handler;
    }
}
