using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Checks.Certificates;

internal sealed class CertificateRecorder
{
    private const int MaximumNames = 100;

    /// <summary>The handshake; null before there was a certificate.</summary>
    public TlsSession? Session { get; private set; }

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        // RFC 8461 §3.3, §4.2: the name must be a DNS name of the SAN; the system would accept the CN, too.
        var names = FindNames(leaf);
        if (names.Count == 0)
        {
            errors |= SslPolicyErrors.RemoteCertificateNameMismatch;
        }

        Session = new TlsSession(
            ((SslStream)sender).SslProtocol,
            leaf.NotBefore.ToUniversalTime(),
            leaf.NotAfter.ToUniversalTime(),
            leaf.Subject,
            leaf.Issuer,
            names,
            errors,
            errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null ? FindFaults(chain) : []);
        return errors == SslPolicyErrors.None;
    }

    private static List<string> FindNames(X509Certificate2 leaf)
    {
        try
        {
            return
            [
                .. leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                    .SelectMany(extension => extension.EnumerateDnsNames())
                    .Take(MaximumNames),
            ];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    /// <summary>The faults of the chain, without those that the certificate's own dates tell.</summary>
    private static string[] FindFaults(X509Chain chain) =>
    [
        .. chain.ChainElements
            .SelectMany(
                (element, depth) =>
                    element.ChainElementStatus.Where(status => depth > 0 || status.Status != X509ChainStatusFlags.NotTimeValid))
            .Concat(chain.ChainStatus.Where(status => status.Status == X509ChainStatusFlags.PartialChain))
            .Select(status => status.StatusInformation.Trim())
            .Distinct(),
    ];
}
