using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Net;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A server in the foreground that ends with this process, however that ends, and then takes the folder with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly string folder;
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ServerProcess(string folder, string[] command)
    {
        this.folder = folder;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = ProcessGuard.Instance.Start(start, folder);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a command and waits until it accepts connections at all of these.</summary>
    /// <exception cref="InvalidOperationException">It ended, or does not listen; the message holds what it said.</exception>
    public static async Task<ServerProcess> StartAsync(string folder, string[] command, IEnumerable<IPEndPoint> listeners)
    {
        var server = new ServerProcess(folder, command);
        foreach (var listener in listeners)
        {
            if (!await server.ListensSoonAsync(listener))
            {
                // All that it said has arrived only when it, and whatever it left behind, has ended.
                await server.DisposeAsync();
                throw new InvalidOperationException($"Nothing listens at {listener}:\n{string.Join('\n', server.lines)}");
            }
        }

        return server;
    }

    public ValueTask DisposeAsync()
    {
        ProcessGuard.Instance.End(process);
        process.Dispose();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<bool> ListensSoonAsync(IPEndPoint listener)
    {
        var started = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(started) < StartTimeout)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(listener);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }
}
