using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A certificate authority of a test's own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;

    public TestAuthority(TestAuthority? parent = null, string name = "Test Root")
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = parent is null
            ? request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1))
            : parent.Sign(request, DateTimeOffset.UtcNow.AddDays(-200), DateTimeOffset.UtcNow.AddDays(200));
    }

    /// <summary>The certificate of the authority itself, without its key.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(root.RawData);

    public X509Certificate2Collection Trusted => [Certificate];

    /// <summary>A server's certificate, from 60 days ago until <paramref name="days"/> from now.</summary>
    public X509Certificate2 Issue(
        string name, double days = 60, double since = -60, bool hasNames = true, bool isSelfSigned = false, bool isForClients = false) =>
        Issue([name], days, since, hasNames, isSelfSigned, isForClients);

    /// <summary>The same for several names.</summary>
    public X509Certificate2 Issue(
        string[] names, double days, double since, bool hasNames = true, bool isSelfSigned = false, bool isForClients = false)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", leafKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([isForClients ? ClientAuthentication : ServerAuthentication], false));
        if (hasNames)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
            {
                if (IPAddress.TryParse(name, out var address))
                {
                    alternatives.AddIpAddress(address);
                }
                else
                {
                    alternatives.AddDnsName(name);
                }
            }

            request.CertificateExtensions.Add(alternatives.Build());
        }

        var (from, until) = (DateTimeOffset.UtcNow.AddDays(since), DateTimeOffset.UtcNow.AddDays(days));
        using var made = isSelfSigned ? request.CreateSelfSigned(from, until) : Sign(request, from, until).CopyWithPrivateKey(leafKey);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset until) => request.Create(
        root.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, until, RandomNumberGenerator.GetBytes(8));
}
