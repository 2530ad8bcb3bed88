namespace MtaSts.Functions.Tests.Network;

/// <summary>What dnsmasq says of a domain; as it is made, all of it is good.</summary>
/// <param name="Host">The address of the policy host; null for none.</param>
internal sealed record ZoneEntry(IPAddress? Host)
{
    /// <summary>The TXT records of <c>_mta-sts</c>, each its character-strings.</summary>
    public string[][] Records { get; init; } = [["v=STSv1; id=20260101000000Z;"]];

    /// <summary>The TXT record of <c>_smtp._tls</c>.</summary>
    public string? Reports { get; init; } = "v=TLSRPTv1; rua=mailto:tls@mail.test";

    /// <summary>The MX hosts, the most preferred first.</summary>
    public string[] MailExchanges { get; init; } = ["mx.mail.test"];

    /// <summary>Whose CAA allows the domain, if it has any.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whose CAA allows the policy host, if it has any of its own.</summary>
    public string? HostIssuer { get; init; }

    /// <summary>The name that the policy host is an alias of, if it is one.</summary>
    public string? HostAlias { get; init; }

    /// <summary>The address of the domain itself, if it has one.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The lines of dnsmasq's configuration for it.</summary>
    public IEnumerable<string> Lines(DomainName domain) =>
    [
        .. Records.Select(strings => $"txt-record=_mta-sts.{domain},{string.Join(',', strings.Select(text => $"\"{text}\""))}"),
        .. Line(Reports, $"txt-record=_smtp._tls.{domain},\"{Reports}\""),
        .. MailExchanges.Select((host, index) => $"mx-host={domain},{host},{(host == "." ? 0 : 10 * (index + 1))}"),
        .. Line(Host, $"host-record=mta-sts.{domain},{Host}"),
        .. Line(HostAlias, $"cname=mta-sts.{domain},{HostAlias}"),
        .. Line(Address, $"host-record={domain},{Address}"),
        .. Line(Issuer, $"caa-record={domain},0,issue,{Issuer}"),
        .. Line(HostIssuer, $"caa-record=mta-sts.{domain},0,issue,{HostIssuer}"),
    ];

    private static string[] Line(object? value, string line) => value is null ? [] : [line];
}
