using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The HTTP answer of a function.</summary>
/// <param name="functionContext">The invocation.</param>
public abstract class HttpResponseData(FunctionContext functionContext)
{
    /// <summary>The status code.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body: at first an empty stream in memory.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; } = functionContext ?? throw new ArgumentNullException(nameof(functionContext));

    /// <summary>An empty answer to <paramref name="request"/> with status 200.</summary>
    public static HttpResponseData CreateResponse(HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CreateResponse();
    }
}
