using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The answer of a function, sent once the function has returned it.</summary>
internal sealed class KestrelResponseData(FunctionContext context) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    /// <summary>Sends the answer. HEAD gets no body, and without a Content-Length from the function none is made up.</summary>
    public static async Task SendAsync(HttpResponseData answer, HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated)
        {
            response.Headers[name] = values.Count == 1 ? values.ToString() : string.Join(',', (IEnumerable<string>)values);
        }

        if (HttpMethods.IsHead(context.Request.Method) || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        if (answer.Body is MemoryStream memory && memory.TryGetBuffer(out var written))
        {
            await response.BodyWriter.WriteAsync(written);
            return;
        }

        if (answer.Body.CanSeek)
        {
            answer.Body.Position = 0;
        }

        await answer.Body.CopyToAsync(response.Body);
    }
}
