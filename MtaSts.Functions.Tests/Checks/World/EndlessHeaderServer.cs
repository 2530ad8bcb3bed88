using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace MtaSts.Functions.Tests.Checks.World;

/// <summary>A policy host whose headers never end, which no web server would pass on.</summary>
internal sealed class EndlessHeaderServer : IDisposable
{
    private readonly TcpListener listener;
    private readonly SslStreamCertificateContext certificate;
    private readonly CancellationTokenSource stopping = new();

    public EndlessHeaderServer(IPAddress address, SslStreamCertificateContext certificate)
    {
        this.certificate = certificate;
        listener = new TcpListener(address, 443);
        listener.Start();
        _ = ServeAsync();
    }

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token), stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = client;
            await using var stream = new SslStream(connection.GetStream());
            var options = new SslServerAuthenticationOptions { ServerCertificateContext = certificate };
            await stream.AuthenticateAsServerAsync(options, cancellationToken);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            for (var number = 0; ; number++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{number}: {new string('x', 1000)}\r\n"), cancellationToken);
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or ObjectDisposedException or IOException or AuthenticationException)
        {
            // Disposed, or the client has gone.
        }
    }
}
