using System.Globalization;
using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary>A message in a test mailbox.</summary>
/// <param name="Mime">As it came.</param>
internal sealed record TestMessage(string Id, DateTimeOffset ReceivedAt, string? Subject, byte[] Mime)
{
    /// <summary>Name and type; null for what Graph has none of.</summary>
    public IReadOnlyList<(string? Name, string? Type)> Attachments { get; init; } = [];

    public JsonObject ToJson() => new()
    {
        ["@odata.etag"] = "W/\"CQAAABYA\"",
        ["id"] = Id,
        ["receivedDateTime"] = ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["subject"] = Subject,
        ["hasAttachments"] = Attachments.Count > 0,
    };
}
