using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Network;

/// <summary>
/// Everything that a check looks at, on loopback: nginx as policy hosts, dnsmasq as the resolver, Exim as mail hosts, and a
/// certificate authority. Where that cannot run, a test that asks for any of it is skipped, and says what to install.
/// </summary>
public sealed class TestNetwork : IAsyncLifetime
{
    /// <summary>How many of <see cref="NetworkDomains.Many"/> there are.</summary>
    public const int ManyCount = 500;

    /// <summary>How many of <see cref="NetworkDomains.ServedByApp"/> there are.</summary>
    public const int AppDomainCount = 12;

    internal const int AppPort = 7071;

    private static readonly (string Program, string Package)[] Needed =
    [(WebServer.Program, WebServer.Package), (ResolverServer.Program, ResolverServer.Package), (MailServer.Program, MailServer.Package)];

    private readonly List<IAsyncDisposable> servers = [];
    private readonly List<IDisposable> parts = [];
    private string? folder;
    private string? missing = "The network was not started.";

    /// <summary>The domains, by what is wrong with them.</summary>
    public NetworkDomains Domains { get => Require(field); } = new();

    /// <summary>The mail hosts and their addresses.</summary>
    public MailHosts MailHosts { get => Require(field); private set; } = null!;

    /// <summary>The resolver that knows all of it; for <c>--resolver</c>.</summary>
    public IPEndPoint Resolver { get => Require(field); private set; } = null!;

    /// <summary>Answers for the names below <see cref="NetworkDomains.Scripted"/>; a test can add to it, and ask it past dnsmasq.</summary>
    internal ScriptedDnsServer ScriptedDns { get => Require(field); private set; } = null!;

    /// <summary>
    /// Where the app has to listen to be the policy host of <see cref="NetworkDomains.ServedByApp"/>, behind the web server.
    /// </summary>
    public string AppUrl { get => Require(field); private set; } = null!;

    /// <summary>The root of the authority, as PEM.</summary>
    public string TrustFile { get => Require(field); private set; } = null!;

    /// <summary>Makes a process of .NET trust the authority, and nobody else.</summary>
    public (string Name, string Value)[] TrustingEnvironment { get => Require(field); private set; } = [];

    /// <summary>
    /// Makes a connection of this process trust the authority, and nobody else: for
    /// <c>SslClientAuthenticationOptions.CertificateChainPolicy</c>.
    /// </summary>
    public X509ChainPolicy CreateTrust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(TrustFile));
        return policy;
    }

    public async ValueTask InitializeAsync()
    {
        missing = FindMissing();
        if (missing is not null)
        {
            return;
        }

        AddressBlock addresses;
        try
        {
            addresses = AddressBlock.Find();
        }
        catch (SocketException exception)
        {
            missing = $"The tests of checks need ports 443 and 25 of a loopback address, such as 127.1.2.3: {exception.Message}.";
            return;
        }

        try
        {
            await StartAsync(addresses);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        parts.ForEach(part => part.Dispose());
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? FindMissing()
    {
        var packages = Needed.Where(needed => ProcessGuard.Find(needed.Program) is null).Select(needed => needed.Package).ToArray();
        return packages.Length > 0 ? $"The tests of checks run on real servers: apt-get install {string.Join(' ', packages)}."
            : !Environment.IsPrivilegedProcess ? "The tests of checks run servers on ports 443 and 25 of loopback: run them as root."
            : null;
    }

    private async Task StartAsync(AddressBlock addresses)
    {
        folder = Directory.CreateTempSubdirectory("mta-sts-network-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // Exim reads its certificates as a user of its own.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var domains = new NetworkDomains();
        var hosts = new MailHosts(addresses);
        var certificates = Own(new NetworkCertificates(folder));
        var upstream = new UpstreamServer(addresses.Upstream);
        servers.Add(upstream);
        var scripted = Own(new ScriptedDnsServer(new IPEndPoint(addresses.ScriptedDns, 5300)));
        ScriptedScenarios.Write(scripted, domains, addresses.Web);

        var resolver = new ResolverServer(folder, addresses, hosts);
        servers.Add(await new WebServer(folder, addresses, certificates).StartAsync(domains, hosts, ManyCount, upstream.EndPoint));
        servers.Add(await resolver.StartAsync(domains, ManyCount, scripted.EndPoint));
        servers.Add(await MailServer.StartAsync(folder, hosts, certificates));
        var certificate = certificates.Issue(CertificateKind.Good, $"mta-sts.{domains.EndlessHeaders}").Load();
        servers.Add(new EndlessHeaderServer(addresses.ScriptedWeb, certificate));

        var nobody = Directory.CreateDirectory(Path.Combine(folder, "nobody")).FullName;
        TrustingEnvironment = [("SSL_CERT_FILE", certificates.TrustFile), ("SSL_CERT_DIR", nobody)];
        AppUrl = $"http://{addresses.App}:{AppPort}";
        (MailHosts, Resolver, ScriptedDns, TrustFile) = (hosts, resolver.EndPoint, scripted, certificates.TrustFile);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        parts.Add(part);
        return part;
    }

    private T Require<T>(T part)
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        return part;
    }
}

[CollectionDefinition(Name)]
public sealed class TestNetworkGroup : ICollectionFixture<TestNetwork>
{
    public const string Name = "Network of checks";
}
