namespace MtaSts.Checks.Certificates;

/// <param name="Stream">The connection; null if the handshake failed or the certificate was refused.</param>
/// <param name="Session">What was seen of it; null if it got no certificate.</param>
/// <param name="Fault">Why there is no connection, in the system's words; null if there is one.</param>
internal sealed record TlsHandshakeResult(TlsStream? Stream, TlsSession? Session, string? Fault)
{
    public bool IsCertificateRefused => Stream is null && Session is { Errors: not System.Net.Security.SslPolicyErrors.None };
}
