using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker;
using MtaSts.Functions.Serving;

namespace MtaSts.Functions;

/// <summary>Tells probes whether the store answers, and nothing else.</summary>
public sealed class HealthFunction(StoreHealth health)
{
    /// <summary>200 when it does, else 503.</summary>
    [Function("Health")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequestData request) =>
        PolicyResponses.Empty(request, await health.IsHealthyAsync() ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
}
