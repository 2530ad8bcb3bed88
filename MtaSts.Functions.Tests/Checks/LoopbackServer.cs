using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A server on loopback that does to each connection what the test says, and then closes it.</summary>
internal class LoopbackServer : IAsyncDisposable, IDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> serve;
    private int connections;

    public LoopbackServer(Func<NetworkStream, CancellationToken, Task> serve, IPEndPoint? address = null)
    {
        this.serve = serve;
        listener = new TcpListener(address ?? new IPEndPoint(IPAddress.Loopback, 0));
        listener.Start();
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndpoint;
    public int Port => EndPoint.Port;
    public int Connections => Volatile.Read(ref connections);

    /// <summary>A stream that speaks TLS as a server, with the certificate and whatever is to be sent along with it.</summary>
    public static async Task<SslStream> EncryptAsync(
        Stream stream, X509Certificate2 certificate, SslProtocols protocols, CancellationToken token, params X509Certificate2[] signers)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                EnabledSslProtocols = protocols,
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. signers], offline: true),
            },
            token);
        return tls;
    }

    public static async Task<string?> ReadLineAsync(Stream stream, CancellationToken token)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, token) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    public static async Task WriteAsync(Stream stream, string text, CancellationToken token) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), token);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            Interlocked.Increment(ref connections);
            try
            {
                await serve(client.GetStream(), stop.Token);
            }
            catch (Exception exception) when (
                exception is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, as it may.
            }
        }
    }
}
