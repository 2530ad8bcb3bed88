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

    // Many times what Azure DNS takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Writes the records; what is at their names is replaced. The names are relative to the zone.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task WriteAsync(DomainName domain, AzureZone zone, IReadOnlyList<DnsRecord> records, CancellationToken cancellationToken)
    {
        var deployment = CreateDeployment(domain, zone, records);
        if (records.FirstOrDefault(record => record.Type == DnsRecordType.Cname) is { } alias
            && await DisplacedAddresses.FindAsync(client, zone, alias.Name, cancellationToken) is { IsEmpty: false } addresses)
        {
            await ReplaceAsync(addresses, deployment);
            return;
        }

        await deployment.RunAsync(client, time, cancellationToken);
    }

    // Between the addresses and the CNAME nothing leads to a policy host, so no Ctrl-C stops it there.
    private async Task ReplaceAsync(DisplacedAddresses addresses, Deployment deployment)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        await addresses.DeleteAsync(limit.Token);
        try
        {
            await deployment.RunAsync(client, time, limit.Token);
        }
        catch (Exception exception) when (exception is ResourceManagerException or OperationCanceledException)
        {
            await addresses.RestoreAsync(CancellationToken.None);
            throw exception is ResourceManagerException ? exception : new ResourceManagerException(
                0, "NotInTime", $"Azure did not write the CNAME within {Patience.TotalMinutes} minutes; the address is back.", exception);
        }
    }

    /// <summary>The records at a name relative to the zone, each as its text or target; none where there are none.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(
        AzureZone zone, DnsRecordType type, string name, CancellationToken cancellationToken)
    {
        var found = await client.FindAsync(GetPath(zone, GetTypeName(type), name), AzureZone.ApiVersion, cancellationToken);
        return found?.GetProperty("properties") is not { } properties ? []
            : type == DnsRecordType.Cname ? FindTarget(properties) is { } target ? [target] : []
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

    /// <summary>The target of a CNAME; of an alias record set the name of the resource that it leads to.</summary>
    private static string? FindTarget(JsonElement properties) =>
        properties.TryGetProperty("CNAMERecord", out var alias) && alias.ValueKind == JsonValueKind.Object
            ? alias.GetProperty("cname").GetString()!.TrimEnd('.')
            : properties.TryGetProperty("targetResource", out var resource) && resource.ValueKind == JsonValueKind.Object
                && resource.TryGetProperty("id", out var id) && id.GetString() is { } path
                ? path[(path.LastIndexOf('/') + 1)..]
                : null;

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
