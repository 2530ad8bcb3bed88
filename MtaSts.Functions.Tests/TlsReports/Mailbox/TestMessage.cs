using System.Globalization;
using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary>A message in a test mailbox.</summary>
/// <param name="Mime">As it came.</param>
internal sealed record TestMessage(string Id, DateTimeOffset ReceivedAt, string? Subject, byte[] Mime)
{
    /// <summary>Name and type; null for what Graph has none of.</summary>
    public IReadOnlyList<(string? Name, string? Type)> Attachments { get; init; } = [];

    /// <summary>The same, of those that are shown inline: Graph lists them, and does not say that the message has any.</summary>
    public IReadOnlyList<(string? Name, string? Type)> Inline { get; init; } = [];

    /// <summary>The headers; Graph has none of a message that was not received.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string Preview { get; init; } = "";

    public JsonObject ToJson() => new()
    {
        ["@odata.etag"] = "W/\"CQAAABYA\"",
        ["id"] = Id,
        ["receivedDateTime"] = ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["subject"] = Subject,
        ["bodyPreview"] = Preview,
        ["hasAttachments"] = Attachments.Count > 0,
    };

    public JsonObject HeadersToJson()
    {
        var json = new JsonObject { ["id"] = Id };
        if (Headers.Count > 0)
        {
            json["internetMessageHeaders"] = new JsonArray(
                [.. Headers.Select(header => new JsonObject { ["name"] = header.Name, ["value"] = header.Value })]);
        }

        return json;
    }
}
