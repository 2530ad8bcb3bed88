using Azure.Core;
using MtaSts.Checks.Lookups;

namespace MtaSts.Cli.ResourceManager;

/// <summary>The zones of Azure DNS that are one's own to write, and that the world asks.</summary>
internal sealed class AzureZones
{
    /// <summary>The code of the error that it is unknown whether the world asks a zone.</summary>
    public const string NameServersUnknown = "NameServersUnknown";

    private readonly IReadOnlyList<AzureZone> zones;
    private readonly DnsLookup lookup;

    private AzureZones(IReadOnlyList<AzureZone> zones, DnsLookup lookup)
    {
        this.zones = zones;
        this.lookup = lookup;
    }

    public int Count => zones.Count;

    /// <param name="scopes">Subscriptions and resource groups; none for no zones.</param>
    /// <param name="lookup">Asks which name servers a zone has.</param>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public static async Task<AzureZones> ReadAsync(
        ResourceManagerClient client, IReadOnlyList<ResourceIdentifier> scopes, DnsLookup lookup, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, AzureZone>(StringComparer.OrdinalIgnoreCase);
        foreach (var scope in scopes)
        {
            var list = client.ListAsync($"{scope}/providers/Microsoft.Network/dnsZones", AzureZone.ApiVersion, cancellationToken);
            await foreach (var item in list)
            {
                if (ResourceManagerErrors.Parse(item, AzureZone.From) is { } zone)
                {
                    found[zone.Id.ToString()] = zone;
                }
            }
        }

        return new AzureZones([.. found.Values], lookup);
    }

    /// <summary>
    /// The zone that holds a name; null where none does that the world asks. A zone of the same name elsewhere, one from before a move to
    /// another provider, and a parent of a zone that is elsewhere are not it.
    /// </summary>
    /// <exception cref="ResourceManagerException">DNS did not say which name servers the zone has.</exception>
    public async Task<AzureZone?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await LookAsync(name, cancellationToken)).Zone;

    /// <summary>The same, and which zone would hold the name, did the world ask it; null without such a zone.</summary>
    /// <exception cref="ResourceManagerException">DNS did not say which name servers the zone has.</exception>
    public async Task<(AzureZone? Zone, DomainName? Unused)> LookAsync(string name, CancellationToken cancellationToken)
    {
        // Not the name itself: a resolver would remember for minutes that there is nothing.
        for (var at = GetParent(name); FindName($"*.{at}") is not null; at = GetParent(at))
        {
            var answer = await lookup.FindNameServersAsync(at, cancellationToken);
            if (answer.IsUnknown)
            {
                throw new ResourceManagerException(
                    0, NameServersUnknown, $"DNS did not say which name servers {at} has: {answer.Fault}. Run this again later.");
            }

            if (answer is { Records.Count: > 0, Aliases.Count: 0 })
            {
                var named = zones.Where(zone => zone.Name.Ascii == at).ToList();
                var asked = named.Find(zone => zone.NameServers.Intersect(answer.Records).Any());
                return (asked, asked is null && named is [var unused, ..] ? unused.Name : null);
            }
        }

        return (null, FindName(name));
    }

    /// <summary>The name of the zone that would hold a name, whether or not the world asks it; null if there is none.</summary>
    public DomainName? FindName(string name) => zones
        .Where(zone => name.EndsWith("." + zone.Name.Ascii, StringComparison.Ordinal))
        .MaxBy(zone => zone.Name.Ascii.Length)?.Name;

    private static string GetParent(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
