using Microsoft.AspNetCore.Http;
using MtaSts.Cli.Notifications;

namespace MtaSts.Functions.Tests.Notifications;

/// <summary>Posting to a real server, whatever it answers.</summary>
public sealed class WebhookClientTests : IAsyncLifetime
{
    private const string Host = "prod-12.westeurope.logic.azure.com";
    private const string Json = """{"text":"müller"}""";

    private readonly ImpatientTime time = new();
    private WebhookServer server = null!;

    public async ValueTask InitializeAsync() => server = await WebhookServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory, InlineData(200), InlineData(201), InlineData(202), InlineData(204)]
    public async Task What_is_taken_is_posted_once(int status)
    {
        server.Answers(status);

        Assert.Null(await PostAsync());
        Assert.Equal([$"POST /workflows/{WebhookServer.Secret} application/json; charset=utf-8"], server.Requests);
        Assert.Equal([Json], server.Bodies);
    }

    [Theory, InlineData("17", 17), InlineData("0", 0), InlineData("Mon, 30 Nov 2026 05:17:40 GMT", 40)]
    [InlineData("Sun, 29 Nov 2026 05:17:40 GMT", 0), InlineData("soon", 2)]
    public async Task A_server_that_is_busy_is_asked_again_when_it_says(string retryAfter, int seconds)
    {
        server.Answers(429, "slow down", ("Retry-After", retryAfter));

        Assert.Null(await PostAsync());
        Assert.Equal([Json, Json], server.Bodies);
        Assert.Equal(seconds, time.Waits.Sum(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_server_that_is_busy_for_long_is_left_alone()
    {
        server.Answers(429, "", ("Retry-After", "3600"));

        Assert.Equal($"{Host} answered 429, and asks to wait for 1 hour", await PostAsync());
        Assert.Single(server.Bodies);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_fault_of_the_server_passes_or_is_told_after_four_attempts()
    {
        server.Answers(500).Answers(503);
        Assert.Null(await PostAsync());
        Assert.Equal(3, server.Bodies.Count);

        server.Answers(500).Answers(502).Answers(503).Answers(504, "<h1>Gateway\u001b[31m</h1>\r\nTimeout.");
        Assert.Equal($"{Host} answered 504: <h1>Gateway\uFFFD[31m</h1>\uFFFD\uFFFDTimeout, 4 times", await PostAsync());
        Assert.Equal(7, server.Bodies.Count);
        Assert.Equal([2, 4, 2, 4, 8], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory, InlineData(400), InlineData(401), InlineData(404), InlineData(413)]
    public async Task What_the_server_refuses_is_not_sent_again(int status)
    {
        server.Answers(status, """{"error":{"code":"TriggerInputSchemaMismatch"}}""");

        Assert.Equal($$$"""{{{Host}}} answered {{{status}}}: {"error":{"code":"TriggerInputSchemaMismatch"}}""", await PostAsync());
        Assert.Single(server.Bodies);
    }

    [Theory, InlineData(301), InlineData(302), InlineData(307), InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        server.Answers(status, "", ("Location", $"https://{Host}/elsewhere?sig=other-secret"));

        Assert.Equal($"{Host} answered {status}: a redirect, which is not followed", await PostAsync());
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_not_waited_for()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            server.Answers(async context =>
            {
                time.EndAttempt();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            });
        }

        Assert.Equal($"{Host} did not answer within 30 seconds, 4 times", await PostAsync());
        Assert.Equal(4, server.Bodies.Count);
    }

    [Fact]
    public async Task An_answer_without_end_is_read_only_so_far()
    {
        server.Answers(async context =>
        {
            context.Response.StatusCode = 400;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 1_000), context.RequestAborted);
            }
        });

        Assert.Equal($"{Host} answered 400: {new string('x', 200)}…", await PostAsync());
    }

    [Fact]
    public async Task A_connector_that_says_that_Teams_did_not_take_it_is_asked_again()
    {
        server.Answers(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429.");

        Assert.Null(await PostAsync());
        Assert.Equal(2, server.Bodies.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again()
    {
        server.Answers(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Null(await PostAsync());
        Assert.Equal(2, server.Bodies.Count);
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_gets_nothing()
    {
        var client = new WebhookClient(() =>
        {
            var handler = (SocketsHttpHandler)server.CreateHandler();
            handler.SslOptions.CertificateChainPolicy = null;
            return handler;
        }, time);

        Assert.StartsWith($"{Host} could not be reached: The remote certificate is invalid", await PostAsync(client), Ordinal);
        Assert.Empty(server.Bodies);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_by_its_name()
    {
        var client = new WebhookClient(new ToolServices().CreateHandler, time);
        Assert.True(NotificationUrl.TryParse($"https://127.0.0.1:1/{WebhookServer.Secret}", out var url));

        var fault = await Assert.ThrowsAsync<WebhookException>(() => client.PostAsync(url, "{}"u8.ToArray(), Token));

        Assert.Equal("127.0.0.1 could not be reached: Connection refused, 4 times", fault.Message);
        Assert.Equal([2, 4, 8], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task What_a_server_repeats_of_the_url_is_not_told()
    {
        server.Answers(async context =>
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync($"No workflow at {context.Request.Path}{context.Request.QueryString}");
        });

        var fault = await PostAsync();

        Assert.Equal($"{Host} answered 404: No workflow at /…/…/…/…/paths/…?…=1&sig=…", fault);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_at_once()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        server.Answers(async context =>
        {
            await interruption.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WebhookClient(server.CreateHandler, time).PostAsync(Url, [], interruption.Token));
        Assert.Single(server.Bodies);
    }

    private static NotificationUrl Url => NotificationUrl.TryParse(WebhookServer.UrlOf(Host), out var url) ? url : null!;

    /// <summary>What went wrong; null where nothing did. It never has the secret in it.</summary>
    private async Task<string?> PostAsync(WebhookClient? client = null)
    {
        try
        {
            await (client ?? new WebhookClient(server.CreateHandler, time)).PostAsync(Url, Encoding.UTF8.GetBytes(Json), Token);
            return null;
        }
        catch (WebhookException exception)
        {
            Assert.DoesNotContain("pq8c4f1b2a7e", exception.ToString(), OrdinalIgnoreCase);
            Assert.DoesNotContain("Zm9vYmFy", exception.ToString(), OrdinalIgnoreCase);
            return exception.Message;
        }
    }
}
