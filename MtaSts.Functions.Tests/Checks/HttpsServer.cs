using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A policy host on loopback that reads a request and then writes whatever the test says.</summary>
internal sealed class HttpsServer(
    X509Certificate2 certificate,
    Func<Stream, CancellationToken, Task> answer,
    SslProtocols protocols,
    List<string> request,
    X509Certificate2[] intermediates)
    : LoopbackServer(async (stream, token) =>
    {
        await using var tls = await EncryptAsync(stream, certificate, protocols, token, intermediates);
        while (await ReadLineAsync(tls, token) is { Length: > 0 } line)
        {
            lock (request)
            {
                request.Add(line);
            }
        }

        if (request.Count > 0)
        {
            await answer(tls, token);
        }
    })
{
    public HttpsServer(
        X509Certificate2 certificate,
        Func<Stream, CancellationToken, Task> answer,
        SslProtocols protocols = SslProtocols.None,
        params X509Certificate2[] intermediates)
        : this(certificate, answer, protocols, [], intermediates)
    {
    }

    public HttpsServer(
        X509Certificate2 certificate, string answer, SslProtocols protocols = SslProtocols.None, params X509Certificate2[] intermediates)
        : this(certificate, (stream, token) => WriteAsync(stream, answer, token), protocols, intermediates)
    {
    }

    /// <summary>The lines of the requests so far.</summary>
    public IReadOnlyList<string> Request => request;
}
