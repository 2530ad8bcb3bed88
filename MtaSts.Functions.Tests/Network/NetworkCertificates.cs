using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>The authority that the tests trust, another one that nobody trusts, and what they sign.</summary>
internal sealed class NetworkCertificates : IDisposable
{
    private readonly TestAuthority root = new(name: "MTA-STS Test Root");
    private readonly TestAuthority strangeRoot = new(name: "Unknown Test Root");
    private readonly TestAuthority authority;
    private readonly TestAuthority stranger;

    public NetworkCertificates(string folder)
    {
        authority = new TestAuthority(root, "MTA-STS Test Issuing");
        stranger = new TestAuthority(strangeRoot, "Unknown Test Issuing");
        Directory = System.IO.Directory.CreateDirectory(Path.Combine(folder, "certificates")).FullName;
        TrustFile = Path.Combine(folder, "trust.pem");
        File.WriteAllText(TrustFile, root.Certificate.ExportCertificatePem() + "\n");
    }

    /// <summary>Where they are: <c>&lt;host>.pem</c> and <c>&lt;host>.key</c>.</summary>
    public string Directory { get; }

    public string TrustFile { get; }

    public CertificateFiles Issue(CertificateKind kind, params string[] hosts)
    {
        var (since, days) = kind switch
        {
            CertificateKind.Expired => (-60.0, -2.0),
            CertificateKind.NotYetValid => (2, 60),
            CertificateKind.ExpiringSoon => (-60, 5 + (1 / 24.0)),
            _ => (-1, 60),
        };
        var signer = kind == CertificateKind.UnknownAuthority ? stranger : authority;
        var isSelfSigned = kind is CertificateKind.SelfSigned or CertificateKind.Hostile;
        using var certificate = kind == CertificateKind.Hostile ? CreateHostile()
            : signer.Issue(kind == CertificateKind.WrongName ? ["elsewhere.example"] : hosts, days, since, isSelfSigned: isSelfSigned);
        return CertificateFiles.Write(
            Path.Combine(Directory, hosts[0]), certificate,
            isSelfSigned || kind == CertificateKind.MissingIntermediate ? [] : [signer.Certificate]);
    }

    public void Dispose()
    {
        foreach (var part in (TestAuthority[])[authority, stranger, root, strangeRoot])
        {
            part.Dispose();
        }
    }

    private static X509Certificate2 CreateHostile()
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(ScriptedScenarios.HostileLabel);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);

        // RFC 5280 §4.2.1.6: SEQUENCE OF GeneralName, of which [2] is a DNS name, any IA5String.
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            names.WriteCharacterString(
                UniversalTagNumber.IA5String, ScriptedScenarios.HostileLabel, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names.Encode(), critical: false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(60));
    }
}
