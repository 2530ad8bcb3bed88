using MtaSts.Records;

namespace MtaSts.Cli.Json;

internal sealed record DomainRecordsJson(string Domain, string Zone, IReadOnlyList<DnsRecordJson> Records)
{
    public bool? Written { get; init; }

    public string? Fault { get; init; }

    public static DomainRecordsJson From(DomainRecords domain) =>
        new(domain.Domain.Ascii, domain.Zone.Ascii, [.. domain.Records.Select(record => DnsRecordJson.From(record, domain.Zone))]);
}

internal sealed record DnsRecordJson(string Name, string FullName, string Type, int Ttl, string Value)
{
    public static DnsRecordJson From(DnsRecord record, DomainName zone) =>
        new(record.Name, $"{record.Name}.{zone}", record.TypeName, record.Ttl, record.Value);
}
