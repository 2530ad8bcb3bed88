using MtaSts.Functions.Tests.ServingContract;

namespace MtaSts.Functions.Tests.Server;

/// <summary>The server as a process of its own.</summary>
internal sealed class AppProcess : IServingApp
{
    private const string ListeningAt = "Now listening on: ";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ChildProcess process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(string directory, string[] arguments, (string Name, string Value)[] environment) => process = new ChildProcess(
        ["dotnet", "exec", Path.Combine(directory, "MtaSts.Server.dll"), .. arguments], Environment.CurrentDirectory, environment,
        FindAddress);

    public HttpClient Client { get; private set; } = null!;
    public Uri Address { get; private set; } = null!;
    public string Output => process.Output;
    public long ResidentBytes => process.ResidentBytes;

    public static Task<AppProcess> StartAsync(params (string Name, string Value)[] environment) =>
        StartWithAsync(["--urls", "http://127.0.0.1:0"], environment);

    /// <summary>Starts the app with a command line of the test's, and waits until it listens.</summary>
    public static Task<AppProcess> StartWithAsync(string[] arguments, params (string Name, string Value)[] environment) =>
        StartInAsync(AppContext.BaseDirectory, arguments, environment);

    /// <summary>Starts the app that is in a folder, and waits until it listens.</summary>
    public static async Task<AppProcess> StartInAsync(
        string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        var app = new AppProcess(directory, arguments, environment);
        try
        {
            var exit = app.process.WaitForExitAsync();
            if (await Task.WhenAny(app.address.Task, exit, Task.Delay(Timeout)) != app.address.Task)
            {
                throw new InvalidOperationException($"The server {(exit.IsCompleted ? "ended" : "did not start")}:\n{app.Output}");
            }

            app.Address = await app.address.Task;
            app.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts an app that cannot start, and gives what it said and its exit code.</summary>
    public static async Task<(string Output, int ExitCode)> FailAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var app = new AppProcess(AppContext.BaseDirectory, arguments, environment);
        var exitCode = await app.process.WaitForExitAsync().WaitAsync(Timeout);
        return (app.Output, exitCode);
    }

    public async Task<HttpResponseMessage> GetAsync(string host, string path = IServingApp.PolicyPath)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await Client.SendAsync(request);
    }

    public async Task<string> GetTextAsync(string host) => await (await GetAsync(host)).Content.ReadAsStringAsync();

    /// <summary>Asks the app to stop as a service manager does, and gives its exit code.</summary>
    public Task<int> TerminateAsync()
    {
        process.Terminate();
        return process.WaitForExitAsync().WaitAsync(Timeout);
    }

    public ValueTask DisposeAsync()
    {
        Client?.Dispose();
        return process.DisposeAsync();
    }

    private void FindAddress(string line)
    {
        if (line.IndexOf(ListeningAt, Ordinal) is var at and >= 0)
        {
            address.TrySetResult(new Uri(line[(at + ListeningAt.Length)..]));
        }
    }
}
