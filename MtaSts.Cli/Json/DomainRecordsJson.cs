using MtaSts.Records;

namespace MtaSts.Cli.Json;

/// <summary>The DNS records of a domain, as <c>dns --format json</c> shows them.</summary>
/// <param name="Domain">The domain in A-label form.</param>
/// <param name="Zone">The zone that the names are relative to.</param>
/// <param name="Records">The records, in the order in which they are published.</param>
internal sealed record DomainRecordsJson(string Domain, string Zone, IReadOnlyList<DnsRecordJson> Records)
{
    public static DomainRecordsJson From(DomainRecords domain) =>
        new(domain.Domain.Ascii, domain.Zone.Ascii, [.. domain.Records.Select(record => DnsRecordJson.From(record, domain.Zone))]);
}
