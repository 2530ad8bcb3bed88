using System.Net.Security;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A policy host whose headers never end, which no web server would pass on.</summary>
internal sealed class EndlessHeaderServer(IPAddress address, SslStreamCertificateContext certificate)
    : LoopbackServer((stream, token) => ServeAsync(stream, certificate, token), new IPEndPoint(address, 443))
{
    private static async Task ServeAsync(Stream connection, SslStreamCertificateContext certificate, CancellationToken cancellationToken)
    {
        await using var stream = new SslStream(connection);
        var options = new SslServerAuthenticationOptions { ServerCertificateContext = certificate };
        await stream.AuthenticateAsServerAsync(options, cancellationToken);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
        for (var number = 0; ; number++)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{number}: {new string('x', 1000)}\r\n"), cancellationToken);
        }
    }
}
