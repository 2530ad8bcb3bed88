using System.Text;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>Records as commands of the Azure CLI, quoted for a POSIX shell.</summary>
internal static class AzureCliScript
{
    public const string ResourceGroupPlaceholder = "\"$RESOURCE_GROUP\"";

    public static string Write(IEnumerable<DomainRecords> domains, string? resourceGroup)
    {
        var text = new StringBuilder("# For a POSIX shell. What is at these names is replaced.\n");
        var group = resourceGroup is null ? ResourceGroupPlaceholder : Quote(resourceGroup);
        foreach (var domain in domains)
        {
            text.Append("# ").Append(domain.Domain).Append('\n');
            foreach (var record in domain.Records)
            {
                Append(text, record, $"--resource-group {group} --zone-name {Quote(domain.Zone.Ascii)}");
            }
        }

        return text.ToString();
    }

    // A CNAME's record set has one value, which is replaced. That of a TXT may have several, and with two records senders see
    // none (RFC 8461 §3.1), so the set is made anew; meanwhile senders go by what they hold.
    private static void Append(StringBuilder text, DnsRecord record, string zone)
    {
        var name = Quote(record.Name);
        var add = $"{zone} --record-set-name {name}";
        if (record.Type == DnsRecordType.Cname)
        {
            text.Append("az network dns record-set cname set-record ").Append(add);
            text.Append(" --cname ").Append(Quote(record.Value)).Append('\n');
            return;
        }

        text.Append("az network dns record-set txt delete ").Append(zone).Append(" --name ").Append(name).Append(" --yes &&\n  ");
        text.Append("az network dns record-set txt create ").Append(zone);
            text.Append(" --name ").Append(name).Append(" --ttl ").Append(record.Ttl).Append(" &&\n  ");
        text.Append("az network dns record-set txt add-record ").Append(add);
            text.Append(" --value ").AppendJoin(' ', record.Strings.Select(Quote)).Append('\n');
    }

    /// <summary>In single quotes a shell leaves everything as it is but the quote itself.</summary>
    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
