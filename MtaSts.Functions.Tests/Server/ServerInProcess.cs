using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Serving;
using MtaSts.Server;

namespace MtaSts.Functions.Tests.Server;

/// <summary>The server in this process, on a port of its own and a store of the test's.</summary>
internal sealed class ServerInProcess : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServerInProcess(WebApplication app, RecordingLog log)
    {
        this.app = app;
        Log = log;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }
    public HttpClient Client { get; }
    public RecordingLog Log { get; }

    /// <summary>Starts the server with these settings, and with a middleware of the test's before its answers.</summary>
    public static async Task<ServerInProcess> StartAsync(
        IPolicyStore store, Func<HttpContext, RequestDelegate, Task>? middleware = null, params (string Name, string Value)[] settings)
    {
        var log = new RecordingLog();
        var arguments = settings.Select(setting => $"--MtaSts:{setting.Name}={setting.Value}");
        var app = ServerApp.Create(["--urls", "http://127.0.0.1:0", .. arguments], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(store));
            builder.Logging.ClearProviders().AddProvider(log);
        });
        if (middleware is not null)
        {
            app.Use(middleware);
        }

        await app.StartAsync();
        return new ServerInProcess(app, log);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? host = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        return Client.SendAsync(request, Token);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
