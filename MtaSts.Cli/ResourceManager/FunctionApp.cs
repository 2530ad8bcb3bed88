using System.Text.Json;
using Azure.Core;

namespace MtaSts.Cli.ResourceManager;

/// <summary>The function app as Azure describes it.</summary>
/// <param name="HostName">Its own host name, to which every <c>mta-sts.&lt;domain&gt;</c> is a CNAME.</param>
/// <param name="VerificationId">What the TXT record <c>asuid.mta-sts.&lt;domain&gt;</c> must say.</param>
/// <param name="Bound">The names that are bound to it, and whether with TLS.</param>
internal sealed record FunctionApp(
    ResourceIdentifier Id,
    DomainName HostName,
    string VerificationId,
    bool IsFlex,
    IReadOnlyDictionary<string, bool> Bound)
{
    public const string ApiVersion = "2025-03-01";

    public const int FlexLimit = 3;

    public string Name => Id.Name;

    /// <summary>How many certificates it has, on the plan where they belong to the app.</summary>
    public int CertificateCount => Bound.Count(name => name.Value && name.Key != HostName.Ascii);

    public string GroupId => Id.Parent!.ToString();

    /// <exception cref="ResourceManagerException">Azure refused or failed, or has no such app.</exception>
    public static async Task<FunctionApp> ReadAsync(
        ResourceManagerClient client, ResourceIdentifier id, CancellationToken cancellationToken)
    {
        var site = await client.GetAsync(id.ToString(), ApiVersion, cancellationToken);
        return ResourceManagerErrors.Parse(site, answer => From(id, answer.GetProperty("properties")));
    }

    private static FunctionApp From(ResourceIdentifier id, JsonElement properties) => new(
        id,
        DomainName.Parse(properties.GetProperty("defaultHostName").GetString()!),
        properties.GetProperty("customDomainVerificationId").GetString()!,
        IsOnFlex(properties),
        properties.GetProperty("hostNameSslStates").EnumerateArray().ToDictionary(
            state => state.GetProperty("name").GetString()!.ToLowerInvariant(),
            state => state.GetProperty("sslState").GetString() == "SniEnabled"));

    private static bool IsOnFlex(JsonElement properties) =>
        properties.TryGetProperty("sku", out var sku) && sku.GetString() == "FlexConsumption";
}
