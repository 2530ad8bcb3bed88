using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>Records as lines of a zone file (RFC 1035 §5).</summary>
internal static class BindZone
{
    public static string Write(IEnumerable<DomainRecords> domains) => string.Concat(
        domains.Select(domain => $"; {domain.Domain}\n$ORIGIN {domain.Zone}.\n{string.Concat(domain.Records.Select(Format))}"));

    private static string Format(DnsRecord record)
    {
        var value = record.Type == DnsRecordType.Cname ? $"{record.Value}." : string.Join(' ', record.Strings.Select(Quote));
        return $"{record.Name} {record.Ttl} IN {record.TypeName} {value}\n";
    }

    /// <summary>In quotation marks, a backslash takes the meaning from what follows it (RFC 1035 §5.1).</summary>
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
