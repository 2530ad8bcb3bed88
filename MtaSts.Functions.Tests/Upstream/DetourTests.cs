using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>Whatever a provider answers, and whatever proxy there is, the provider's own host is all that is connected to.</summary>
public sealed class DetourTests
{
    private const string Host = "mta-sts.localhost";

    private readonly ConcurrentQueue<string> names = [];

    public static TheoryData<int, string> Redirects { get; } = new MatrixTheoryData<int, string>(
        [301, 302, 303, 307, 308],
        [
            "http://169.254.169.254/", "http://127.0.0.1:PORT/", "//127.0.0.1:PORT/.well-known/mta-sts.txt", "http://[::ffff:7f00:1]:PORT/",
            "https://mta-sts.other.example:PORT/.well-known/mta-sts.txt",
        ]);

    [Theory, MemberData(nameof(Redirects))]
    public async Task A_redirect_is_not_followed(int status, string location)
    {
        await using var elsewhere = new LoopbackServer((_, _) => Task.CompletedTask);
        await using var provider = await PolicyServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location.Replace("PORT", $"{elsewhere.Port}", Ordinal);
            return Task.CompletedTask;
        });
        using var fetcher = provider.CreateFetcher(ResolveAsync, _ => true);

        var exception = await Assert.ThrowsAsync<PolicyFetchException>(() => fetcher.FetchAsync(provider.Url, Token));

        Assert.Contains($"returned status {status};", exception.Message, Ordinal);
        Assert.Equal([Host], names);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task Another_service_that_the_provider_names_is_not_used_and_HTTP_stays_at_version_1()
    {
        var protocols = new ConcurrentQueue<string>();
        await using var elsewhere = new LoopbackServer((_, _) => Task.CompletedTask);
        await using var provider = await PolicyServer.StartAsync(context =>
        {
            protocols.Enqueue(context.Request.Protocol);
            context.Response.Headers.AltSvc =
                $"h2=\"other.example:{elsewhere.Port}\"; ma=86400; persist=1, h3=\"127.0.0.1:{elsewhere.Port}\", "
                + $"http/1.1=\":{elsewhere.Port}\"";
            return PolicyServer.AnswerAsync(context);
        });
        using var fetcher = provider.CreateFetcher(ResolveAsync, _ => true);

        await fetcher.FetchAsync(provider.Url, Token);
        await fetcher.FetchAsync(provider.Url, Token);

        Assert.Equal(["HTTP/1.1", "HTTP/1.1"], protocols);
        Assert.Equal([Host, Host], names);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_not_used()
    {
        await using var provider = await PolicyServer.StartAsync(PolicyServer.AnswerAsync);
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyForProvider(before);
        try
        {
            using var fetcher = provider.CreateFetcher(ResolveAsync, _ => true);
            await fetcher.FetchAsync(provider.Url, Token);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Equal([Host], names);
    }

    [Fact]
    public async Task A_certificate_whose_issuer_is_missing_has_nothing_downloaded()
    {
        await using var elsewhere = new LoopbackServer((_, _) => Task.CompletedTask);
        using var certificate = CreateCertificate($"http://127.0.0.1:{elsewhere.Port}/");
        await using var provider = new HttpsServer(certificate, "");
        using var fetcher = new PolicyFetcher(PolicyFetcher.CreateHandler(ResolveAsync, _ => true));

        await Assert.ThrowsAsync<PolicyFetchException>(
            () => fetcher.FetchAsync(new Uri($"https://{Host}:{provider.Port}/.well-known/mta-sts.txt"), Token));

        Assert.Equal((1, 0), (provider.Connections, elsewhere.Connections));
    }

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        names.Enqueue(host);
        return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }

    /// <summary>A certificate for the provider that says where those are of its issuer, the list of revoked ones and their state.</summary>
    private static X509Certificate2 CreateCertificate(string place)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([$"{place}ocsp"], [$"{place}issuer.crt"]));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{place}revoked.crl"]));
        using var signed = request.Create(
            new X500DistinguishedName("CN=Issuer"), X509SignatureGenerator.CreateForECDsa(issuerKey), DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(30), [1, 2, 3, 4]);
        using var made = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A proxy for the provider, and for all others what there was before.</summary>
    private sealed class ProxyForProvider(IWebProxy others) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) =>
            destination.Host == Host ? new Uri("http://proxy.example:3128") : others.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.Host != Host && others.IsBypassed(host);
    }
}
