using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MtaSts.Cli.Files;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Configuration;

/// <summary>Writes <c>mta-sts.json</c>, its members always in the same order.</summary>
internal static class SettingsWriter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="path">Full; the paths of a file or a folder below it are written relative to it.</param>
    public static Task WriteAsync(string path, ToolSettings settings) => OutputFile.WriteFileAsync(
        path, async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(CreateJson(path, settings).ToJsonString(Options) + "\n")));

    /// <summary>What differs, each a line with the member, what it is and what it would be; none where nothing does.</summary>
    public static IReadOnlyList<string> Compare(string path, ToolSettings now, ToolSettings wanted)
    {
        var (before, after) = (CreateJson(path, now), CreateJson(path, wanted));
        return
        [
            .. before.Concat(after).Select(member => member.Key).Distinct()
                .Where(name => !JsonNode.DeepEquals(before[name], after[name]))
                .Select(name => $"{name}: {Format(before[name])}, not {Format(after[name])}"),
        ];
    }

    private static string Format(JsonNode? node) => node?.ToJsonString(new(Options) { WriteIndented = false }) ?? "nothing";

    private static JsonObject CreateJson(string path, ToolSettings settings)
    {
        var json = new JsonObject();
        Add(json, "store", CreateStore(path, settings) is { Count: > 0 } store ? store : null);
        Add(json, "app", settings.App?.ToString());
        Add(json, "rua", CreateList(settings.Rua));
        Add(json, "dns", CreateList(settings.Dns.Select(id => id.ToString())));
        Add(json, "idZone", settings.IdZone?.Ascii);
        Add(json, "resolver", settings.Resolver is { } resolver ? ResolverAddress.Format(resolver) : null);
        Add(json, "reports", Shorten(path, settings.Reports));
        Add(json, "defaultTemplate", settings.DefaultTemplate is { } defaults ? CreateDefault(defaults) : null);
        return json;
    }

    private static JsonObject CreateDefault(DefaultTemplate defaults)
    {
        var json = new JsonObject { ["name"] = defaults.Name, ["mode"] = defaults.Mode.ToText() };
        Add(json, "domains", CreateList(defaults.Domains.Select(domain => domain.Ascii)));
        return json;
    }

    private static JsonObject CreateStore(string path, ToolSettings settings)
    {
        var store = new JsonObject();
        Add(store, "tableServiceUri", settings.TableServiceUri);
        Add(store, "table", settings.TableServiceUri is null ? null : settings.Table ?? ToolSettings.DefaultTable);
        Add(store, "database", Shorten(path, settings.Database));
        Add(store, "directory", Shorten(path, settings.Directory));
        return store;
    }

    private static JsonArray? CreateList(IEnumerable<string> items) =>
        items.Select(item => (JsonNode)item).ToArray() is { Length: > 0 } nodes ? new JsonArray(nodes) : null;

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json.Add(name, value);
        }
    }

    // So that what lies beside the file is found wherever the repository is cloned to.
    private static string? Shorten(string path, string? file)
    {
        if (file is null)
        {
            return null;
        }

        var relative = Path.GetRelativePath(Path.GetDirectoryName(path)!, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? file
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
