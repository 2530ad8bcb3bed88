using MtaSts.Records;

namespace MtaSts.Cli.Json;

/// <summary>A DNS record, as <c>dns --format json</c> shows it.</summary>
internal sealed record DnsRecordJson(string Name, string FullName, string Type, int Ttl, string Value)
{
    public static DnsRecordJson From(DnsRecord record, DomainName zone) =>
        new(record.Name, $"{record.Name}.{zone}", record.Type == DnsRecordType.Cname ? "CNAME" : "TXT", record.Ttl, record.Value);
}
