namespace MtaSts.Functions.Tests.Network;

/// <summary>The mail hosts of a network, each on port 25 of an address of its own.</summary>
public sealed class MailHosts
{
    private readonly Dictionary<string, IPAddress> addresses;

    internal MailHosts(AddressBlock block) =>
        addresses = Enum.GetValues<CertificateKind>().Select(GetName).Concat([WithoutStartTls, Refusing, WithoutTls, OnlyTls13, Closed])
            .Select((name, index) => (name, block.Mail(index)))
            .ToDictionary();

    /// <summary>Offers no STARTTLS.</summary>
    public string WithoutStartTls => "without-starttls.mail.test";

    /// <summary>Refuses every client by its greeting, in words that would do harm where they are shown raw.</summary>
    public string Refusing => "refusing.mail.test";

    /// <summary>Offers STARTTLS, and then speaks no version of TLS that a sender of today does.</summary>
    public string WithoutTls => "without-tls.mail.test";

    /// <summary>Speaks no TLS 1.2.</summary>
    public string OnlyTls13 => "only-tls13.mail.test";

    /// <summary>Nothing listens on its port 25.</summary>
    public string Closed => "closed.mail.test";

    /// <summary>STARTTLS with a good certificate: the MX of most domains.</summary>
    public string Good => GetName(CertificateKind.Good);

    /// <summary>All of them.</summary>
    public IEnumerable<string> Names => addresses.Keys;

    /// <summary>The host whose certificate is of this kind.</summary>
    public string With(CertificateKind certificate) => GetName(certificate);

    /// <summary>Where a host is.</summary>
    public IPAddress GetAddress(string host) => addresses[host];

    private static string GetName(CertificateKind certificate) => certificate switch
    {
        CertificateKind.Good => "mx.mail.test",
        CertificateKind.Expired => "expired.mail.test",
        CertificateKind.NotYetValid => "not-yet-valid.mail.test",
        CertificateKind.WrongName => "wrong-name.mail.test",
        CertificateKind.SelfSigned => "self-signed.mail.test",
        CertificateKind.ExpiringSoon => "expiring-soon.mail.test",
        CertificateKind.UnknownAuthority => "unknown-authority.mail.test",
        CertificateKind.MissingIntermediate => "missing-intermediate.mail.test",
        CertificateKind.Hostile => "hostile.mail.test",
        _ => throw new ArgumentOutOfRangeException(nameof(certificate)),
    };
}
