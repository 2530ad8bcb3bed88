namespace MtaSts.Functions.Tests.Network;

/// <summary>The mail hosts of a network, each on port 25 of an address of its own.</summary>
public sealed class MailHosts
{
    private readonly Dictionary<string, IPAddress> addresses;

    internal MailHosts(AddressBlock block) =>
        addresses = Enum.GetValues<CertificateKind>().Select(With).Concat([WithoutStartTls, Refusing, WithoutTls, OnlyTls13, Closed])
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
    public string Good => With(CertificateKind.Good);

    public IEnumerable<string> Names => addresses.Keys;

    public IPAddress GetAddress(string host) => addresses[host];

    /// <summary>The host whose certificate is of this kind, such as <c>not-yet-valid.mail.test</c>.</summary>
    public string With(CertificateKind certificate) =>
        certificate == CertificateKind.Good ? "mx.mail.test"
        : $"{Regex.Replace($"{certificate}", "(?<=[a-z])[A-Z]", "-$0").ToLowerInvariant()}.mail.test";
}
