using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Net;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A server in the foreground that ends with this process, however that ends, and then takes the folder with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // The shell becomes the server and leaves a guard behind in its process group, which waits for the end of the standard input: that
    // is closed when this process ends, even when it is killed. Nothing else would survive servers that change their user or fork.
    private const string Guarded =
        """
        folder=$1
        shift
        exec 3<&0 </dev/null
        { cat <&3; rm -rf -- "$folder"; kill -KILL 0; } &
        exec 3<&-
        exec "$@"
        """;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ServerProcess(string folder, string[] command)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Guarded, "guard", folder, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where a program is that Debian keeps out of an ordinary user's path; null when it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

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

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
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
