using MtaSts.Records;

namespace MtaSts.Cli.Records;

internal static class BicepParameters
{
    public static string Write(IEnumerable<DomainRecords> domains) =>
        $"using './dns.bicep'\n\nparam domains = [\n{string.Concat(domains.Select(Format))}]\n";

    private static string Format(DomainRecords domain) => $$"""
          {
            domain: {{Quote(domain.Domain.Ascii)}}
            zone: {{Quote(domain.Zone.Ascii)}}
            records: [
        {{string.Concat(domain.Records.Select(Format))}}    ]
          }

        """;

    private static string Format(DnsRecord record)
    {
        var texts = record.Type == DnsRecordType.Cname ? [record.Value] : record.Strings;
        return $$"""
                  {
                    name: {{Quote(record.Name)}}
                    type: {{Quote(record.TypeName)}}
                    ttl: {{record.Ttl}}
                    value: [
            {{string.Concat(texts.Select(text => $"          {Quote(text)}\n"))}}        ]
                  }

            """;
    }

    /// <summary>Bicep's escapes: of the backslash, the quote, and the dollar that may begin an interpolation.</summary>
    private static string Quote(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return $"'{escaped.Replace("${", "\\${", StringComparison.Ordinal)}'";
    }
}
