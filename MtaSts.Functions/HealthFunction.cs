using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions;

/// <summary>Alerts learn here whether the store answers.</summary>
public sealed class HealthFunction(PolicyHandler handler)
{
    [Function("Health")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequestData request) =>
        await (await handler.GetHealthAsync()).ToHttpResponseAsync(request);
}
