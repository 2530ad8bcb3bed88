using System.Text.Json;
using Azure.Core;

namespace MtaSts.Cli.ResourceManager;

/// <summary>A zone of Azure DNS.</summary>
/// <param name="NameServers">The name servers that Azure gave it, in lower case without a trailing dot.</param>
internal sealed record AzureZone(ResourceIdentifier Id, DomainName Name, IReadOnlyList<string> NameServers)
{
    public const string ApiVersion = "2018-05-01";

    public string GroupId => Id.Parent!.ToString();

    /// <summary>The name of a record relative to the zone.</summary>
    /// <param name="fullName">A name below the zone.</param>
    public string GetRelative(string fullName) => fullName[..^(Name.Ascii.Length + 1)];

    /// <summary>Null of a zone that is not public, or that is not named like one.</summary>
    public static AzureZone? From(JsonElement zone) =>
        DomainName.TryParse(zone.GetProperty("name").GetString()!, out var name, out _)
        && zone.GetProperty("properties").TryGetProperty("nameServers", out var servers)
        && servers.ValueKind == JsonValueKind.Array
            ? new AzureZone(
                new ResourceIdentifier(zone.GetProperty("id").GetString()!),
                name,
                [.. servers.EnumerateArray().Select(server => server.GetString()!.TrimEnd('.').ToLowerInvariant())])
            : null;
}
