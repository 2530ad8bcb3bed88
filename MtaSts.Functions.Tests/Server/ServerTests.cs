using MtaSts.Functions.Tests.Serving;
using MtaSts.Server;

namespace MtaSts.Functions.Tests.Server;

public sealed class ServerTests : IAsyncLifetime
{
    private const string Path = "/.well-known/mta-sts.txt";

    private readonly FakeStore store = new();
    private ServerInProcess server = null!;

    public async ValueTask InitializeAsync()
    {
        store.Put("example.com");
        server = await ServerInProcess.StartAsync(store);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory, InlineData("/Health"), InlineData("/alive/"), InlineData("/?x=1")]
    public async Task Paths_match_in_any_case_with_a_trailing_slash_or_a_query(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, path, "mta-sts.example.com")).StatusCode);

    [Theory, InlineData("/.well-known/mta-sts.txt/more"), InlineData("/.well-known"), InlineData("/nothing")]
    public async Task Unknown_paths_are_an_empty_404(string path)
    {
        using var response = await server.SendAsync(HttpMethod.Get, path, "mta-sts.example.com");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory, InlineData("POST", Path), InlineData("PUT", "/"), InlineData("DELETE", "/health"), InlineData("OPTIONS", "/alive")]
    [InlineData("BREW", Path)]
    public async Task Other_methods_are_405_with_those_that_are_allowed(string method, string path)
    {
        using var response = await server.SendAsync(new HttpMethod(method), path, "mta-sts.example.com");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory, InlineData("GET", Path), InlineData("GET", "/nothing"), InlineData("POST", Path), InlineData("HEAD", "/health")]
    public async Task Every_answer_has_the_headers_that_host_json_has_the_functions_host_send(string method, string path)
    {
        using var response = await server.SendAsync(new HttpMethod(method), path, "mta-sts.example.com");

        Assert.All(ReadHostJson(), header => Assert.Equal(header.Value, Assert.Single(response.Headers.GetValues(header.Name))));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public void Host_json_has_no_header_that_the_server_lacks() => Assert.Equal(ReadHostJson(), ResponseHeaders.All);

    [Fact]
    public async Task It_is_alive_while_its_store_fails()
    {
        store.Failure = new PolicyStoreException("down");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Get, "/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/alive")).StatusCode);
    }

    [Fact]
    public async Task Stopping_waits_for_answers_under_way_and_takes_no_more()
    {
        var open = new TaskCompletionSource();
        store.Pace = open.Task;
        var slow = server.SendAsync(HttpMethod.Get, Path, "mta-sts.example.com");
        while (store.GetReads("example.com") == 0)
        {
            await Task.Delay(10, Token);
        }

        var stop = server.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            while (true)
            {
                using var client = new HttpClient { BaseAddress = server.Address };
                await client.GetAsync("/alive", Token);
            }
        });
        Assert.False(slow.IsCompleted);
        open.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await slow).StatusCode);
        await stop;
    }

    private static List<(string Name, string Value)> ReadHostJson()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(RootCommand.FindRoot(), "host.json")));
        return [.. document.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("customHeaders").EnumerateObject()
            .Select(header => (header.Name, header.Value.GetString()!))];
    }
}
