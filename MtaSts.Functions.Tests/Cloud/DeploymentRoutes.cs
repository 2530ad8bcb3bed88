using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Deployments of templates, and predictions of them.</summary>
internal sealed class DeploymentRoutes(CloudResources resources, CloudPermissions permissions, CloudTroubles troubles, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CloudDeployment> deployments = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CloudDeployment> operations = [];
    private readonly ConcurrentDictionary<string, JsonObject> predictions = [];
    private readonly Lock gate = new();

    /// <summary>The names of all deployments so far that were accepted, in no order.</summary>
    public IEnumerable<string> Names => deployments.Keys.Select(id => id[(id.LastIndexOf('/') + 1)..]);

    public AzureAnswer Answer(CloudRequest request) => (request.Method, request.Path.Type) switch
    {
        ("PUT", _) => Begin(request),
        ("POST", "microsoft.resources/deployments/whatif") => Predict(request),
        ("GET", "microsoft.resources/deployments/operationstatuses") => AzureAnswer.From(
            operations[request.Name(1)].ToOperationJson()),
        _ => deployments.TryGetValue(GetId(request), out var deployment)
            ? AzureAnswer.From(deployment.ToJson())
            : throw AzureException.OfResourceManager(
                404, "DeploymentNotFound", $"Deployment '{request.Name(0)}' could not be found."),
    };

    /// <summary>The result of a prediction: first that it is still being made, then it.</summary>
    public AzureAnswer AnswerPrediction(CloudRequest request) => predictions.Remove(request.Path.Path, out var result)
        ? AzureAnswer.From(result)
        : throw AzureException.OfResourceManager(404, "NotFound", "The operation result is gone.");

    private AzureAnswer Begin(CloudRequest request)
    {
        var (id, name) = (GetId(request), request.Name(0));
        if (name.Length > 64)
        {
            throw AzureException.OfResourceManager(
                400, "InvalidDeploymentName", $"The deployment name '{name}' has more than 64 characters.");
        }

        var plan = CreatePlan(request);
        var deployment = new CloudDeployment(GetGroupId(request), name, resources, time.GetUtcNow())
        {
            Hangs = troubles.Hangs(name),
            Fault = troubles.FindFault(name),
        };
        lock (gate)
        {
            if (deployments.TryGetValue(id, out var earlier) && earlier.State == "Running")
            {
                throw AzureErrors.DeploymentActive(name, earlier.Begun);
            }

            deployments[id] = operations[deployment.Operation] = deployment;
        }

        deployment.Begin(plan);
        return AzureAnswer.From(deployment.ToJson(), 201) with
        {
            Headers = [("Azure-AsyncOperation", $"{request.Root}{id}/operationStatuses/{deployment.Operation}?api-version=2025-04-01")],
        };
    }

    private AzureAnswer Predict(CloudRequest request)
    {
        var plan = CreatePlan(request);
        var path = $"{CloudResources.SubscriptionId}/operationresults/{Guid.NewGuid():N}";
        var properties = new JsonObject
        {
            ["changes"] = new JsonArray([.. plan.IsExpanded ? plan.Resources.Select(ToChange) : []]),
        };
        if (!plan.IsExpanded)
        {
            properties["diagnostics"] = new JsonArray(new JsonObject
            {
                ["level"] = "Warning",
                ["code"] = "NestedDeploymentShortCircuited",
                ["message"] = "A nested deployment got short-circuited and all its resources got skipped from validation. This is due to a "
                    + "nested template having a parameter that was not fully evaluated (e.g. contains a reference() function).",
            });
        }

        predictions[path] = new JsonObject { ["status"] = "Succeeded", ["properties"] = properties };
        return new AzureAnswer(202) { Headers = [("Location", $"{request.Root}{path}?api-version=2025-04-01"), ("Retry-After", "0")] };
    }

    private JsonNode ToChange(PlannedResource planned) => new JsonObject
    {
        ["resourceId"] = planned.Id,
        ["changeType"] = resources.Compare(planned),
        ["after"] = new JsonObject { ["id"] = planned.Id, ["type"] = planned.Type, ["properties"] = planned.Properties.DeepClone() },
    };

    // Azure looks whether everything may be written that it can see before it begins.
    private TemplatePlan CreatePlan(CloudRequest request)
    {
        var properties = request.Body?["properties"]?.AsObject()
            ?? throw AzureException.OfResourceManager(400, "InvalidRequestContent", "The request content was invalid.");
        if ((string?)properties["mode"] != "Incremental")
        {
            throw AzureException.OfResourceManager(400, "InvalidDeploymentMode", "This would delete what the template does not name.");
        }

        var plan = TemplatePlan.Create(GetGroupId(request), properties["template"]!.AsObject(), properties["parameters"]?.AsObject());
        var denied = plan.IsExpanded
            ? plan.Resources.FirstOrDefault(planned => !permissions.Allows($"{planned.Type}/write", planned.Id))
            : null;
        return denied is null ? plan : throw AzureErrors.ResourceNotAuthorized(denied.Name, denied.Type, denied.Id);
    }

    private static string GetGroupId(CloudRequest request) => $"{CloudResources.SubscriptionId}/resourceGroups/{request.Group}";

    private static string GetId(CloudRequest request) =>
        $"{GetGroupId(request)}/providers/Microsoft.Resources/deployments/{request.Name(0)}";
}
