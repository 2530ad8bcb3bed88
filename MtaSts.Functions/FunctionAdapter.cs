using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions;

/// <summary>Turns the worker's requests into those that are answered, and the answers into the worker's.</summary>
internal static class FunctionAdapter
{
    public static ServingRequest ToServingRequest(this HttpRequestData request) =>
        new(Find(request, "Host"), Find(request, "X-Forwarded-Host"), Find(request, "If-None-Match"));

    public static async Task<HttpResponseData> ToHttpResponseAsync(this ServingResponse answer, HttpRequestData request)
    {
        var response = request.CreateResponse(answer.Status);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        await response.Body.WriteAsync(answer.Body);
        return response;
    }

    private static StringValues Find(HttpRequestData request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? new StringValues([.. values]) : StringValues.Empty;
}
