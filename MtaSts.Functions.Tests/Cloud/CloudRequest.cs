using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>A request to Azure.</summary>
/// <param name="Root">Where the server is, such as <c>https://localhost:1234</c>.</param>
internal sealed record CloudRequest(
    string Method, AzurePath Path, string Root, JsonObject? Body, IReadOnlyDictionary<string, string> Query)
{
    public string Group => Path.Group ?? "";

    /// <summary>A name in the path: 0 of the resource itself, 1 of what is below it.</summary>
    public string Name(int index) => Path.Names[index];
}
