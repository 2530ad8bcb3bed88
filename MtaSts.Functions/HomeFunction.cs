using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions;

/// <summary>People who open the host in a browser read here what it is for.</summary>
public sealed class HomeFunction(PolicyHandler handler)
{
    // A route may not be empty: one segment, of no length, which may be left out.
    [Function("Home")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequestData request) =>
        await (await handler.GetHomeAsync(request.ToServingRequest())).ToHttpResponseAsync(request);
}
