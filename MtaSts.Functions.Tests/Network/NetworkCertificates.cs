namespace MtaSts.Functions.Tests.Network;

/// <summary>The authority that the tests trust, another one that nobody trusts, and what they sign.</summary>
internal sealed class NetworkCertificates : IDisposable
{
    private readonly TestAuthority authority = new("MTA-STS Test");
    private readonly TestAuthority stranger = new("Unknown Test");

    public NetworkCertificates(string folder)
    {
        Directory = System.IO.Directory.CreateDirectory(Path.Combine(folder, "certificates")).FullName;
        TrustFile = Path.Combine(folder, "trust.pem");
        File.WriteAllText(TrustFile, authority.Root.ExportCertificatePem() + "\n");
    }

    /// <summary>Where they are: <c>&lt;host>.pem</c> and <c>&lt;host>.key</c>.</summary>
    public string Directory { get; }

    public string TrustFile { get; }

    /// <summary>Issues a certificate for these hosts.</summary>
    public CertificateFiles Issue(CertificateKind kind, params string[] hosts) =>
        (kind == CertificateKind.UnknownAuthority ? stranger : authority).Issue(kind, Path.Combine(Directory, hosts[0]), hosts);

    public void Dispose()
    {
        authority.Dispose();
        stranger.Dispose();
    }
}
