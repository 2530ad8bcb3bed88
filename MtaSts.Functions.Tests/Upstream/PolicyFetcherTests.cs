using Microsoft.AspNetCore.Http;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

public sealed class PolicyFetcherTests
{
    private const string Text = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n";

    [Theory, InlineData("text/plain"), InlineData("text/plain; charset=utf-8"), InlineData("Text/Plain")]
    public async Task A_policy_is_fetched(string contentType)
    {
        await using var server = await PolicyServer.StartAsync(context => AnswerAsync(context, 200, contentType, Text));

        Assert.Equal(new Policy(PolicyMode.Enforce, [MxPattern.Parse("mail.example.com")], 1209600),
            await server.CreateFetcher().FetchAsync(server.Url, Token));
    }

    [Theory, InlineData(204), InlineData(206), InlineData(404), InlineData(500)]
    public async Task Any_status_but_200_is_refused(int status) => Assert.Equal(
        $"URL returned status {status}; a policy must come with status 200.",
        await FailAsync(context => AnswerAsync(context, status, "text/plain", status == 204 ? "" : Text)));

    [Theory, InlineData(301), InlineData(302), InlineData(307), InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        var requests = 0;

        await FailAsync(context =>
        {
            requests++;
            context.Response.Headers.Location = context.Request.Path.ToString();
            return AnswerAsync(context, status, "text/plain", Text);
        });

        Assert.Equal(1, requests);
    }

    [Theory, InlineData("text/html"), InlineData("application/octet-stream"), InlineData(null)]
    public async Task Any_type_but_plain_text_is_refused(string? contentType) => Assert.Equal(
        $"URL returned content type '{contentType}'; a policy must be text/plain.",
        await FailAsync(context => AnswerAsync(context, 200, contentType, Text)));

    [Fact]
    public async Task An_invalid_policy_is_refused_with_its_findings() => Assert.Equal(
        "MTASTS115", await FindAsync(context => AnswerAsync(context, 200, "text/plain", Text.Replace("enforce", "on", Ordinal))));

    [Fact]
    public async Task A_body_without_end_is_read_as_far_as_a_policy_goes() => Assert.Equal("MTASTS101", await FindAsync(async context =>
    {
        context.Response.ContentType = "text/plain";
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(Text, context.RequestAborted);
        }
    }));

    [Fact]
    public Task Endless_headers_are_refused() => FailAsync(context =>
    {
        context.Response.Headers["X-Long"] = new string('a', 100_000);
        return AnswerAsync(context, 200, "text/plain", Text);
    });

    [Fact]
    public async Task A_slow_body_is_given_up_after_ten_seconds() =>
        Assert.Equal("URL could not be fetched within 10 seconds.", await FailAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            foreach (var c in Text)
            {
                await context.Response.WriteAsync($"{c}", context.RequestAborted);
                await Task.Delay(1_000, context.RequestAborted);
            }
        }));

    [Fact]
    public Task A_certificate_that_nobody_vouches_for_is_refused() =>
        FailAsync(context => AnswerAsync(context, 200, "text/plain", Text),
            createFetcher: server => server.CreateFetcher(trustsCertificate: false));

    [Fact]
    public Task A_certificate_for_another_name_is_refused() =>
        FailAsync(context => AnswerAsync(context, 200, "text/plain", Text), "mta-sts.other.example");

    [Fact]
    public async Task An_address_that_is_not_public_is_refused_without_a_connection()
    {
        var requests = 0;

        var message = await FailAsync(
            _ =>
            {
                requests++;
                return Task.CompletedTask;
            }, createFetcher: server => server.CreateFetcher(mayConnectToLoopback: false));

        Assert.StartsWith("URL could not be fetched: mta-sts.localhost has no public address.", message, Ordinal);
        Assert.Equal(0, requests);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failed_fetch()
    {
        var server = await PolicyServer.StartAsync(_ => Task.CompletedTask);
        await server.DisposeAsync();

        await Assert.ThrowsAsync<PolicyFetchException>(() => server.CreateFetcher().FetchAsync(server.Url, Token));
    }

    [Fact]
    public async Task Cancelling_is_no_failed_fetch()
    {
        await using var server = await PolicyServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.CreateFetcher().FetchAsync(server.Url, cancel.Token));
    }

    /// <summary>Fetches in vain, and gives the message with URL for the server's.</summary>
    private static async Task<string> FailAsync(
        RequestDelegate answer, string name = "mta-sts.localhost", Func<PolicyServer, PolicyFetcher>? createFetcher = null)
    {
        await using var server = await PolicyServer.StartAsync(answer, name);
        var fetcher = createFetcher?.Invoke(server) ?? server.CreateFetcher();
        var exception = await Assert.ThrowsAsync<PolicyFetchException>(() => fetcher.FetchAsync(server.Url, Token));
        return exception.Message.Replace($"{server.Url}", "URL", Ordinal);
    }

    /// <summary>Fetches a policy that is invalid, and gives the code of its only finding.</summary>
    private static async Task<string> FindAsync(RequestDelegate answer)
    {
        await using var server = await PolicyServer.StartAsync(answer);
        var exception = await Assert.ThrowsAsync<InvalidPolicyException>(() => server.CreateFetcher().FetchAsync(server.Url, Token));
        return Assert.Single(exception.Findings).Code;
    }

    private static Task AnswerAsync(HttpContext context, int status, string? contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        var bytes = Encoding.ASCII.GetBytes(text);
        return bytes.Length == 0 ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
