using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>An answer of Azure's.</summary>
/// <param name="Text">The body; null for none.</param>
internal sealed record AzureAnswer(int Status, string? Text = null, string ContentType = "application/json; charset=utf-8")
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static AzureAnswer From(JsonNode body, int status = 200) => new(status, body.ToJsonString());

    public static AzureAnswer From(AzureException exception) => From(exception.Body, exception.Status);

    /// <summary>What a proxy in between says.</summary>
    public static AzureAnswer Html(int status = 200) => new(status, "<html><body>Sign in to the proxy.</body></html>", "text/html");

    public static AzureAnswer Throttled(int retryAfterSeconds) =>
        From(AzureErrors.Throttled()) with { Headers = [("Retry-After", $"{retryAfterSeconds}")] };
}
