using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions;

/// <summary>The platform learns here whether the process serves.</summary>
public static class AliveFunction
{
    [Function("Alive")]
    public static Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "alive")] HttpRequestData request) =>
        PolicyHandler.GetAlive().ToHttpResponseAsync(request);
}
