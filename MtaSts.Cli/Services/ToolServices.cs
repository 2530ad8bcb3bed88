using System.Net;
using System.Security.Cryptography.X509Certificates;
using Azure.Identity;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Reports.Mailbox;
using MtaSts.Cli.ResourceManager;
using MtaSts.Sqlite;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Cli.Services;

/// <summary>What the commands use of the world outside, beside the console; tests hand in their own.</summary>
internal sealed record ToolServices
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whom <c>check</c> trusts; null for the authorities of the system.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Opens the store in the file that <c>--database</c> names.</summary>
    public Func<string, IEditablePolicyStore> OpenDatabase { get; init; } =
        path => new RowPolicyStore(
            new SqliteRowStore(path, TimeProvider.System),
            TimeProvider.System,
            new UpstreamCopies(
                new SqliteRowStore(StoreSettings.Database.GetCopiesPath(path), TimeProvider.System), TimeProvider.System));

    /// <summary>Where <c>init</c> keeps what it writes; null for nowhere.</summary>
    public SettingsFile? SettingsFile { get; init; }

    /// <summary>Reads <c>mta-sts.json</c>, when a command needs what it says.</summary>
    public Func<ToolSettings> ReadSettings { get; init; } = () => ToolSettings.None;

    public Func<ResourceManagerClient> CreateResourceManager { get; init; } =
        () => new ResourceManagerClient(new DefaultAzureCredential(), TimeProvider.System);

    public Func<GraphMailbox> CreateMailbox { get; init; } = () => new GraphMailbox(new DefaultAzureCredential(), TimeProvider.System);

    public Func<IPEndPoint?, DnsLookup> CreateLookup { get; init; } = resolver => new DnsLookup(resolver);

    public Func<X509Certificate2Collection?, IPolicyProbe> CreateProbe { get; init; } = authorities => new PolicyProbe(authorities);

    /// <summary>Connects to the app itself, and to where notifications go; follows no redirect.</summary>
    public Func<HttpMessageHandler> CreateHandler { get; init; } = () => new SocketsHttpHandler { AllowAutoRedirect = false };

    public Func<PolicyFetcher> CreateFetcher { get; init; } =
        () => new PolicyFetcher(PolicyFetcher.CreateHandler(SystemResolver.FindAddressesAsync, PublicAddress.Includes));
}
