namespace MtaSts.Checks.Certificates;

/// <summary>What came of a TLS handshake.</summary>
/// <param name="Stream">The connection; null when the handshake failed or the certificate was refused.</param>
/// <param name="Session">What was seen of it; null when it never came to a certificate.</param>
/// <param name="Fault">Why there is no connection, in the words of the system; null when there is one.</param>
internal sealed record TlsHandshakeResult(TlsStream? Stream, TlsSession? Session, string? Fault)
{
    /// <summary>Whether it is the certificate that ended it.</summary>
    public bool IsCertificateRefused => Stream is null && Session is { Errors: not System.Net.Security.SslPolicyErrors.None };
}
