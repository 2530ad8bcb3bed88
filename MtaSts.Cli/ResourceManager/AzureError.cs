using System.Text.Json;

namespace MtaSts.Cli.ResourceManager;

/// <summary>
/// An error as Azure Resource Manager writes it: of a deployment, the cause lies some levels down, in part as JSON in a text.
/// </summary>
internal sealed record AzureError(string Code, string Message, IReadOnlyList<AzureError> Details)
{
    private const int MaximumDepth = 8;

    // Codes that only say that something below failed.
    private static readonly string[] Wrappers = ["DeploymentFailed", "ResourceDeploymentFailure", "MultipleErrorsOccurred"];

    public static AzureError Parse(BinaryData content)
    {
        try
        {
            using var document = JsonDocument.Parse(content.ToMemory());
            return From(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new AzureError(
                "Unknown", "Azure Resource Manager answered with an error that is not JSON. A proxy may have answered in its place.", []);
        }
    }

    public static AzureError From(JsonElement element) => From(element, MaximumDepth);

    /// <summary>The error that the others only pass on.</summary>
    public AzureError FindCause() =>
        Details is [var detail, ..] && Wrappers.Contains(Code) ? detail.FindCause() : this;

    private static AzureError From(JsonElement element, int depth)
    {
        var body = Find(element, "properties") is { } properties && Find(properties, "error") is { } inProperties ? inProperties
            : Find(element, "error") ?? element;
        var code = FindText(body, "code") ?? "Unknown";
        var message = FindText(body, "message") ?? "Azure says nothing more.";
        var details = depth > 0 && Find(body, "details") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(item => From(item, depth - 1)).ToList()
            : [];

        // A resource provider's own answer comes as JSON within the message.
        return details.Count == 0 && depth > 0 && TryParse(message) is { } inner
            ? From(inner, depth - 1)
            : new AzureError(code, message, details);
    }

    private static JsonElement? TryParse(string message)
    {
        if (!message.TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && (element.TryGetProperty(name, out var value)
            || element.TryGetProperty(char.ToUpperInvariant(name[0]) + name[1..], out value))
            && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? FindText(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
