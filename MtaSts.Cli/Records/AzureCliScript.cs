using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>Records as commands of the Azure CLI, quoted for a POSIX shell.</summary>
internal static class AzureCliScript
{
    public const string ResourceGroupPlaceholder = "\"$RESOURCE_GROUP\"";

    public static string Write(IReadOnlyList<DomainRecords> domains, string? resourceGroup)
    {
        var group = resourceGroup is null ? ResourceGroupPlaceholder : Quote(resourceGroup);
        var commands = domains.Select(domain => $"# {domain.Domain}\n" + string.Concat(
            domain.Records.Select(record => Format(record, $"--resource-group {group} --zone-name {Quote(domain.Zone.Ascii)}"))));
        var hint = domains.DistinctBy(domain => domain.Zone).Skip(1).Any()
            ? "# These zones may be in several resource groups: give each command that of its zone.\n"
            : "";
        return $"# For a POSIX shell. What is at these names is replaced.\n{hint}{string.Concat(commands)}";
    }

    // A CNAME's record set has one value, which is replaced; the TXT of an id that is delegated from now on has to go before it. That of a
    // TXT may have several, and with two records senders see none (RFC 8461 §3.1), so the set is made anew; meanwhile senders go by what
    // they hold.
    private static string Format(DnsRecord record, string zone)
    {
        var (name, texts) = (Quote(record.Name), string.Join(' ', record.Strings.Select(Quote)));
        var delegation = record.Name.StartsWith("_mta-sts", StringComparison.Ordinal)
            ? $"az network dns record-set txt delete {zone} --name {name} --yes &&\n  "
            : "";
        return record.Type == DnsRecordType.Cname
            ? $"{delegation}az network dns record-set cname set-record {zone} --record-set-name {name} --cname {Quote(record.Value)}\n"
            : $"""
                az network dns record-set txt delete {zone} --name {name} --yes &&
                  az network dns record-set txt create {zone} --name {name} --ttl {record.Ttl} &&
                  az network dns record-set txt add-record {zone} --record-set-name {name} --value {texts}

                """;
    }

    /// <summary>In single quotes a shell leaves everything as it is but the quote itself.</summary>
    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
