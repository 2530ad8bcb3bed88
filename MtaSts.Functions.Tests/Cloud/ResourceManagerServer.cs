using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>
/// Azure Resource Manager over HTTPS: who asks, for what, and whether it is allowed; then the part of Azure that it is about.
/// </summary>
internal sealed class ResourceManagerServer(
    CloudClock clock, CloudPermissions permissions, CloudTroubles troubles, DnsRoutes dns, SiteRoutes sites, DeploymentRoutes deployments)
{
    private const string Tenant = "aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb";
    private const string AnotherTenant = "cccccccc-1111-2222-3333-dddddddddddd";

    // That which the tool was written against; another one might mean something else.
    private static readonly Dictionary<string, string> Versions = new()
    {
        ["microsoft.network"] = "2018-05-01",
        ["microsoft.web"] = "2025-03-01",
        ["microsoft.resources"] = "2025-04-01",
        ["microsoft.insights"] = "2022-06-15",
    };

    private readonly List<string> requests = [];
    private readonly ConcurrentQueue<Exception> faults = [];

    /// <summary>What the test cloud itself did wrong.</summary>
    public IReadOnlyCollection<Exception> Faults => faults;

    /// <summary>The requests so far, such as <c>GET /subscriptions/…</c>.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public async Task AnswerAsync(HttpContext context)
    {
        using var held = clock.Hold();
        var request = context.Request;
        lock (requests)
        {
            requests.Add($"{request.Method} {request.Path}");
        }

        JsonObject? body = null;
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        }

        AzureAnswer answer;
        try
        {
            answer = troubles.Take(request.Method, request.Path) ?? Answer(request, body);
        }
        catch (AzureException exception)
        {
            answer = AzureAnswer.From(exception);
        }
        catch (Exception exception)
        {
            faults.Enqueue(exception);
            throw;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Text is not null)
        {
            context.Response.ContentType = answer.ContentType;
            await context.Response.WriteAsync(answer.Text);
        }
    }

    private AzureAnswer Answer(HttpRequest http, JsonObject? body)
    {
        CheckToken(http.Headers.Authorization);
        if (AzurePath.Parse(http.Path) is not { } path || path.Subscription != CloudResources.Subscription)
        {
            throw AzureErrors.SubscriptionNotFound(AzurePath.Parse(http.Path)?.Subscription ?? "");
        }

        if (path.Group is not null and not (CloudResources.AppGroup or CloudResources.DnsGroup))
        {
            throw AzureErrors.GroupNotFound(path.Group);
        }

        var query = http.Query.ToDictionary(entry => entry.Key, entry => entry.Value.ToString());
        var request = new CloudRequest(http.Method, path, $"https://{http.Host}", body, query);
        if (!Versions.TryGetValue(path.Type.Split('/')[0], out var version) || query.GetValueOrDefault("api-version") != version)
        {
            throw AzureException.OfResourceManager(
                400, "NoRegisteredProviderFound", $"No registered resource provider found for type '{path.Type}' in this API version.");
        }

        permissions.Demand(path.GetAction(request.Method), path.Path);
        return path.Type.Split('/')[0] switch
        {
            "microsoft.network" => dns.Answer(request),
            "microsoft.resources" => deployments.Answer(request),
            _ => sites.Answer(request),
        };
    }

    private void CheckToken(string? header)
    {
        switch (header?.Replace("Bearer ", "", Ordinal))
        {
            case TestCredential.Good: break;
            case TestCredential.OfAnotherTenant: throw AzureErrors.WrongTenant(AnotherTenant, Tenant);
            case TestCredential.Expired: throw AzureErrors.ExpiredToken(clock.Now);
            default: throw AzureErrors.NoToken();
        }
    }
}
