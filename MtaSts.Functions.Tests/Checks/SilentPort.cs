namespace MtaSts.Functions.Tests.Checks;

/// <summary>A port that neither accepts nor refuses, as behind a firewall that drops: its queue is full and nobody takes from it.</summary>
internal sealed class SilentPort : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> queue = [];

    public SilentPort(IPAddress address, int port)
    {
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(0);
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>Connects until a connection stays without an answer.</summary>
    public async Task FillAsync(CancellationToken token)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(TimeSpan.FromMilliseconds(300));
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            queue.Add(socket);
            try
            {
                await socket.ConnectAsync(listener.LocalEndPoint!, patience.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        queue.ForEach(socket => socket.Dispose());
        listener.Dispose();
    }
}
