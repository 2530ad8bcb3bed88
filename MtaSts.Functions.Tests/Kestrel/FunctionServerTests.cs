using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>The stand-in answers as the Functions host was observed to.</summary>
public sealed class FunctionServerTests : IAsyncLifetime
{
    private FunctionServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        server = await FunctionServer.StartAsync([typeof(EchoFunctions)], services => services.AddScoped<EchoScope>());

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_function_sees_the_request_and_its_answer_is_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "echo/ann?q=1%202") { Content = new StringContent("hello") };
        request.Headers.Host = "Example.COM:81";
        request.Headers.Add("X-In", ["1", "2"]);

        using var response = await server.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("a,b", Assert.Single(response.Headers.GetValues("X-Two")));
        Assert.Equal(
            "POST http://example.com:81/echo/ann?q=1 2 q=1 2 x=1, 2 body=hello Echo 1", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("ECHO/ANN")]
    [InlineData("echo/ann/")]
    [InlineData("echo")]
    [InlineData("echo/")]
    public async Task Paths_match_without_regard_to_case_or_a_trailing_slash(string path) =>
        Assert.Equal(HttpStatusCode.Accepted, (await SendEchoAsync(HttpMethod.Get, path)).StatusCode);

    [Theory]
    [InlineData("echo/ann/more")]
    [InlineData("echo/123")]
    [InlineData("nothing")]
    [InlineData("x")]
    public async Task Unknown_paths_are_an_empty_404(string path)
    {
        using var response = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    [InlineData("BREW")]
    public async Task Other_methods_are_404_and_never_405(string method) =>
        Assert.Equal(HttpStatusCode.NotFound, (await SendEchoAsync(new HttpMethod(method), "echo")).StatusCode);

    [Fact]
    public async Task Head_is_answered_where_it_is_listed_and_has_no_body()
    {
        using var response = await SendEchoAsync(HttpMethod.Head, "echo");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Head_is_404_where_it_is_not_listed() =>
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Head, "slow")).StatusCode);

    [Fact]
    public async Task A_body_without_a_length_from_the_function_is_chunked()
    {
        using var response = await SendEchoAsync(HttpMethod.Get, "echo");

        Assert.True(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task Of_two_routes_that_fit_the_first_name_in_the_alphabet_wins() =>
        Assert.Equal("catch-all", await GetStringAsync("order/one"));

    [Fact]
    public async Task A_route_that_fits_but_for_its_method_lets_the_next_one_try()
    {
        using var response = await server.SendAsync(HttpMethod.Post, "order/one");

        Assert.Equal("post", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?x=1")]
    public async Task The_root_route_answers_the_root(string path) => Assert.Equal("root", await GetStringAsync(path));

    [Fact]
    public async Task A_function_without_a_route_is_found_under_its_name() =>
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Get, "bare")).StatusCode);

    [Fact]
    public async Task A_function_without_methods_takes_any()
    {
        using var response = await server.SendAsync(HttpMethod.Patch, "any");

        Assert.Equal("PATCH", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task An_exception_is_a_500_without_details_and_is_logged()
    {
        using var response = await server.SendAsync(HttpMethod.Get, "fail");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(server.Log.Lines, line => line.StartsWith("Error: The function Fail failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("order/one")]
    [InlineData("nothing")]
    public async Task Custom_headers_go_on_every_answer(string path)
    {
        using var response = await server.SendAsync(HttpMethod.Get, path);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Each_invocation_has_services_of_its_own()
    {
        var first = await (await SendEchoAsync(HttpMethod.Get, "echo")).Content.ReadAsStringAsync(Token);
        var second = await (await SendEchoAsync(HttpMethod.Get, "echo")).Content.ReadAsStringAsync(Token);

        Assert.EndsWith("Echo 1", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Stopping_waits_for_answers_under_way_and_takes_no_more()
    {
        var slow = server.SendAsync(HttpMethod.Get, "slow");
        await Task.Delay(500, Token);

        await server.StopAsync();

        Assert.Equal("done", await (await slow).Content.ReadAsStringAsync(Token));
        await Assert.ThrowsAsync<HttpRequestException>(() => server.SendAsync(HttpMethod.Get, "bare"));
    }

    [Fact]
    public void Functions_and_where_they_are_is_told_at_start() =>
        Assert.Contains($"Information: Echo: [GET,HEAD,POST] {server.Address.GetLeftPart(UriPartial.Authority)}/echo/{{name:alpha?}}", server.Log.Lines);

    private Task<HttpResponseMessage> SendEchoAsync(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-In", "1");
        return server.Client.SendAsync(request, Token);
    }

    private async Task<string> GetStringAsync(string path) => await (await server.SendAsync(HttpMethod.Get, path)).Content.ReadAsStringAsync(Token);
}
