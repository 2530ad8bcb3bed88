using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;

namespace MtaSts.Cli.ResourceManager;

/// <summary>
/// The addresses at a name that is to become a CNAME (RFC 1034 §3.6.2: nothing stands beside one). They lead to a host that works today, so
/// they go only where the CNAME can come, and come back where it did not.
/// </summary>
internal sealed class DisplacedAddresses
{
    private static readonly string[] Types = ["A", "AAAA"];
    private static readonly string[] Others = ["TXT", "CAA", "MX", "SRV", "NS", "PTR"];

    private readonly ResourceManagerClient client;
    private readonly IReadOnlyList<(string Path, JsonElement Set)> sets;

    private DisplacedAddresses(ResourceManagerClient client, IReadOnlyList<(string Path, JsonElement Set)> sets)
    {
        this.client = client;
        this.sets = sets;
    }

    public bool IsEmpty => sets.Count == 0;

    /// <exception cref="ResourceManagerException">Azure refused or failed, or something else is at the name, too.</exception>
    public static async Task<DisplacedAddresses> FindAsync(
        ResourceManagerClient client, AzureZone zone, string name, CancellationToken cancellationToken)
    {
        var addresses = new DisplacedAddresses(client, await FindAsync(client, zone, name, Types, cancellationToken));
        if (!addresses.IsEmpty && await FindAsync(client, zone, name, Others, cancellationToken) is [var (path, _), ..])
        {
            var type = new ResourceIdentifier(path).ResourceType.GetLastType();
            throw new ResourceManagerException(
                0,
                "NameTaken",
                $"{name}.{zone.Name} has {type} records beside its address, and nothing may stand beside a CNAME. Delete them first.");
        }

        return addresses;
    }

    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, _) in sets)
        {
            await client.DeleteAsync(path, AzureZone.ApiVersion, cancellationToken);
        }
    }

    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, set) in sets)
        {
            var properties = JsonSerializer.SerializeToNode(set.GetProperty("properties"))!.AsObject();
            properties.Remove("fqdn");
            properties.Remove("provisioningState");
            await client.PutAsync(path, AzureZone.ApiVersion, new JsonObject { ["properties"] = properties }, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<(string Path, JsonElement Set)>> FindAsync(
        ResourceManagerClient client, AzureZone zone, string name, string[] types, CancellationToken cancellationToken)
    {
        var found = new List<(string, JsonElement)>();
        foreach (var path in types.Select(type => $"{zone.Id}/{type}/{name}"))
        {
            if (await client.FindAsync(path, AzureZone.ApiVersion, cancellationToken) is { } set)
            {
                found.Add((path, set));
            }
        }

        return found;
    }
}
