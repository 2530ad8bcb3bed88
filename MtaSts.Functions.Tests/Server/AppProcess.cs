using System.Collections.Concurrent;
using System.Diagnostics;
using MtaSts.Functions.Tests.ServingContract;

namespace MtaSts.Functions.Tests.Server;

/// <summary>The server as a process of its own.</summary>
internal sealed class AppProcess : IServingApp
{
    private const string ListeningAt = "Now listening on: ";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(string directory, string[] arguments, (string Name, string Value)[] environment)
    {
        var app = Path.Combine(directory, "MtaSts.Server.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", app, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The app ended:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public string Output => string.Join('\n', lines);

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts the app and waits until it listens.</summary>
    public static Task<AppProcess> StartAsync(params (string Name, string Value)[] environment) =>
        StartWithAsync(["--urls", "http://127.0.0.1:0"], environment);

    /// <summary>Starts the app with a command line of the test's, and waits until it listens.</summary>
    public static Task<AppProcess> StartWithAsync(string[] arguments, params (string Name, string Value)[] environment) =>
        StartInAsync(AppContext.BaseDirectory, arguments, environment);

    /// <summary>Starts the app that is in a folder, and waits until it listens.</summary>
    public static async Task<AppProcess> StartInAsync(string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        var app = new AppProcess(directory, arguments, environment);
        try
        {
            app.Address = await app.address.Task.WaitAsync(StartTimeout);
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
        await app.process.WaitForExitAsync().WaitAsync(StartTimeout);
        return (app.Output, app.process.ExitCode);
    }

    public async Task<HttpResponseMessage> GetAsync(string host, string path = "/.well-known/mta-sts.txt")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await Client.SendAsync(request);
    }

    public async Task<string> GetTextAsync(string host) => await (await GetAsync(host)).Content.ReadAsStringAsync();

    /// <summary>Asks the app to stop as a service manager does, and gives its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(StartTimeout);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (line.IndexOf(ListeningAt, StringComparison.Ordinal) is var at and >= 0)
        {
            address.TrySetResult(new Uri(line[(at + ListeningAt.Length)..]));
        }
    }
}
