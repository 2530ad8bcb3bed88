using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What of <c>host.json</c> concerns HTTP.</summary>
/// <param name="RoutePrefix">What every route begins with; <c>api</c> unless the file says otherwise.</param>
/// <param name="CustomHeaders">Headers that go on every response, the host's own included.</param>
internal sealed record HostJson(string RoutePrefix, IReadOnlyDictionary<string, string> CustomHeaders)
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the file; one that is missing gives the defaults, as on the Functions host.</summary>
    /// <exception cref="InvalidOperationException">The file is not what a host.json is; the message says where.</exception>
    public static HostJson Read(string path)
    {
        if (!File.Exists(path))
        {
            return new HostJson("api", new Dictionary<string, string>());
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
            var http = Find(Find(document.RootElement, "extensions"), "http");
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            if (Find(http, "customHeaders") is { } custom)
            {
                foreach (var header in custom.EnumerateObject())
                {
                    headers[header.Name] = header.Value.GetString() ?? "";
                }
            }

            return new HostJson(Find(http, "routePrefix")?.GetString() ?? "api", headers);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{path} could not be read: {exception.Message}", exception);
        }
    }

    private static JsonElement? Find(JsonElement? parent, string name) =>
        parent?.TryGetProperty(name, out var child) == true ? child : null;
}
