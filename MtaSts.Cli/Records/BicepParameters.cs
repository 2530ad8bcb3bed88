using System.Text;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

internal static class BicepParameters
{
    public static string Write(IEnumerable<DomainRecords> domains)
    {
        var text = new StringBuilder("using './dns.bicep'\n\nparam domains = [\n");
        foreach (var domain in domains)
        {
            text.Append("  {\n");
            text.Append("    domain: ").Append(Quote(domain.Domain.Ascii)).Append('\n');
            text.Append("    zone: ").Append(Quote(domain.Zone.Ascii)).Append('\n');
            text.Append("    records: [\n");
            foreach (var record in domain.Records)
            {
                Append(text, record);
            }

            text.Append("    ]\n  }\n");
        }

        return text.Append("]\n").ToString();
    }

    private static void Append(StringBuilder text, DnsRecord record)
    {
        text.Append("      {\n");
        text.Append("        name: ").Append(Quote(record.Name)).Append('\n');
        text.Append("        type: ").Append(Quote(record.Type == DnsRecordType.Cname ? "CNAME" : "TXT")).Append('\n');
        text.Append("        ttl: ").Append(record.Ttl).Append('\n');
        text.Append("        value: [\n");
        foreach (var value in record.Type == DnsRecordType.Cname ? [record.Value] : record.Strings)
        {
            text.Append("          ").Append(Quote(value)).Append('\n');
        }

        text.Append("        ]\n      }\n");
    }

    /// <summary>Bicep's escapes: of the backslash, the quote, and the dollar that may begin an interpolation.</summary>
    private static string Quote(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return $"'{escaped.Replace("${", "\\${", StringComparison.Ordinal)}'";
    }
}
