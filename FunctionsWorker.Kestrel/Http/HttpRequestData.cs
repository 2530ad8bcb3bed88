using System.Collections.Specialized;
using System.Web;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The HTTP request that a function answers.</summary>
/// <param name="functionContext">The invocation.</param>
public abstract class HttpRequestData(FunctionContext functionContext)
{
    private NameValueCollection? query;

    /// <summary>The body.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The URL, its host in lower case.</summary>
    public abstract Uri Url { get; }

    /// <summary>The method, in upper case.</summary>
    public abstract string Method { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; } = functionContext ?? throw new ArgumentNullException(nameof(functionContext));

    /// <summary>The query of the URL, decoded.</summary>
    public virtual NameValueCollection Query => query ??= HttpUtility.ParseQueryString(Url.Query);

    /// <summary>An empty answer with status 200.</summary>
    public abstract HttpResponseData CreateResponse();
}
