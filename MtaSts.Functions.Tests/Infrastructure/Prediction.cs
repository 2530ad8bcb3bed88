using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The resources and outputs of a deployment, as Bicep's snapshots foresee them.</summary>
internal sealed class Prediction(JsonNode snapshot)
{
    public IReadOnlyList<JsonNode> Resources { get; } = [.. snapshot["predictedResources"]!.AsArray().Select(resource => resource!)];
    public JsonObject Outputs { get; } = snapshot["outputs"]!.AsObject();

    public IEnumerable<JsonNode> WithType(string type) => Resources.Where(resource => (string?)resource["type"] == type);
    public JsonNode Single(string type) => Assert.Single(WithType(type));
}
