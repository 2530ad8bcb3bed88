using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Checks.Certificates;

/// <summary>
/// TLS handshakes as a sender makes them: they name the host (SNI), refuse a certificate that is not for it or not trusted, and record it
/// either way. Revocation is not checked: senders rarely do, and it would make the time depend on third parties.
/// </summary>
internal sealed class TlsHandshake(X509Certificate2Collection? authorities, TimeProvider time)
{
    /// <summary>Makes a handshake; closes <paramref name="transport"/> unless it succeeds.</summary>
    /// <param name="protocols">The versions to offer; <see cref="SslProtocols.None"/> for all that the system supports.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TlsHandshakeResult> AttemptAsync(
        Stream transport, string host, SslProtocols protocols, CancellationToken cancellationToken)
    {
        var recorder = new CertificateRecorder();
        var stream = new TlsStream(transport, recorder.Validate, time);
        var succeeded = false;
        try
        {
            await stream.AuthenticateAsClientAsync(CreateOptions(host, protocols), cancellationToken);
            succeeded = true;
            return new TlsHandshakeResult(stream, recorder.Session, null);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or CryptographicException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new TlsHandshakeResult(null, recorder.Session, (exception.InnerException ?? exception).Message)
            {
                IsAnswered = exception is AuthenticationException,
            };
        }
        finally
        {
            if (!succeeded)
            {
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>Whether a host also supports TLS 1.2: after a newer version, by one more handshake that offers nothing else.</summary>
    /// <param name="seen">The first handshake; null if it got no certificate.</param>
    /// <returns>Null if unknown.</returns>
    public async Task<bool?> SpeaksTls12Async(
        TlsSession? seen, string host, Func<CancellationToken, Task<Stream?>> connect, CancellationToken cancellationToken)
    {
        if (seen is not { Protocol: SslProtocols.Tls13 })
        {
            return seen is null ? null : seen.Protocol == SslProtocols.Tls12;
        }

        try
        {
            if (await connect(cancellationToken) is not { } transport)
            {
                return null;
            }

            var attempt = await AttemptAsync(transport, host, SslProtocols.Tls12, cancellationToken);
            await using (attempt.Stream)
            {
                // A certificate is sent once the version is agreed on; whether it is accepted is known already. A connection that breaks
                // off says nothing about the version.
                return attempt.Session is not null ? true : attempt.IsAnswered ? false : null;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            return null;
        }
    }

    /// <summary>How a certificate is judged; trusts the system's roots.</summary>
    // For most senders an incomplete chain is broken, so missing parts are not downloaded. Downloads would also let a host make us connect
    // to addresses of its choice.
    public static X509ChainPolicy CreateChainPolicy() =>
        new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };

    private SslClientAuthenticationOptions CreateOptions(string host, SslProtocols protocols)
    {
        var policy = CreateChainPolicy();
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = protocols, CertificateChainPolicy = policy };
    }
}

/// <param name="Stream">The connection; null if the handshake failed or the certificate was refused.</param>
/// <param name="Session">What was seen of it; null if it got no certificate.</param>
/// <param name="Fault">Why there is no connection, in the system's words; null if there is one.</param>
internal sealed record TlsHandshakeResult(TlsStream? Stream, TlsSession? Session, string? Fault)
{
    /// <summary>Whether a failed handshake failed by what the host answered, such as an alert, and not by its connection.</summary>
    public bool IsAnswered { get; init; }

    public bool IsCertificateRefused => Stream is null && Session is { Errors: not SslPolicyErrors.None };
}
