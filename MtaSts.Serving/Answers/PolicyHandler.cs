using System.Net;
using Microsoft.Extensions.Primitives;
using MtaSts.Serving.Caching;
using MtaSts.Serving.Pages;
using MtaSts.Serving.Settings;

namespace MtaSts.Serving.Answers;

/// <summary>Answers requests, whatever host they come from: one method a path.</summary>
public sealed class PolicyHandler
{
    private readonly bool trustForwardedHost;
    private readonly PolicyFinder finder;
    private readonly PolicyCache cache;
    private readonly StoreHealth health;
    private readonly ServingMetrics metrics;
    private readonly ServingLog log;
    private readonly PolicyResponses responses;

    internal PolicyHandler(
        MtaStsOptions options, PolicyFinder finder, PolicyCache cache, StoreHealth health, ServingMetrics metrics, ServingLog log)
    {
        trustForwardedHost = options.TrustForwardedHost;
        responses = new PolicyResponses(options.RefreshAfter);
        this.finder = finder;
        this.cache = cache;
        this.health = health;
        this.metrics = metrics;
        this.log = log;
    }

    /// <summary>200 or 304 with the policy, 404 when the domain is not hosted, 503 when that is not known.</summary>
    internal async ValueTask<ServingResponse> GetPolicyAsync(ServingRequest request)
    {
        var lookup = TryGetDomain(request, out var domain) ? await FindAsync(domain) : PolicyLookup.NotHosted;
        if (lookup.Policy is { } policy)
        {
            // Anybody can make up names that get the default, so they are counted and logged as one.
            var name = lookup.DefaultName ?? domain.Ascii;
            var age = cache.GetAge(lookup);
            var isOverAge = cache.IsOverAge(age);
            metrics.CountServed(name, policy, isOverAge);
            if (isOverAge)
            {
                log.WriteOverAge(name, age);
            }

            return responses.Policy(policy, age, request.IfNoneMatch);
        }

        if (lookup == PolicyLookup.Unavailable)
        {
            return PolicyResponses.Unavailable;
        }

        metrics.CountNotFound();
        return PolicyResponses.NotFound;
    }

    /// <summary>A page: 200, 404 when the domain is not hosted, 503 when that is not known.</summary>
    internal async ValueTask<ServingResponse> GetHomeAsync(ServingRequest request)
    {
        if (!TryGetDomain(request, out var domain))
        {
            return responses.Page(HttpStatusCode.OK, HomePage.Own);
        }

        var lookup = await FindAsync(domain);
        if (lookup.Policy is { } policy)
        {
            var age = cache.GetAge(lookup);
            return responses.Page(HttpStatusCode.OK, HomePage.RenderPolicy(domain, policy, age, cache.IsOverAge(age)));
        }

        return lookup == PolicyLookup.Unavailable
            ? responses.Page(HttpStatusCode.ServiceUnavailable, HomePage.RenderUnavailable(domain))
            : responses.Page(HttpStatusCode.NotFound, HomePage.RenderNotHosted(domain));
    }

    /// <summary>200 when the store answers, else 503. For alerts.</summary>
    internal async ValueTask<ServingResponse> GetHealthAsync()
    {
        var isHealthy = await health.IsHealthyAsync();
        log.Write();
        return PolicyResponses.Empty(isHealthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>200 while the process serves. For the platform, which replaces an instance that does not.</summary>
    internal static ServingResponse GetAlive() => PolicyResponses.Empty(HttpStatusCode.OK);

    private async ValueTask<PolicyLookup> FindAsync(DomainName domain)
    {
        var lookup = await finder.FindAsync(domain);
        log.Write();
        return lookup;
    }

    private bool TryGetDomain(ServingRequest request, out DomainName domain)
    {
        domain = default;

        // Anybody can send X-Forwarded-Host, so it counts only where a proxy is known to set it. Two hosts name no domain.
        var hosts = trustForwardedHost ? request.ForwardedHost : request.Host;
        return hosts.Count == 1 && PolicyHost.TryGetDomain(hosts[0], out domain);
    }
}

internal readonly record struct ServingRequest(StringValues Host, StringValues ForwardedHost, StringValues IfNoneMatch);
