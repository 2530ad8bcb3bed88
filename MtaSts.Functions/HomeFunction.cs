using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker;
using MtaSts.Functions.Serving;

namespace MtaSts.Functions;

/// <summary>Tells people who open the host in a browser what it is for.</summary>
public sealed class HomeFunction(RequestedDomain requestedDomain, PolicyCache cache)
{
    /// <summary>200 with the page; 503 when the policy that belongs on it cannot be read.</summary>
    [Function("Home")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequestData request)
    {
        if (!requestedDomain.TryGet(request, out var domain))
        {
            return await PolicyResponses.PageAsync(request, HttpStatusCode.OK, HomePage.Render());
        }

        var lookup = await cache.FindAsync(domain);
        var status = lookup == PolicyLookup.Unavailable ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        return await PolicyResponses.PageAsync(request, status, HomePage.Render(domain, lookup));
    }
}
