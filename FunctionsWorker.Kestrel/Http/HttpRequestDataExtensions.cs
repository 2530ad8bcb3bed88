using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Shorthands for requests.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>An empty answer with this status.</summary>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }
}
