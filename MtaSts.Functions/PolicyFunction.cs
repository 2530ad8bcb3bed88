using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions;

/// <summary>Senders fetch a domain's policy here (RFC 8461 §3.3).</summary>
public sealed class PolicyFunction(PolicyHandler handler)
{
    [Function("Policy")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/mta-sts.txt")] HttpRequestData request) =>
        await (await handler.GetPolicyAsync(request.ToServingRequest())).ToHttpResponseAsync(request);
}
