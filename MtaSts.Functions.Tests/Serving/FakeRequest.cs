using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker;
using Moq;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>Requests as the worker hands them to a function, mocked, so that they are the same in both flavours.</summary>
internal static class FakeRequest
{
    public static HttpRequestData To(string? host, params (string Name, string Value)[] headers)
    {
        var context = new Mock<FunctionContext>().Object;
        var collection = new HttpHeadersCollection();
        foreach (var (name, value) in host is null ? headers : [("host", host), .. headers])
        {
            collection.TryAddWithoutValidation(name, value);
        }

        var request = new Mock<HttpRequestData>(context);
        request.Setup(data => data.Headers).Returns(collection);
        request.Setup(data => data.Method).Returns("GET");
        request.Setup(data => data.CreateResponse()).Returns(() => Response(context));
        return request.Object;
    }

    public static byte[] GetBody(HttpResponseData response) => ((MemoryStream)response.Body).ToArray();

    public static string? GetHeader(HttpResponseData response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static HttpResponseData Response(FunctionContext context)
    {
        var response = new Mock<HttpResponseData>(context);
        response.SetupProperty(data => data.StatusCode, HttpStatusCode.OK);
        response.SetupProperty(data => data.Headers, []);
        response.SetupProperty(data => data.Body, new MemoryStream());
        return response.Object;
    }
}
