using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;

namespace MtaSts.Checks.Certificates;

/// <summary>
/// TLS handshakes as a sender makes them: naming the host (SNI), refusing a certificate that is not for it or not trusted, and noting what
/// was seen either way. Whether a certificate was revoked is not asked: senders rarely do, and it would make the time depend on third parties.
/// </summary>
/// <param name="authorities">Whom to trust; null for those of the system.</param>
/// <param name="time">The clock.</param>
internal sealed class TlsHandshake(X509Certificate2Collection? authorities, TimeProvider time)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Makes a handshake; closes <paramref name="transport"/> unless it succeeds.</summary>
    /// <param name="transport">The connection.</param>
    /// <param name="host">The name that the certificate has to have.</param>
    /// <param name="protocols">The versions to offer; <see cref="SslProtocols.None"/> for all that the system speaks.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TlsHandshakeResult> AttemptAsync(Stream transport, string host, SslProtocols protocols, CancellationToken cancellationToken)
    {
        var witness = new CertificateRecorder();
        var stream = new TlsStream(transport, witness.Validate, time);
        var succeeded = false;
        try
        {
            await stream.AuthenticateAsClientAsync(CreateOptions(host, protocols), cancellationToken);
            succeeded = true;
            return new TlsHandshakeResult(stream, witness.Session, null);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or CryptographicException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new TlsHandshakeResult(null, witness.Session, (exception.InnerException ?? exception).Message);
        }
        finally
        {
            if (!succeeded)
            {
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>Whether a host also speaks TLS 1.2: by one more handshake, which offers nothing else, where the first came to something newer.</summary>
    /// <param name="seen">The first handshake; null when it never came to a certificate.</param>
    /// <param name="host">The name of the host.</param>
    /// <param name="connect">Makes another connection; null when the host does not take one.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Null when it could not be found out.</returns>
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
                // A certificate is sent once the version is agreed on; whether it is accepted was found out before.
                return attempt.Session is not null;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            return null;
        }
    }

    private SslClientAuthenticationOptions CreateOptions(string host, SslProtocols protocols)
    {
        // A chain that is not sent whole is broken for most senders, so no missing part of it is downloaded; nor could a host then make
        // the check call on addresses of its choice.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = protocols, CertificateChainPolicy = policy };
    }
}
