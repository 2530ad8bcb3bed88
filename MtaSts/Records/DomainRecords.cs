namespace MtaSts.Records;

/// <summary>The DNS records of a domain in the order to publish them (RFC 8461 §8.1): the policy's host first, its id last.</summary>
/// <param name="Zone">The zone that the names are relative to: the domain itself or a parent.</param>
public sealed record DomainRecords(DomainName Domain, DomainName Zone, IReadOnlyList<DnsRecord> Records)
{
    /// <summary>The TTL of <c>_mta-sts</c>, in seconds: short, because it is how senders learn of a change.</summary>
    public const int IdTtl = 300;

    /// <summary>The TTL of the other records, in seconds.</summary>
    public const int Ttl = 3600;

    /// <summary>Builds the records; a record whose content is null is left out.</summary>
    /// <param name="app">The app's host name, for <c>mta-sts</c>.</param>
    /// <param name="verificationId">The app's domain verification id, which proves to Azure that the domain's owner agrees.</param>
    /// <param name="id">The id of the policy that is served; without one, nothing is delegated either.</param>
    /// <param name="idZone">The zone that the id is delegated to, as <see cref="BuildTarget"/> has it; null without a delegation.</param>
    /// <param name="provider">The provider's record that the id is in instead; null where it is the domain's own.</param>
    /// <exception cref="ArgumentException"><paramref name="domain"/> is not in <paramref name="zone"/>, or a value does not
    /// fit into a record.</exception>
    public static DomainRecords Build(
        DomainName domain,
        DomainName zone,
        DomainName? app,
        string? verificationId,
        TlsRptRecord? reports,
        string? id,
        DomainName? idZone = null,
        string? provider = null)
    {
        if (!IsIn(domain, zone))
        {
            throw new ArgumentException($"{domain} is not in the zone {zone}.", nameof(zone));
        }

        var suffix = GetSuffix(domain, zone);
        DnsRecord?[] records =
        [
            verificationId is null ? null : new DnsRecord("asuid.mta-sts" + suffix, DnsRecordType.Txt, verificationId, Ttl),
            app is null ? null : new DnsRecord("mta-sts" + suffix, DnsRecordType.Cname, app.Value.Ascii, Ttl),
            reports is null ? null : new DnsRecord("_smtp._tls" + suffix, DnsRecordType.Txt, reports.ToString(), Ttl),
            provider is not null ? new DnsRecord("_mta-sts" + suffix, DnsRecordType.Cname, provider, Ttl)
                : id is null ? null
                : idZone is null ? BuildId("_mta-sts" + suffix, id)
                : new DnsRecord("_mta-sts" + suffix, DnsRecordType.Cname, DelegatedId.GetTarget(domain, idZone.Value).Ascii, Ttl),
        ];
        return new DomainRecords(domain, zone, [.. records.OfType<DnsRecord>()]);
    }

    /// <summary>Builds the record of a delegated id, which the CNAME <c>_mta-sts</c> of the domain leads to.</summary>
    /// <param name="zone">The zone that the name is relative to: <paramref name="idZone"/> or a parent.</param>
    public static DomainRecords BuildTarget(DomainName domain, DomainName idZone, DomainName zone, string id) =>
        new(domain, zone, [BuildId(DelegatedId.GetLabel(domain) + GetSuffix(idZone, zone), id)]);

    /// <summary>What follows the names of the records of a domain in a parent zone, such as <c>.sales</c>; empty in its own zone.</summary>
    public static string GetSuffix(DomainName domain, DomainName zone) =>
        domain == zone ? "" : "." + domain.Ascii[..^(zone.Ascii.Length + 1)];

    /// <summary>Whether <paramref name="domain"/> is <paramref name="zone"/> or below it.</summary>
    public static bool IsIn(DomainName domain, DomainName zone) =>
        domain == zone || domain.Ascii.EndsWith("." + zone.Ascii, StringComparison.Ordinal);

    private static DnsRecord BuildId(string name, string id) => new(name, DnsRecordType.Txt, new MtaStsRecord(id).ToString(), IdTtl);
}
