using System.Text.RegularExpressions;
using Azure.Core;

namespace MtaSts.Cli.Configuration;

/// <summary>The resource ids that people write. Strict: they become part of the address that a token is sent to.</summary>
internal static partial class AzureId
{
    public const string AppForm = "/subscriptions/…/resourceGroups/…/providers/Microsoft.Web/sites/…";
    public const string ZonesForm = "/subscriptions/… or /subscriptions/…/resourceGroups/…";

    private const string Group = @"/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/resourceGroups/[\w().-]{0,89}[\w()-])";

    /// <summary>A function app; null of anything else.</summary>
    public static ResourceIdentifier? ParseApp(string text) => App().IsMatch(text) ? new(text.TrimEnd('/')) : null;

    /// <summary>A subscription, by its id or its GUID, or a resource group; null of anything else.</summary>
    public static ResourceIdentifier? ParseZones(string text) => Guid.TryParseExact(text, "D", out var subscription)
        ? new($"/subscriptions/{subscription}")
        : Zones().IsMatch(text) ? new(text.TrimEnd('/')) : null;

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    [GeneratedRegex($@"^{Group}/providers/Microsoft\.Web/sites/[\w-]{{1,60}}/?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex App();

    [GeneratedRegex($@"^{Group}?/?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Zones();
}
