using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>A deployment: it makes its resources one after the other while time passes, and keeps the error of what failed.</summary>
internal sealed class CloudDeployment(string groupId, string name, CloudResources resources, CloudClock clock)
{
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(2);

    private readonly List<JsonNode> faults = [];

    public string Id { get; } = $"{groupId}/providers/Microsoft.Resources/deployments/{name}";

    public string Operation { get; } = $"{Guid.NewGuid():N}";

    public DateTimeOffset Begun { get; } = clock.Now;

    /// <summary>Whether it never ends.</summary>
    public bool Hangs { get; init; }

    /// <summary>What it fails with before it has done anything; null where it does not.</summary>
    public AzureException? Fault { get; init; }

    /// <summary>Running, Succeeded or Failed.</summary>
    public string State { get; private set; } = "Running";

    public void Begin(TemplatePlan plan)
    {
        if (Hangs)
        {
            return;
        }

        if (Fault is not null)
        {
            AddFault(Fault, Id);
            clock.After(Overhead, () => End());
        }
        else if (plan.IsExpanded)
        {
            // Nothing in the template puts records into an order, so Azure does not either.
            clock.After(Overhead, () => Make(plan.Resources.Reverse(), 0, stopsAtFault: false));
        }
        else
        {
            clock.After(Overhead, () => Make(plan.Resources, 0, stopsAtFault: true));
        }
    }

    public JsonObject ToOperationJson() => State == "Failed"
        ? new JsonObject { ["status"] = State, ["error"] = CreateError() }
        : new JsonObject { ["status"] = State };

    public JsonObject ToJson()
    {
        var properties = new JsonObject
        {
            ["mode"] = "Incremental",
            ["provisioningState"] = State == "Running" ? "Accepted" : State,
            ["timestamp"] = Begun.ToString("O"),
        };
        if (State == "Failed")
        {
            properties["error"] = CreateError();
        }

        return new JsonObject
        {
            ["id"] = Id,
            ["name"] = name,
            ["type"] = "Microsoft.Resources/deployments",
            ["properties"] = properties,
        };
    }

    private void Make(IEnumerable<PlannedResource> planned, int index, bool stopsAtFault)
    {
        var all = planned.ToList();
        if (index == all.Count || (stopsAtFault && faults.Count > 0))
        {
            End();
            return;
        }

        try
        {
            var (time, finish) = resources.Begin(all[index]);
            clock.After(time, () =>
            {
                finish();
                Make(all, index + 1, stopsAtFault);
            });
        }
        catch (AzureException exception)
        {
            AddFault(exception, all[index].Id);
            clock.After(Overhead, () => Make(all, index + 1, stopsAtFault));
        }
    }

    private void End() => State = faults.Count == 0 ? "Succeeded" : "Failed";

    private void AddFault(AzureException exception, string target) => faults.Add(new JsonObject
    {
        ["code"] = exception.Status == 403 ? "Forbidden" : exception.ErrorCode,
        ["target"] = target,
        ["message"] = exception.Body.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\r\n" }),
    });

    // What our templates make is made by modules, so the cause lies two deployments deep.
    private JsonObject CreateError() => CreateFailed(Id, new JsonObject
    {
        ["code"] = "ResourceDeploymentFailure",
        ["target"] = $"{groupId}/providers/Microsoft.Resources/deployments/nested",
        ["message"] =
            "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.",
        ["details"] = new JsonArray(CreateFailed(
            $"{groupId}/providers/Microsoft.Resources/deployments/nested", [.. faults.Select(fault => fault.DeepClone())])),
    });

    private static JsonObject CreateFailed(string target, params JsonNode[] details) => new()
    {
        ["code"] = "DeploymentFailed",
        ["target"] = target,
        ["message"] =
            "At least one resource deployment operation failed. Please list deployment operations for details. "
            + "Please see https://aka.ms/arm-deployment-operations for usage details.",
        ["details"] = new JsonArray(details),
    };
}
