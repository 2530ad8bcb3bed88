using MtaSts.Records;

namespace MtaSts.Cli.Json;

/// <summary>A DNS record, as <c>dns --format json</c> shows it.</summary>
/// <param name="Name">The name, relative to the zone.</param>
/// <param name="FullName">The name as a whole, without a trailing dot.</param>
/// <param name="Type">CNAME or TXT.</param>
/// <param name="Ttl">Seconds.</param>
/// <param name="Value">The host, or the text as a whole, neither quoted nor split.</param>
internal sealed record DnsRecordJson(string Name, string FullName, string Type, int Ttl, string Value)
{
    public static DnsRecordJson From(DnsRecord record, DomainName zone) =>
        new(record.Name, $"{record.Name}.{zone}", record.Type == DnsRecordType.Cname ? "CNAME" : "TXT", record.Ttl, record.Value);
}
