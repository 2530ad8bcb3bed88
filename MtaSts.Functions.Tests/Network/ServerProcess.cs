using System.Diagnostics;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A server in the foreground that ends with this process and takes its folder with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly ChildProcess process;

    private ServerProcess(string folder, string[] command) => process = new ChildProcess(command, "", [], folder: folder);

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
                throw new InvalidOperationException($"Nothing listens at {listener}:\n{server.process.Output}");
            }
        }

        return server;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

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
