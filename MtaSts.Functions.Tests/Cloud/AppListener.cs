using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MtaSts.Server;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The app as the world meets it: the real server, behind a front that knows only the names that are bound.</summary>
internal sealed class AppListener : IAsyncDisposable
{
    public const string Address = "20.50.10.20";

    private readonly WebApplication app;

    private AppListener(WebApplication app) => this.app = app;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);

    public static async Task<AppListener> StartAsync(CloudApp site, CloudCertificates certificates, CloudClock clock, IPolicyStore store)
    {
        var server = ServerApp.Create(["--urls", "https://127.0.0.1:0"], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(store));
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock.Time));
            builder.Logging.ClearProviders();

            // A name without a certificate is met with that of all apps.
            builder.WebHost.ConfigureKestrel(options => options.ConfigureHttpsDefaults(https =>
                https.ServerCertificateSelector = (_, name) =>
                    certificates.Get(name is not null && site.HasTls(name) ? name : "*.azurewebsites.net")));
        });
        server.Use(async (HttpContext context, RequestDelegate next) =>
        {
            using var held = clock.Hold();
            if (context.Request.Host.Host == CloudApp.HostName || site.IsBound(context.Request.Host.Host))
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("<html><h1>404 Web Site not found.</h1></html>");
        });
        await server.StartAsync();
        return new AppListener(server);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
