using System.Text.Json.Nodes;

namespace MtaSts.Cli.ResourceManager;

/// <summary>A deployment of one of the project's own templates to a resource group.</summary>
/// <param name="GroupId">The resource id of the group.</param>
/// <param name="Name">At most 64 characters.</param>
/// <param name="Template">A template of <see cref="Templates"/>.</param>
internal sealed record Deployment(string GroupId, string Name, string Template, JsonObject Parameters)
{
    private const string ApiVersion = "2025-04-01";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // As long as a certificate takes at worst: the same deployment of an earlier run, which was interrupted, goes on in Azure.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Whether it waits for its turn where another change of the same resource is under way; else that is an error.</summary>
    public bool WaitsForOthers { get; init; } = true;

    private string Path => $"{GroupId}/providers/Microsoft.Resources/deployments/{Name}";

    /// <summary>Deploys, and waits until it is done; tries again where another change of the same resource was under way.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task RunAsync(ResourceManagerClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                await client.PutAsync(Path, ApiVersion, CreateBody(), cancellationToken);
                return;
            }
            catch (ResourceManagerException exception)
                when (WaitsForOthers && exception.IsConflict && time.GetElapsedTime(begin) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private JsonObject CreateBody() => new()
    {
        ["properties"] = new JsonObject
        {
            ["mode"] = "Incremental",
            ["template"] = JsonNode.Parse(Templates.Read(Template)),
            ["parameters"] = new JsonObject(Parameters.Select(
                parameter => KeyValuePair.Create<string, JsonNode?>(
                    parameter.Key, new JsonObject { ["value"] = parameter.Value?.DeepClone() }))),
        },
    };
}
