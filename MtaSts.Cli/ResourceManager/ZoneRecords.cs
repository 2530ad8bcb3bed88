using System.Text.Json;
using System.Text.Json.Nodes;
using MtaSts.Records;

namespace MtaSts.Cli.ResourceManager;

/// <summary>Records of one mail domain in zones of Azure DNS, written by the project's <c>dns.bicep</c>.</summary>
internal sealed class ZoneRecords(ResourceManagerClient client, TimeProvider time)
{
    /// <summary>What the names of the deployments begin with.</summary>
    public const string DeploymentPrefix = "mta-sts-dns";

    private static readonly string[] Addresses = ["A", "AAAA"];

    // What nothing of MTA-STS replaces, and no CNAME can stand beside (RFC 1034 §3.6.2).
    private static readonly string[] Others = ["TXT", "MX", "CAA", "SRV", "NS", "PTR"];

    /// <summary>
    /// Writes the records; what is at their names is replaced. The names are relative to the zone. Addresses give way to a CNAME, and come
    /// back where it cannot be written.
    /// </summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task WriteAsync(DomainName domain, AzureZone zone, IReadOnlyList<DnsRecord> records, CancellationToken cancellationToken)
    {
        var replaced = new List<(string Path, JsonObject Set)>();
        foreach (var record in records.Where(record => record.Type == DnsRecordType.Cname))
        {
            replaced.AddRange(await FindReplacedAsync(zone, record.Name, cancellationToken));
        }

        try
        {
            foreach (var (path, _) in replaced)
            {
                await client.DeleteAsync(path, AzureZone.ApiVersion, cancellationToken);
            }

            await CreateDeployment(domain, zone, records).RunAsync(client, time, cancellationToken);
        }
        catch (Exception exception) when (replaced.Count > 0)
        {
            foreach (var (path, set) in replaced)
            {
                await PutBackAsync(path, set, exception);
            }

            throw;
        }
    }

    /// <summary>The records at a name relative to the zone, each as its text or target; none where there are none.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(
        AzureZone zone, DnsRecordType type, string name, CancellationToken cancellationToken)
    {
        var found = await client.FindAsync(GetPath(zone, GetTypeName(type), name), AzureZone.ApiVersion, cancellationToken);
        return found is not { } set ? [] : ResourceManagerErrors.Parse(set, answer => type == DnsRecordType.Cname
            ? ReadTarget(answer.GetProperty("properties"))
            : [.. (Find(answer.GetProperty("properties"), "TXTRecords")?.EnumerateArray() ?? default).Select(Join)]);
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

    /// <summary>The addresses that a CNAME replaces.</summary>
    private async Task<List<(string Path, JsonObject Set)>> FindReplacedAsync(
        AzureZone zone, string name, CancellationToken cancellationToken)
    {
        var replaced = new List<(string, JsonObject)>();
        foreach (var type in Addresses)
        {
            var path = GetPath(zone, type, name);
            if (await client.FindAsync(path, AzureZone.ApiVersion, cancellationToken) is { } set)
            {
                replaced.Add((path, ResourceManagerErrors.Parse(set, CopySet)));
            }
        }

        foreach (var type in replaced.Count > 0 ? Others : [])
        {
            if (await client.FindAsync(GetPath(zone, type, name), AzureZone.ApiVersion, cancellationToken) is not null)
            {
                throw new ResourceManagerException(
                    409,
                    "NameInUse",
                    $"{name}.{zone.Name} also has records of type {type}, and no CNAME can stand beside them (RFC 1034 §3.6.2). "
                    + "Delete them or move them to another name, then run this again. Nothing was changed there.");
            }
        }

        return replaced;
    }

    private async Task PutBackAsync(string path, JsonObject set, Exception cause)
    {
        try
        {
            await client.PutAsync(path, AzureZone.ApiVersion, set.DeepClone(), CancellationToken.None);
        }
        catch (ResourceManagerException exception)
        {
            throw new ResourceManagerException(
                exception.Status,
                "NotPutBack",
                $"{cause.Message} What stood at {path} before could not be put back: {exception.Message} "
                + $"If no CNAME stands there now, write it again: {set["properties"]!.ToJsonString()}",
                exception);
        }
    }

    private static JsonObject CopySet(JsonElement set)
    {
        var properties = set.GetProperty("properties");
        var copy = new JsonObject();
        foreach (var name in (string[])["TTL", "ARecords", "AAAARecords", "targetResource", "metadata"])
        {
            if (Find(properties, name) is { } value)
            {
                copy[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return new JsonObject { ["properties"] = copy };
    }

    // An alias record set has a resource of Azure in place of a name.
    private static string[] ReadTarget(JsonElement properties) => Find(properties, "CNAMERecord") is { } alias
        ? [alias.GetProperty("cname").GetString()!.TrimEnd('.')]
        : Find(properties, "targetResource") is { } resource && Find(resource, "id") is { } id ? [id.GetString()!] : [];

    private static JsonElement? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

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
