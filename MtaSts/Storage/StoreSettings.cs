using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace MtaSts.Storage;

/// <summary>
/// Which store the settings name, in this order: <c>PolicyStorage</c> (a connection string); <c>PolicyStorage__tableServiceUri</c> or
/// <c>PolicyStorage__accountName</c> with an identity; <c>MtaSts__PolicyDatabase</c> (a SQLite file); <c>MtaSts__PolicyDirectory</c> (a
/// folder).
/// A setting that is empty counts as not set.
/// </summary>
public abstract partial record StoreSettings
{
    private protected StoreSettings()
    {
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="find">
    /// The value of a setting, null when it is not set. Asked for both spellings, <c>MtaSts:PolicyTable</c> (a configuration's) and
    /// <c>MtaSts__PolicyTable</c> (the environment's).
    /// </param>
    /// <param name="describe">
    /// What messages call a setting, such as the option that gives it; null calls it by its name in the environment.
    /// </param>
    /// <exception cref="StoreSettingsException">
    /// A setting cannot be used; the message says which, and what to write. It never repeats a secret.
    /// </exception>
    public static StoreSettings Read(Func<string, string?> find, Func<string, string>? describe = null)
    {
        ArgumentNullException.ThrowIfNull(find);
        describe ??= setting => setting;
        var table = Find(find, "MtaSts__PolicyTable") ?? "policies";
        if (!TableName().IsMatch(table))
        {
            throw new StoreSettingsException(
                $"{describe("MtaSts__PolicyTable")} is '{table}'. Use 3 to 55 letters and digits, beginning with a letter.");
        }

        return Find(find, "PolicyStorage") is { } connectionString ? TableByConnectionString.Parse(connectionString, table, describe)
            : Find(find, "PolicyStorage__tableServiceUri") is { } uri ? new TableByIdentity(ReadEndpoint(uri, describe), table, find)
            : Find(find, "PolicyStorage__accountName") is { } account ? new TableByIdentity(GetEndpoint(account, describe), table, find)
            : FindPath("MtaSts__PolicyDatabase", "file") is { } file ? new Database(file)
            : FindPath("MtaSts__PolicyDirectory", "folder") is { } folder ? new Folder(folder)
            : new None();

        string? FindPath(string setting, string what) => Find(find, setting) is not { } path ? null
            : !string.IsNullOrWhiteSpace(path) ? path
            : throw new StoreSettingsException($"{describe(setting)} is blank. Use the path of a {what}, or remove the setting.");
    }

    /// <summary>
    /// Whether the settings are those of an app on Azure, where a managed identity signs in and the platform names the site.
    /// </summary>
    public static bool IsOnAzure(Func<string, string?> find) => Find(find, "WEBSITE_SITE_NAME") is not null;

    internal static string? Find(Func<string, string?> find, string setting) =>
        (find(setting.Replace("__", ":", StringComparison.Ordinal)) ?? find(setting)) is { Length: > 0 } value ? value : null;

    private static Uri ReadEndpoint(string address, Func<string, string> describe)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri is { UserInfo: "", Query: "" })
        {
            return uri;
        }

        // What is pasted in the wrong place may be a connection string or a signed address, and then it is a secret.
        var value = address.AsSpan().ContainsAny("=?@;") ? "not the address of a table endpoint" : $"'{address}'";
        throw new StoreSettingsException(
            $"{describe("PolicyStorage__tableServiceUri")} is {value}. "
            + "Use the table endpoint of the storage account, https://<account>.table.core.windows.net.");
    }

    private static Uri GetEndpoint(string account, Func<string, string> describe) => AccountName().IsMatch(account)
        ? new Uri($"https://{account}.table.core.windows.net")
        : throw new StoreSettingsException(
            $"{describe("PolicyStorage__accountName")} is not the name of a storage account. "
            + "Use its 3 to 24 lower-case letters and digits.");

    // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#table-names
    // A name has 63 characters at most, with the ending of the table of copies.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,54}\z")]
    private static partial Regex TableName();

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage
    [GeneratedRegex(@"^[a-z0-9]{3,24}\z")]
    private static partial Regex AccountName();

    /// <summary>A table of Azure Table Storage.</summary>
    public abstract record Table : StoreSettings
    {
        private protected Table(string name) => Name = name;

        /// <summary>The table's name.</summary>
        public string Name { get; }

        /// <summary>The name of the table beside it that holds the copies of providers' policies.</summary>
        public string CopiesName => $"{Name}Upstream";

        /// <summary>Creates the client of the table; nothing is sent yet.</summary>
        public TableClient CreateClient(TableClientOptions options) => CreateService(options).GetTableClient(Name);

        /// <summary>Creates the client of the table of copies; nothing is sent yet.</summary>
        public TableClient CreateCopiesClient(TableClientOptions options) => CreateService(options).GetTableClient(CopiesName);

        private protected abstract TableServiceClient CreateService(TableClientOptions options);
    }

    /// <summary>A SQLite file.</summary>
    /// <param name="Path">Its path, as it was written.</param>
    public sealed record Database(string Path) : StoreSettings
    {
        /// <summary>The file beside it that holds the copies of providers' policies.</summary>
        public string CopiesPath => GetCopiesPath(Path);

        /// <summary>The file beside that of <paramref name="database"/> that holds the copies of providers' policies.</summary>
        public static string GetCopiesPath(string database) => System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(database) ?? "",
            $"{System.IO.Path.GetFileNameWithoutExtension(database)}-upstream{System.IO.Path.GetExtension(database)}");
    }

    /// <summary>A folder of <c>&lt;domain&gt;.txt</c> files.</summary>
    /// <param name="Path">Its path, as it was written.</param>
    public sealed record Folder(string Path) : StoreSettings;

    /// <summary>No store is named.</summary>
    public sealed record None : StoreSettings;
}

/// <summary>A setting of the store cannot be used; the message says which, and what to write.</summary>
public sealed class StoreSettingsException(string message) : Exception(message);
