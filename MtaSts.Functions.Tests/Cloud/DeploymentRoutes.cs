using System.Collections.Concurrent;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Deployments of templates.</summary>
internal sealed class DeploymentRoutes(CloudResources resources, CloudPermissions permissions, CloudTroubles troubles, CloudClock clock)
{
    private readonly ConcurrentDictionary<string, CloudDeployment> deployments = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CloudDeployment> operations = [];
    private readonly Lock gate = new();

    /// <summary>The names of all deployments so far that were accepted, in no order.</summary>
    public IEnumerable<string> Names => deployments.Keys.Select(id => id[(id.LastIndexOf('/') + 1)..]);

    public AzureAnswer Answer(CloudRequest request) => (request.Method, request.Path.Type) switch
    {
        ("PUT", _) => Begin(request),
        ("GET", "microsoft.resources/deployments/operationstatuses") => AzureAnswer.From(
            operations[request.Name(1)].ToOperationJson()),
        _ => deployments.TryGetValue(GetId(request), out var deployment)
            ? AzureAnswer.From(deployment.ToJson())
            : throw AzureException.OfResourceManager(
                404, "DeploymentNotFound", $"Deployment '{request.Name(0)}' could not be found."),
    };

    private AzureAnswer Begin(CloudRequest request)
    {
        var (id, name) = (GetId(request), request.Name(0));
        if (name.Length > 64)
        {
            throw AzureException.OfResourceManager(
                400, "InvalidDeploymentName", $"The deployment name '{name}' has more than 64 characters.");
        }

        var plan = CreatePlan(request);
        var deployment = new CloudDeployment(GetGroupId(request), name, resources, clock)
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
