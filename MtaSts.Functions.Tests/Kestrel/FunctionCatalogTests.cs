using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>What cannot be served is an error at start that names the function, never a surprise on the first request.</summary>
public sealed class FunctionCatalogTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();

    public static TheoryData<Type, string> Unsupported => new()
    {
        { typeof(SameNameTwice), "The function 'twice' cannot be served: another function has this name." },
        { typeof(ReturnsText), "The function 'Text' cannot be served: it returns String, where HttpResponseData or Task<HttpResponseData> is supported." },
        { typeof(ReturnsNothing), "The function 'Nothing' cannot be served: it returns Void, where HttpResponseData or Task<HttpResponseData> is supported." },
        { typeof(TakesMore), "The function 'More' cannot be served: its parameter 'id' is a String, where HttpRequestData, FunctionContext and CancellationToken are supported." },
        { typeof(HasNoTrigger), "The function 'Untriggered' cannot be served: exactly one parameter, an HttpRequestData, must have [HttpTrigger]." },
        { typeof(TriggersOnContext), "The function 'Context' cannot be served: exactly one parameter, an HttpRequestData, must have [HttpTrigger]." },
        { typeof(IsStatic), "The function 'Static' cannot be served: it must be an ordinary method of a class that can be created." },
        { typeof(IsAbstract), "The function 'Abstract' cannot be served: it must be an ordinary method of a class that can be created." },
        { typeof(NeedsKey), "The function 'Key' cannot be served: its [HttpTrigger] must begin with AuthorizationLevel.Anonymous, as there are no keys here." },
        { typeof(SaysNoLevel), "The function 'NoLevel' cannot be served: its [HttpTrigger] must begin with AuthorizationLevel.Anonymous, as there are no keys here." },
        { typeof(SaysNothing), "The function 'Silent' cannot be served: its [HttpTrigger] must begin with AuthorizationLevel.Anonymous, as there are no keys here." },
    };

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_cannot_be_served_is_an_error_that_names_the_function(Type type, string message)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Discover("", type));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData(typeof(BadTemplate), "The function 'BadTemplate' cannot be served: its route 'a/{b' is not supported: ")]
    [InlineData(typeof(BadConstraint), "The function 'BadConstraint' cannot be served: its route 'a/{b:nonsense}' is not supported: ")]
    public void A_route_that_is_none_is_an_error_that_names_the_function(Type type, string message)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Discover("", type));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Ordinary")]
    [InlineData("api", "api/Ordinary")]
    [InlineData("/a/b/", "a/b/Ordinary")]
    public void The_route_prefix_comes_before_every_route(string prefix, string template)
    {
        var function = Assert.Single(Discover(prefix, typeof(OrdinaryFunction)));

        Assert.Equal(template, function.Route.Template);
    }

    private static IReadOnlyList<FunctionDescriptor> Discover(string prefix, Type type) => FunctionCatalog.Discover([type], prefix, Services);

    public class OrdinaryFunction
    {
        [Function("Ordinary")]
        public HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.CreateResponse();

        public void NotAFunction()
        {
        }
    }

    public class SameNameTwice
    {
        [Function("Twice")]
        public HttpResponseData One([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequestData request) => request.CreateResponse();

        [Function("twice")]
        public HttpResponseData Two([HttpTrigger(AuthorizationLevel.Anonymous, Route = "b")] HttpRequestData request) => request.CreateResponse();
    }

    public class ReturnsText
    {
        [Function("Text")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.Method;
    }

    public class ReturnsNothing
    {
        [Function("Nothing")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.CreateResponse();
    }

    public class TakesMore
    {
        [Function("More")]
        public HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{id}")] HttpRequestData request, string id) =>
            request.CreateResponse(id.Length > 0 ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.NotFound);
    }

    public class HasNoTrigger
    {
        [Function("Untriggered")]
        public HttpResponseData Run(HttpRequestData request) => request.CreateResponse();
    }

    public class TriggersOnContext
    {
        [Function("Context")]
        public HttpResponseData? Run([HttpTrigger(AuthorizationLevel.Anonymous)] FunctionContext context) => context as object as HttpResponseData;
    }

    public class IsStatic
    {
        [Function("Static")]
        public static HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.CreateResponse();
    }

    public abstract class IsAbstract
    {
        [Function("Abstract")]
        public HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.CreateResponse();
    }

    public class NeedsKey
    {
        [Function("Key")]
        public HttpResponseData Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequestData request) => request.CreateResponse();
    }

    public class SaysNoLevel
    {
        [Function("NoLevel")]
        public HttpResponseData Run([HttpTrigger("get", "head")] HttpRequestData request) => request.CreateResponse();
    }

    public class SaysNothing
    {
        [Function("Silent")]
        public HttpResponseData Run([HttpTrigger] HttpRequestData request) => request.CreateResponse();
    }

    public class BadTemplate
    {
        [Function("BadTemplate")]
        public HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequestData request) => request.CreateResponse();
    }

    public class BadConstraint
    {
        [Function("BadConstraint")]
        public HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b:nonsense}")] HttpRequestData request) => request.CreateResponse();
    }
}
