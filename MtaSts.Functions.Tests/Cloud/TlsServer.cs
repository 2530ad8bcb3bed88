using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>A server over HTTPS on a port of its own.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TlsServer(WebApplication app)
    {
        this.app = app;
        EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
    }

    public IPEndPoint EndPoint { get; }

    /// <param name="findCertificate">The certificate for the name that a client asks for.</param>
    public static async Task<TlsServer> StartAsync(Func<string?, X509Certificate2> findCertificate, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(
            IPAddress.Loopback,
            0,
            listen => listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => findCertificate(name))));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new TlsServer(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
