using MtaSts.Storage;

namespace MtaSts.Cli.Configuration;

/// <summary>Where the tables of a storage account are.</summary>
internal static class TableEndpoint
{
    public const string Form = "https://<account>.table.core.windows.net";

    private static readonly string[] Hosts =
    [
        ".table.core.windows.net", ".table.storage.azure.net", ".table.cosmos.azure.com", ".table.core.usgovcloudapi.net",
        ".table.core.chinacloudapi.cn",
    ];

    /// <summary>
    /// Whether it is Azure's, which others need not be. A settings file may come with somebody else's repository, and must not send a token
    /// elsewhere.
    /// </summary>
    public static bool IsOfAzure(Uri endpoint) => Array.Exists(Hosts, host => endpoint.Host.EndsWith(host, StringComparison.Ordinal));

    /// <summary>The endpoint as it is kept; null if the text is not one, or not Azure's.</summary>
    public static string? Parse(string text)
    {
        try
        {
            return StoreSettings.Read(name => name == "PolicyStorage__tableServiceUri" ? text : null) is TableByIdentity table
                && IsOfAzure(table.Endpoint) ? table.Endpoint.AbsoluteUri : null;
        }
        catch (StoreSettingsException)
        {
            return null;
        }
    }
}
