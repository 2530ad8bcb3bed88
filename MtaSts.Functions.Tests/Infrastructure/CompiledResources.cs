using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The resources of a compiled template.</summary>
internal static class CompiledResources
{
    /// <summary>All of them, whether the template names them or only lists them.</summary>
    public static IEnumerable<JsonNode> From(JsonNode template) =>
        template["resources"] is JsonObject named ? named.Select(resource => resource.Value!) : template["resources"]!.AsArray().Select(
            resource => resource!);

    /// <summary>Names of the resources that come before this one.</summary>
    public static IEnumerable<string> Before(JsonNode resource) => (resource["dependsOn"]?.AsArray() ?? []).Select(name => (string)name!);
}
