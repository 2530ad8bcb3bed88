using System.Reflection;
using MtaSts.Functions.Tests.ServingContract;

namespace MtaSts.Functions.Tests.Worker;

/// <summary>The app as Azure runs it: its worker as a process, and HTTP by the way of the Functions host.</summary>
internal sealed class WorkerApp : IServingApp
{
    private readonly WorkerHttp http;

    private WorkerApp(WorkerHost host, WorkerHttp http)
    {
        (Host, this.http) = (host, http);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = http.Address };
    }

    public static string Folder { get; } =
        typeof(WorkerApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "FunctionsFolder").Value!;

    public WorkerHost Host { get; }
    public HttpClient Client { get; }
    public string Output => Host.Output;

    public static async Task<WorkerApp> StartAsync(params IEnumerable<(string Name, string Value)> environment)
    {
        var host = await WorkerHost.StartAsync(Folder, environment);
        return new WorkerApp(host, await WorkerHttp.StartAsync(host));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await http.DisposeAsync();
        await Host.DisposeAsync();
    }
}
