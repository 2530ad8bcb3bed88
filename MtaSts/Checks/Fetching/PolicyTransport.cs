using System.Net;
using System.Net.Http.Headers;
using MtaSts.Checks.Certificates;
using MtaSts.Policies;

namespace MtaSts.Checks.Fetching;

/// <summary>How a sender requests a policy and what it accepts as one (RFC 8461 §3.3); shared by all code that fetches policies.</summary>
internal static class PolicyTransport
{
    /// <summary>
    /// A handler without redirects, compression, cookies, proxy and downloads of certificates, and with bounded headers: a host cannot lead
    /// it anywhere else.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = 16,
            SslOptions = { CertificateChainPolicy = TlsHandshake.CreateChainPolicy() },
            ConnectCallback = connect,
        };

    public static bool IsPlainText(MediaTypeHeaderValue? type) =>
        string.Equals(type?.MediaType, "text/plain", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body; of one that is too long, just enough for the parser to notice.</summary>
    public static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[PolicyParser.MaximumLength + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
