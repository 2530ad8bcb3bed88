using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker;
using MtaSts.Functions.Serving;

namespace MtaSts.Functions;

/// <summary>PolicyResponses senders with the policy of the domain whose policy host they ask (RFC 8461 §3.3).</summary>
public sealed class PolicyFunction(RequestedDomain requestedDomain, PolicyCache cache, ServingMetrics metrics)
{
    /// <summary>200 or 304 with the policy, 404 when the domain is not hosted, 503 when that is not known.</summary>
    [Function("Policy")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/mta-sts.txt")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var lookup = requestedDomain.TryGet(request, out var domain) ? await cache.FindAsync(domain) : PolicyLookup.NotHosted;
        if (lookup.Policy is { } policy)
        {
            metrics.CountServed(domain, policy, cache.IsStale(policy));
            return await PolicyResponses.PolicyAsync(request, policy);
        }

        if (lookup == PolicyLookup.Unavailable)
        {
            return await PolicyResponses.UnavailableAsync(request);
        }

        metrics.CountNotFound();
        return await PolicyResponses.NotFoundAsync(request);
    }
}
