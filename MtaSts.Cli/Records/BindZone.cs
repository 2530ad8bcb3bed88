using System.Text;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>Records as lines of a zone file (RFC 1035 §5).</summary>
internal static class BindZone
{
    public static string Write(IEnumerable<DomainRecords> domains)
    {
        var text = new StringBuilder();
        foreach (var domain in domains)
        {
            text.Append("; ").Append(domain.Domain).Append('\n');
            text.Append("$ORIGIN ").Append(domain.Zone).Append(".\n");
            foreach (var record in domain.Records)
            {
                text.Append(record.Name).Append(' ').Append(record.Ttl).Append(" IN ");
                text.Append(record.Type == DnsRecordType.Cname
                    ? $"CNAME {record.Value}.\n"
                    : $"TXT {string.Join(' ', record.Strings.Select(Quote))}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>In quotation marks, a backslash takes the meaning from what follows it (RFC 1035 §5.1).</summary>
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
