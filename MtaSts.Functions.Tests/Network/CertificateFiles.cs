using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A certificate as servers read it.</summary>
/// <param name="Chain">The file with the certificate and, after it, those that signed it, without the root.</param>
/// <param name="Key">The file with its private key.</param>
internal sealed record CertificateFiles(string Chain, string Key)
{
    public static CertificateFiles Write(string pathWithoutExtension, X509Certificate2 certificate, params X509Certificate2[] signers)
    {
        var files = new CertificateFiles($"{pathWithoutExtension}.pem", $"{pathWithoutExtension}.key");
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllLines(files.Chain, signers.Prepend(certificate).Select(each => each.ExportCertificatePem()));
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    /// <summary>Reads them for a server in this process, which sends just these.</summary>
    public SslStreamCertificateContext Load()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(Chain);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(Chain, Key), [.. chain.Skip(1)], offline: true);
    }
}
