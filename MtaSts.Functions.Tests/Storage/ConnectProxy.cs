using System.Collections.Concurrent;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>A proxy that leads every TLS connection, whatever its host, to one port of this machine (RFC 9110 §9.3.6).</summary>
internal sealed class ConnectProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;

    public ConnectProxy(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>What was asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var accepted = client;
            using var server = new TcpClient();
            var stream = client.GetStream();
            var head = new StringBuilder();
            var buffer = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", Ordinal) && await stream.ReadAsync(buffer) > 0)
            {
                head.Append((char)buffer[0]);
            }

            Requests.Enqueue(string.Join(' ', head.ToString().Split(' ')[..2]));
            await server.ConnectAsync(IPAddress.Loopback, target);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            await Task.WhenAny(stream.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(stream));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One of them has gone.
        }
    }
}
