using System.Diagnostics;
using Azure.Core;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>Azurite's table service on a port of its own; what it keeps outlives <see cref="Kill"/>.</summary>
/// <param name="options">More of its command line, such as the files of a certificate, by which it is reached over TLS.</param>
public sealed class AzuriteServer(params string[] options) : IAsyncDisposable
{
    private const int FirstPort = 10_000;
    private const int LastPort = 15_000;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string location = Directory.CreateTempSubdirectory("mta-sts-azurite-").FullName;
    private readonly int port = FindFreePort();
    private Process? process;

    /// <summary>The well-known account of Azurite, at this server's port.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"TableEndpoint={TableEndpoint};";

    public string TableEndpoint => $"{(options.Contains("--cert") ? "https" : "http")}://127.0.0.1:{port}/devstoreaccount1";

    public async Task StartAsync()
    {
        var script = await NodePackages.InstallAzuriteAsync();
        string[] arguments =
        [
            "--require", Path.Combine(AppContext.BaseDirectory, "azurite", "clock.js"), script, "--silent", "--disableTelemetry",
            "--tableHost", "127.0.0.1", "--tablePort", $"{port}", "--location", location, .. options,
        ];
        process = NodePackages.Start(
            new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true }, location);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilAnsweringAsync();
    }

    /// <summary>Ends the server as a crash does, once what was written is on disk.</summary>
    public void Kill()
    {
        if (process is not null)
        {
            ProcessGuard.Instance.End(process);
            process.Dispose();
            process = null;
        }
    }

    /// <summary>A client for a table of a name that nobody else uses. Given a clock, the server goes by it when this client asks.</summary>
    public TableClient CreateTableClient(string? name = null, TimeProvider? time = null)
    {
        var options = new TableClientOptions();
        if (time is not null)
        {
            options.AddPolicy(new AzuriteClock(time), HttpPipelinePosition.PerCall);
        }

        return new TableClient(ConnectionString, name ?? $"t{Guid.NewGuid():N}", options);
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Directory.Delete(location, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// A port that is free, below those that systems hand out: else a connection or a server of another test could take it before it is
    /// used.
    /// </summary>
    internal static int FindFreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(FirstPort, LastPort));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException exception) when (
                exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one is.
            }
        }
    }

    private async Task WaitUntilAnsweringAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!process!.HasExited && Stopwatch.GetElapsedTime(started) < StartTimeout)
            {
                await Task.Delay(50);
            }
        }
    }
}
