using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A certificate authority of a root and an intermediate.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 intermediate;

    public TestAuthority(string name)
    {
        Root = SignAuthority($"{name} Root", null);
        intermediate = SignAuthority($"{name} Issuing", Root);
    }

    public X509Certificate2 Root { get; }

    /// <summary>Writes a certificate for these names, signed by the intermediate, and its key.</summary>
    public CertificateFiles Issue(CertificateKind kind, string pathWithoutExtension, IReadOnlyList<string> names)
    {
        var (from, until) = kind switch
        {
            CertificateKind.Expired => (-60.0, -2.0),
            CertificateKind.NotYetValid => (2, 60),
            CertificateKind.ExpiringSoon => (-60, 5 + (1 / 24.0)),
            _ => (-1, 60),
        };
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = kind == CertificateKind.Hostile ? RequestInHostileNames(key)
            : RequestForServer(key, kind == CertificateKind.WrongName ? ["elsewhere.example"] : names);
        var now = DateTimeOffset.UtcNow;
        using var certificate = kind is CertificateKind.SelfSigned or CertificateKind.Hostile
            ? request.CreateSelfSigned(now.AddDays(from), now.AddDays(until))
            : request.Create(intermediate, now.AddDays(from), now.AddDays(until), RandomNumberGenerator.GetBytes(16));

        var files = new CertificateFiles($"{pathWithoutExtension}.pem", $"{pathWithoutExtension}.key");
        var isAlone = kind is CertificateKind.SelfSigned or CertificateKind.Hostile or CertificateKind.MissingIntermediate;
        File.WriteAllText(
            files.Chain, certificate.ExportCertificatePem() + "\n" + (isAlone ? "" : intermediate.ExportCertificatePem() + "\n"));
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose()
    {
        Root.Dispose();
        intermediate.Dispose();
    }

    private static X509Certificate2 SignAuthority(string name, X509Certificate2? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = DateTimeOffset.UtcNow;
        return issuer is null
            ? request.CreateSelfSigned(now.AddYears(-1), now.AddYears(1))
            : request.Create(issuer, now.AddDays(-300), now.AddDays(300), RandomNumberGenerator.GetBytes(16)).CopyWithPrivateKey(key);
    }

    private static CertificateRequest RequestForServer(ECDsa key, IReadOnlyList<string> names)
    {
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request;
    }

    private static CertificateRequest RequestInHostileNames(ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(ScriptedScenarios.HostileLabel);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);

        // RFC 5280 §4.2.1.6: SEQUENCE OF GeneralName, of which [2] is a DNS name, any IA5String.
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            names.WriteCharacterString(
                UniversalTagNumber.IA5String, ScriptedScenarios.HostileLabel, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names.Encode(), critical: false));
        return request;
    }
}
