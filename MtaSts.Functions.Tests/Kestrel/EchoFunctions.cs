using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>Functions that show what they were given.</summary>
public sealed class EchoFunctions(EchoScope scope)
{
    [Function("Echo")]
    public async Task<HttpResponseData> EchoAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "echo/{name:alpha?}")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("X-Two", ["a", "b"]);
        await response.WriteStringAsync(
            $"{request.Method} {request.Url} q={request.Query["q"]} x={string.Join('|', request.Headers.GetValues("X-In"))} body={body} {context.FunctionId} {++scope.Calls}",
            cancellationToken);
        return response;
    }

    [Function("Bare")]
    public HttpResponseData Bare([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        scope.Calls++;
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    [Function("Fail")]
    public Task<HttpResponseData> FailAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail")] HttpRequestData request) =>
        throw new InvalidOperationException($"secret {request.Url} {scope.Calls}");

    [Function("Slow")]
    public async Task<HttpResponseData> SlowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequestData request)
    {
        scope.Calls++;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var response = request.CreateResponse();
        await response.WriteStringAsync("done", CancellationToken.None);
        return response;
    }

    // Two routes that fit the same path: the host tries names in alphabetical order, whatever is more specific.
    [Function("ZSpecific")]
    public Task<HttpResponseData> SpecificAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/one")] HttpRequestData request) => TextAsync(request, "specific");

    [Function("ACatchAll")]
    public Task<HttpResponseData> CatchAllAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{*path}")] HttpRequestData request) => TextAsync(request, "catch-all");

    [Function("ZPost")]
    public Task<HttpResponseData> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "order/one")] HttpRequestData request) => TextAsync(request, "post");

    [Function("Root")]
    public Task<HttpResponseData> RootAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequestData request) => TextAsync(request, "root");

    [Function("AnyMethod")]
    public Task<HttpResponseData> AnyMethodAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequestData request) =>
        TextAsync(request, request.Method);

    private async Task<HttpResponseData> TextAsync(HttpRequestData request, string text)
    {
        scope.Calls++;
        var response = request.CreateResponse();
        await response.WriteStringAsync(text, CancellationToken.None);
        return response;
    }
}
