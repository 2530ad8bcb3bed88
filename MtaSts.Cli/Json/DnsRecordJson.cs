using MtaSts.Records;

namespace MtaSts.Cli.Json;

internal sealed record DnsRecordJson(string Name, string FullName, string Type, int Ttl, string Value)
{
    public static DnsRecordJson From(DnsRecord record, DomainName zone) =>
        new(record.Name, $"{record.Name}.{zone}", record.Type == DnsRecordType.Cname ? "CNAME" : "TXT", record.Ttl, record.Value);
}
