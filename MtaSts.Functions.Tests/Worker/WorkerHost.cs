using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Worker.Rpc;

namespace MtaSts.Functions.Tests.Worker;

/// <summary>Plays the Functions host to a worker: starts its process, has it load its functions, and calls them.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly WebApplication server;
    private readonly WorkerStream stream;
    private readonly ChildProcess process;

    private WorkerHost(string app, WebApplication server, WorkerStream stream, ChildProcess process) =>
        (App, this.server, this.stream, this.process) = (app, server, stream, process);

    public string App { get; }
    public TimeSpan Age => process.Age;
    public TimeSpan ProcessorTime => process.ProcessorTime;
    public IReadOnlyList<WorkerFunction> Functions { get; private set; } = [];

    /// <summary>What the worker has logged and written so far.</summary>
    public string Output => process.Output;

    /// <summary>Starts the worker in a folder and waits until its functions are loaded.</summary>
    /// <exception cref="InvalidOperationException">It did not get so far; the message holds what it wrote.</exception>
    public static async Task<WorkerHost> StartAsync(string app, params IEnumerable<(string Name, string Value)> environment)
    {
        var host = await LaunchAsync(app, environment);
        try
        {
            var loading = host.LoadAsync();
            var exit = host.process.WaitForExitAsync();
            if (await Task.WhenAny(loading, exit, Task.Delay(Timeout)) != loading)
            {
                throw new InvalidOperationException(
                    $"The worker {(exit.IsCompleted ? $"exited with code {await exit}" : "did not start")}:\n{host.Output}");
            }

            await loading;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a worker that is expected not to stay, and gives its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> FailAsync(
        string app, params IEnumerable<(string Name, string Value)> environment)
    {
        await using var host = await LaunchAsync(app, environment);
        return (await host.WaitForExitAsync(), host.Output);
    }

    /// <summary>Calls a function with a request and gives its response.</summary>
    public async Task<RpcHttp> InvokeAsync(WorkerFunction function, RpcHttp request)
    {
        var invocation =
            new InvocationRequest { InvocationId = $"{Guid.NewGuid()}", FunctionId = function.Id, TraceContext = new RpcTraceContext() };
        invocation.InputData.Add(new ParameterBinding { Name = function.Parameter, Data = new TypedData { Http = request } });
        var answer = await stream.AskAsync(new StreamingMessage { InvocationRequest = invocation }).WaitAsync(Timeout);
        Require(answer.InvocationResponse.Result, function.Name);
        return answer.InvocationResponse.ReturnValue.Http;
    }

    /// <summary>Sends the worker SIGTERM, as the platform does, and gives its exit code.</summary>
    public Task<int> TerminateAsync()
    {
        process.Terminate();
        return WaitForExitAsync();
    }

    /// <summary>Asks the worker to end by a message of the protocol, and gives its exit code.</summary>
    public Task<int> DismissAsync()
    {
        stream.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
        return WaitForExitAsync();
    }

    /// <summary>Breaks the connection to the worker, as a host does that crashes.</summary>
    public Task DisconnectAsync() => server.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await server.DisposeAsync();
    }

    private static async Task<WorkerHost> LaunchAsync(string app, IEnumerable<(string Name, string Value)> environment)
    {
        using var config = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(app, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        var program = description.GetProperty("defaultExecutablePath").GetString()!;
        var assembly = Path.Combine(app, description.GetProperty("defaultWorkerPath").GetString()!);

        ChildProcess? process = null;
        var stream = new WorkerStream(log => process?.Write($"{log.Level} {log.Category}: {log.Message} {log.Exception?.Message}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            options => options.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(stream);
        var server = builder.Build();
        server.MapGrpcService<WorkerStream>();
        await server.StartAsync();

        var (uri, worker, request, length) = (new Uri(server.Urls.Single()), $"{Guid.NewGuid()}", $"{Guid.NewGuid()}", $"{int.MaxValue}");
        string[] command =
        [program, assembly,
         "--host", uri.Host, "--port", $"{uri.Port}", "--workerId", worker, "--requestId", request, "--grpcMaxMessageLength", length,
         "--functions-uri", uri.AbsoluteUri, "--functions-worker-id", worker, "--functions-request-id", request,
         "--functions-grpc-max-message-length", length];
        (string, string)[] ofHost =
            [("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated"), ("FUNCTIONS_WORKER_DIRECTORY", app),
             ("FUNCTIONS_APPLICATION_DIRECTORY", app)];
        process = new ChildProcess(command, app, [.. ofHost, .. environment]);
        return new WorkerHost(app, server, stream, process);
    }

    private async Task LoadAsync()
    {
        await stream.Started;
        var request = new WorkerInitRequest { HostVersion = "4.1045.200", WorkerDirectory = App, FunctionAppDirectory = App };
        var init = await stream.AskAsync(new StreamingMessage { WorkerInitRequest = request });
        Require(init.WorkerInitResponse.Result, "The start");

        var list = new FunctionsMetadataRequest { FunctionAppDirectory = App };
        var listed = (await stream.AskAsync(new StreamingMessage { FunctionsMetadataRequest = list })).FunctionMetadataResponse;
        Require(listed.Result, "The list of functions");
        foreach (var function in listed.FunctionMetadataResults)
        {
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            var loaded = await stream.AskAsync(new StreamingMessage { FunctionLoadRequest = load });
            Require(loaded.FunctionLoadResponse.Result, function.Name);
        }

        Functions = [.. listed.FunctionMetadataResults.Select(WorkerFunction.From)];
    }

    private void Require(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            process.Write($"{what} failed: {result.Exception?.Message}");
            throw new InvalidOperationException($"{what} failed:\n{Output}");
        }
    }

    private Task<int> WaitForExitAsync() => process.WaitForExitAsync().WaitAsync(Timeout);
}
