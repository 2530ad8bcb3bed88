using System.Text.Json;
using System.Text.Json.Nodes;
using MtaSts.Records;

namespace MtaSts.Cli.ResourceManager;

/// <summary>Records of one mail domain in zones of Azure DNS, written by the project's <c>dns.bicep</c>.</summary>
internal sealed class ZoneRecords(ResourceManagerClient client, TimeProvider time)
{
    /// <summary>What the names of the deployments begin with.</summary>
    public const string DeploymentPrefix = "mta-sts-dns";

    // What stands in the way of a CNAME (RFC 1034 §3.6.2), as far as a policy host has it.
    private static readonly string[] Addresses = ["A", "AAAA"];

    /// <summary>Writes the records; what is at their names is replaced. The names are relative to the zone.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task WriteAsync(DomainName domain, AzureZone zone, IReadOnlyList<DnsRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records.Where(record => record.Type == DnsRecordType.Cname))
        {
            foreach (var type in Addresses)
            {
                await client.DeleteAsync(GetPath(zone, type, record.Name), AzureZone.ApiVersion, cancellationToken);
            }
        }

        await CreateDeployment(domain, zone, records).RunAsync(client, time, cancellationToken);
    }

    /// <summary>The records at a name relative to the zone, each as its text or target; none where there are none.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(
        AzureZone zone, DnsRecordType type, string name, CancellationToken cancellationToken)
    {
        var found = await client.FindAsync(GetPath(zone, GetTypeName(type), name), AzureZone.ApiVersion, cancellationToken);
        return found?.GetProperty("properties") is not { } properties ? []
            : type == DnsRecordType.Cname
                ? properties.TryGetProperty("CNAMERecord", out var alias) ? [alias.GetProperty("cname").GetString()!.TrimEnd('.')] : []
                : properties.TryGetProperty("TXTRecords", out var texts) ? [.. texts.EnumerateArray().Select(Join)] : [];
    }

    /// <summary>Whether a name has addresses, which a CNAME cannot stand beside.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<bool> HasAddressAsync(AzureZone zone, string name, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(
            Addresses.Select(type => client.FindAsync(GetPath(zone, type, name), AzureZone.ApiVersion, cancellationToken)));
        return found.Any(set => set is not null);
    }

    /// <returns>Whether there was such a record set.</returns>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public Task<bool> DeleteAsync(AzureZone zone, DnsRecordType type, string name, CancellationToken cancellationToken) =>
        client.DeleteAsync(GetPath(zone, GetTypeName(type), name), AzureZone.ApiVersion, cancellationToken);

    private static string Join(JsonElement record) =>
        string.Concat(record.GetProperty("value").EnumerateArray().Select(text => text.GetString()));

    private static string GetPath(AzureZone zone, string type, string name) => $"{zone.Id}/{type}/{name}";

    private static string GetTypeName(DnsRecordType type) => type == DnsRecordType.Cname ? "CNAME" : "TXT";

    private static Deployment CreateDeployment(DomainName domain, AzureZone zone, IReadOnlyList<DnsRecord> records) => new(
        zone.GroupId,
        DeploymentName.Create(DeploymentPrefix, domain),
        Templates.Dns,
        new JsonObject
        {
            ["domains"] = new JsonArray(new JsonObject
            {
                ["domain"] = domain.Ascii,
                ["zone"] = zone.Name.Ascii,
                ["records"] = new JsonArray([.. records.Select(ToJson)]),
            }),
        });

    private static JsonObject ToJson(DnsRecord record) => new()
    {
        ["name"] = record.Name,
        ["type"] = record.TypeName,
        ["ttl"] = record.Ttl,
        ["value"] = new JsonArray(
            [.. (record.Type == DnsRecordType.Cname ? [record.Value] : record.Strings).Select(text => JsonValue.Create(text))]),
    };
}
