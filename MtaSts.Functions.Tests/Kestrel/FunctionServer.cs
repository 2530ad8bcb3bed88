using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Serving;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>Functions on a real Kestrel in this process, on a port of its own.</summary>
internal sealed class FunctionServer : IAsyncDisposable
{
    private readonly IHost host;

    private FunctionServer(IHost host, RecordingLog log)
    {
        this.host = host;
        Log = log;
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public RecordingLog Log { get; }

    public static async Task<FunctionServer> StartAsync(IReadOnlyCollection<Type> types, Action<IServiceCollection> configure)
    {
        var builder = new FunctionsApplicationBuilder(["--urls", "http://127.0.0.1:0"], types);
        var log = new RecordingLog();
        builder.Logging.ClearProviders().AddProvider(log);
        configure(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new FunctionServer(host, log);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? host = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        host.Dispose();
    }
}
