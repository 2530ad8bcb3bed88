using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>An HTTP request to Kestrel, as a function sees it; what a function does not look at is not copied.</summary>
internal sealed class KestrelRequestData(HttpRequest request, FunctionContext context) : HttpRequestData(context)
{
    private HttpHeadersCollection? headers;
    private Uri? url;

    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers => headers ??= Copy(request.Headers);

    public override Uri Url => url ??= new Uri(request.GetEncodedUrl());

    public override string Method => request.Method;

    public override HttpResponseData CreateResponse() => new KestrelResponseData(FunctionContext);

    private static HttpHeadersCollection Copy(IHeaderDictionary source)
    {
        var copy = new HttpHeadersCollection();
        foreach (var (name, values) in source)
        {
            copy.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        return copy;
    }
}
