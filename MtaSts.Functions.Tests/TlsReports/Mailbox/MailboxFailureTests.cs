using Microsoft.AspNetCore.Http;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary><c>reports fetch</c> where Microsoft Graph refuses, fails, or is another.</summary>
public sealed class MailboxFailureTests : TestsWithMailbox
{
    [Fact]
    public async Task What_is_throttled_or_fails_in_passing_is_tried_again()
    {
        AddReports(2);
        Graph.Trouble("/messages", 429, "TooManyRequests", "Too many requests", retryAfter: "1");
        Graph.Trouble("/$value", 503, "ServiceUnavailable", "Try later", retryAfter: "1");
        Graph.Trouble("/$value", 500, "InternalServerError", "Something went wrong");
        var begin = TimeProvider.System.GetTimestamp();

        var result = await FetchAsync();

        Assert.Equal((0, 2), (result.ExitCode, Files.Length));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40));
    }

    [Theory, InlineData("3600", "1 hour"), InlineData("99999999999999999999", "1 day")]
    public async Task A_wait_that_is_too_long_is_said_and_not_waited_for(string seconds, string words)
    {
        AddReports(1);
        Graph.Trouble("/messages", 429, "TooManyRequests", "Too many requests", retryAfter: seconds);

        var result = await FetchAsync();

        Assert.Equal(
            new(2, "", $"Microsoft Graph asks to wait for {words}. What was saved stays. Run this again to go on.\n"), result);
        Assert.Single(Graph.Requests);
    }

    [Fact]
    public async Task What_was_saved_before_a_failure_stays_and_the_next_run_goes_on()
    {
        AddReports(12);
        Graph.Trouble("/$value", 500, "InternalServerError", "Something went wrong", times: 60, after: 5);

        var result = await FetchAsync();

        Assert.Equal(
            new(
                2,
                "",
                "Microsoft Graph failed (500: InternalServerError, Something went wrong). What was saved stays. "
                + "Run this again to go on.\n"),
            result);
        Assert.InRange(Files.Length, 2, 5);
        Assert.All(Files, file => Assert.EndsWith(".eml", file, Ordinal));

        Graph.Recover();
        Assert.Equal(0, (await FetchAsync()).ExitCode);
        Assert.Equal(12, Files.Length);
    }

    [Fact]
    public async Task A_message_that_breaks_off_leaves_no_file()
    {
        AddReports(1);
        Graph.Trouble("/$value", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("From: ");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            context.Abort();
        });

        var result = await FetchAsync();

        Assert.Equal((2, 0), (result.ExitCode, Files.Length));
        Assert.StartsWith("The connection to Microsoft Graph broke off: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_deleted_meanwhile_is_passed_over()
    {
        AddReports(2);
        Add("other", "Other", ("a.json", "application/json"));
        Graph.Trouble("/report-0/", 404, "ErrorItemNotFound", "The specified object was not found in the store.");
        Graph.Trouble("/other/", 404, "ErrorItemNotFound", "The specified object was not found in the store.");

        var result = await FetchAsync();

        Assert.Equal((0, 1), (result.ExitCode, Files.Length));
        Assert.StartsWith("Not saved: 1 message, deleted while the mailbox was read.\n", result.Errors, Ordinal);
    }

    [Theory]
    [InlineData(401, "InvalidAuthenticationToken", "Microsoft Graph does not accept the sign-in: ", "az login --tenant TENANT")]
    [InlineData(403, "ErrorAccessDenied", "You are signed in, and may not read tls-reports@contoso.com: ", "Application Mail.Read")]
    [InlineData(404, "ErrorInvalidUser", "There is no mailbox tls-reports@contoso.com in this tenant: ", "Check the address")]
    [InlineData(400, "BadRequest", "Microsoft Graph refused (400: BadRequest, ", "Run this again")]
    public async Task A_refusal_is_said_with_what_to_do(int status, string code, string begin, string advice)
    {
        Graph.Trouble("/messages", status, code, "It is \u001b[31mdenied.", times: 9);

        var result = await FetchAsync();

        Assert.Equal((2, 0), (result.ExitCode, Files.Length));
        Assert.StartsWith(begin, result.Errors, Ordinal);
        Assert.Contains(code, result.Errors, Ordinal);
        Assert.Contains(advice, result.Errors, Ordinal);
        Assert.DoesNotContain('\u001b', result.Errors);
    }

    [Fact]
    public async Task A_person_who_is_not_signed_in_is_told_how()
    {
        Graph.Credential.Token = null;

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("You are not signed in to Azure. Run 'az login'", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await Graph.StopAsync();

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("localhost could not be reached: Connection refused", result.Errors, Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1.0/users", "names an address that is not its own: https://elsewhere.example")]
    [InlineData("/v1.0/users", "names an address that is not its own: /v1.0/users")]
    public async Task A_link_to_somewhere_else_gets_no_token(string link, string said)
    {
        Graph.Trouble("/messages", context => context.Response.WriteAsync($$"""{"value":[],"@odata.nextLink":"{{link}}"}"""));

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Errors, Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in to the proxy.</html>", "A proxy may have answered in its place.")]
    [InlineData("[]", "a form that this version of mta-sts does not know")]
    [InlineData("""{"value":[{"id":"1"}]}""", "a form that this version of mta-sts does not know")]
    [InlineData("""{"value":[{"id":null,"receivedDateTime":"2026-11-24T05:00:00Z","hasAttachments":false}]}""", "does not know")]
    public async Task An_answer_that_is_not_of_Graph_is_an_error(string body, string said)
    {
        Graph.Trouble("/messages", context => context.Response.WriteAsync(body));

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Errors, Ordinal);
    }
}
