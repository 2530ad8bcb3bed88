namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The path of a resource, or of a list of them, taken apart; Azure does not look at the case of it.</summary>
/// <param name="Type">Such as <c>microsoft.network/dnszones/txt</c>, in lower case; empty for a group or a subscription itself.</param>
/// <param name="Names">The name of each part of the type; the last one is missing of a list.</param>
internal sealed record AzurePath(string Path, string Subscription, string? Group, string Type, IReadOnlyList<string> Names)
{
    public bool IsList => Names.Count < Type.Split('/').Length - 1;

    /// <summary>What has to be allowed, such as <c>Microsoft.Network/dnsZones/TXT/write</c>.</summary>
    public string GetAction(string method) => CanonicalType + method switch
    {
        "PUT" => "/write",
        "DELETE" => "/delete",
        "POST" => "/action",
        _ => "/read",
    };

    private string CanonicalType { get; init; } = "";

    /// <returns>Null of a path that is none of Azure's.</returns>
    public static AzurePath? Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        if (parts.Length < 2 || !parts[0].Equals("subscriptions", OrdinalIgnoreCase))
        {
            return null;
        }

        var group = parts.Length >= 4 && parts[2].Equals("resourceGroups", OrdinalIgnoreCase) ? parts[3] : null;
        var rest = parts[(group is null ? 2 : 4)..];
        if (rest.Length < 3 || !rest[0].Equals("providers", OrdinalIgnoreCase))
        {
            return new AzurePath(path, parts[1], group, "", []);
        }

        string[] types = [rest[1], .. rest[2..].Where((_, index) => index % 2 == 0)];
        var canonical = string.Join('/', types);
        string[] names = [.. rest[2..].Where((_, index) => index % 2 == 1)];
        return new AzurePath(path, parts[1], group, canonical.ToLowerInvariant(), names) { CanonicalType = canonical };
    }
}
