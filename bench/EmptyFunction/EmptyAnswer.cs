using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MtaSts.Bench.EmptyFunction;

/// <summary>Answers the policy's path with 200 and nothing else.</summary>
public static class EmptyAnswer
{
    /// <summary>The answer.</summary>
    [Function("Policy")]
    public static HttpResponseData Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/mta-sts.txt")] HttpRequestData request) =>
        request?.CreateResponse() ?? throw new ArgumentNullException(nameof(request));
}
