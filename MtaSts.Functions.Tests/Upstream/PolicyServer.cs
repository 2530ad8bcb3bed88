using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MtaSts.Checks.Fetching;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>A mail provider's policy host on loopback: HTTPS with a certificate of the test's, answering as the test says.</summary>
internal sealed class PolicyServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private PolicyServer(WebApplication app, X509Certificate2 certificate)
    {
        this.app = app;
        this.certificate = certificate;
        Url = new Uri($"https://mta-sts.localhost:{new Uri(app.Urls.Single()).Port}/.well-known/mta-sts.txt");
    }

    public Uri Url { get; }

    /// <summary>Who vouches for its certificate.</summary>
    public X509Certificate2Collection Authorities => [certificate];

    /// <param name="daysValid">How long its certificate is valid, from ten days ago on.</param>
    public static async Task<PolicyServer> StartAsync(RequestDelegate answer, string name = "mta-sts.localhost", int daysValid = 40)
    {
        var certificate = CreateCertificate(name, daysValid);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new PolicyServer(app, certificate);
    }

    /// <summary>Answers with a policy in enforce.</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("version: STSv1\nmode: enforce\nmx: mail.provider.example\nmax_age: 1209600\n");
    }

    /// <summary>A fetcher that may connect to loopback and trusts the server's certificate, if the test says so.</summary>
    public PolicyFetcher CreateFetcher(bool mayConnectToLoopback = true, bool trustsCertificate = true) => CreateFetcher(
        (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), address => mayConnectToLoopback || PublicAddress.Includes(address),
        trustsCertificate);

    /// <summary>A fetcher that looks names up, and connects to what of it, as the test says.</summary>
    public PolicyFetcher CreateFetcher(
        Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> mayConnect, bool trustsCertificate = true)
    {
        var handler = PolicyFetcher.CreateHandler(resolve, mayConnect);
        if (trustsCertificate)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificate);
        }

        return new PolicyFetcher(handler);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }

    private static X509Certificate2 CreateCertificate(string name, int daysValid)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(daysValid - 10));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
