using System.Text;
using System.Text.Json;
using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Configuration;

/// <summary>Reads what <c>mta-sts.json</c> says: JSON in UTF-8, with comments and trailing commas where people like them.</summary>
internal static class SettingsReader
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 8,
        AllowDuplicateProperties = false,
    };

    /// <param name="path">Full; paths in the file are relative to its folder.</param>
    /// <exception cref="CommandException">It cannot be used; the message says where, and what to write.</exception>
    public static ToolSettings Read(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(Decode(path, bytes), Options);
            var root = new SettingsValue(path, "", document.RootElement);
            RefuseSecrets(root);
            return Read(path, root);
        }
        catch (JsonException exception)
        {
            throw new CommandException(
                ExitCode.WrongUsage,
                $"{path}{(exception.LineNumber is { } line ? $", line {line + 1}" : "")}: {GetFault(exception)} Correct it, or write the "
                + "file anew with 'mta-sts init --force'.");
        }
    }

    private static void RefuseSecrets(SettingsValue root)
    {
        try
        {
            SettingsSecrets.Refuse(root);
        }
        catch (InvalidOperationException)
        {
            // It reads every text.
            throw root.Fail("has a \\u escape that is half a character", "Write the character itself");
        }
    }

    private static string Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((byte[])[0xFF, 0xFE]) || bytes.StartsWith((byte[])[0xFE, 0xFF]) || bytes.Contains((byte)0))
        {
            throw new CommandException(
                ExitCode.WrongUsage,
                $"{path} is UTF-16, or no text. Save it as UTF-8; in Windows PowerShell, use 'Set-Content -Encoding utf8'.");
        }

        try
        {
            var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{path} is not UTF-8. Save it as UTF-8.");
        }
    }

    // What follows are the place, counted from 0, and the path.
    private static string GetFault(JsonException exception) => exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0];

    private static ToolSettings Read(string path, SettingsValue root)
    {
        var members = root.ReadMembers("store", "app", "rua", "dns", "idZone", "resolver", "reports", "defaultTemplate");
        var settings = new ToolSettings
        {
            File = path,
            App = Find("app")?.ReadAs(AzureId.ParseApp, "the resource id of a function app", AzureId.AppForm),
            Rua = [.. Find("rua")?.ReadItems().Select(item => item.ReadReportUri()) ?? []],
            Dns = FindList("dns", AzureId.ParseZones, "a subscription or a resource group", AzureId.ZonesForm),
            IdZone = Find("idZone")?.ReadDomain(),
            Resolver = Find("resolver")?.ReadAs(ResolverAddress.Parse, "the address of a resolver", ResolverAddress.Form),
            DefaultTemplate = Find("defaultTemplate")?.ReadDefaultTemplate(),
            Reports = Find("reports") is { } reports ? Path.GetFullPath(reports.ReadText(), Path.GetDirectoryName(path)!) : null,
        };
        return Find("store") is { } store ? ReadStore(settings, store) : settings;

        SettingsValue? Find(string name) => members.TryGetValue(name, out var value) ? value : null;

        IReadOnlyList<T> FindList<T>(string name, Func<string, T?> parse, string what, string form)
            where T : class => [.. Find(name)?.ReadItems().Select(item => item.ReadAs(parse, what, form)) ?? []];
    }

    private static ToolSettings ReadStore(ToolSettings settings, SettingsValue store)
    {
        var members = store.ReadMembers("tableServiceUri", "table", "database", "directory");
        var names = members.Keys.Where(name => name != "table").ToList();
        if (names.Count != 1 || (members.ContainsKey("table") && names[0] != "tableServiceUri"))
        {
            throw store.Fail("does not name one store", "Use tableServiceUri with table, or database, or directory");
        }

        var folder = Path.GetDirectoryName(settings.File)!;
        settings = settings with
        {
            TableServiceUri = Find("tableServiceUri"),
            Table = Find("table"),
            Database = FindPath("database"),
            Directory = FindPath("directory"),
        };
        try
        {
            return StoreSettings.Read(settings.FindStoreSetting, name => $"{settings.File}: {Describe(name)}") is not TableByIdentity table
                ? settings
                : TableEndpoint.IsOfAzure(table.Endpoint) ? settings with { TableServiceUri = table.Endpoint.AbsoluteUri }
                : throw members["tableServiceUri"].Fail(
                    $"is on {table.Endpoint.Host}, which is no table endpoint of Azure's, and your token would be sent there",
                    "Name another store with --table-service-uri or in the environment");
        }
        catch (StoreSettingsException exception)
        {
            throw new CommandException(ExitCode.WrongUsage, exception.Message);
        }

        string? Find(string name) => members.TryGetValue(name, out var value) ? value.ReadText() : null;
        string? FindPath(string name) => Find(name) is { } path ? Path.GetFullPath(path, folder) : null;
    }

    /// <summary>What the file calls a setting of the store that the environment calls <paramref name="name"/>.</summary>
    private static string Describe(string name) => name switch
    {
        "PolicyStorage__tableServiceUri" => "store.tableServiceUri",
        "MtaSts__PolicyTable" => "store.table",
        "MtaSts__PolicyDatabase" => "store.database",
        _ => "store.directory",
    };
}
