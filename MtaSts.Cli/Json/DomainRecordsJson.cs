using MtaSts.Records;

namespace MtaSts.Cli.Json;

/// <summary>The DNS records of a domain, as <c>dns --format json</c> shows them.</summary>
internal sealed record DomainRecordsJson(string Domain, string Zone, IReadOnlyList<DnsRecordJson> Records)
{
    public static DomainRecordsJson From(DomainRecords domain) =>
        new(domain.Domain.Ascii, domain.Zone.Ascii, [.. domain.Records.Select(record => DnsRecordJson.From(record, domain.Zone))]);
}
