using System.CommandLine;
using Microsoft.AspNetCore.Http;
using MtaSts.Cli.Commands;
using MtaSts.Cli.Console;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary><c>reports fetch</c>, against a server that answers as Microsoft Graph does.</summary>
public sealed class MailboxTests : TestsWithFolder
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    private GraphServer graph = null!;

    private string To => InFolder("reports");

    private string[] Files => Directory.Exists(To) ? [.. Directory.GetFiles(To).Order(StringComparer.Ordinal)] : [];

    public override async ValueTask InitializeAsync() => graph = await GraphServer.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await graph.DisposeAsync();
        Assert.All(graph.Requests, request => Assert.StartsWith("GET ", request, Ordinal));
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Reports_are_saved_as_they_came_and_other_messages_are_not()
    {
        Add("by-subject", "Report Domain: contoso.com Submitter: google.com Report-ID: <1@google.com>");
        Add("by-name", "Your report", ("google.com!contoso.com!1!2!1.json.gz", "application/octet-stream"));
        Add("by-type", null, ("noname", "application/tlsrpt+gzip"));
        Add("forwarded", "FW: look", ("Report Domain: contoso.com Submitter: a.example", null));
        Add("newsletter", "News", ("news.pdf", "application/pdf"), (null, null));
        Add("without", "Hello");

        var result = await FetchAsync();

        Assert.Equal(new(0, "", $"Saved to {To}: 4 messages; there before: 0; without reports: 2.\n"), result);
        Assert.Equal(
            ["mail by-subject", "mail by-name", "mail by-type", "mail forwarded"], Files.Select(File.ReadAllText));
        Assert.Equal(3, graph.Requests.Count(request => request.EndsWith("/messages", Ordinal)));
        Assert.DoesNotContain(graph.Requests, request => request.EndsWith("/by-subject/attachments", Ordinal));
    }

    [Fact]
    public async Task What_is_saved_is_what_the_reader_reads()
    {
        var mime = ReportText.Mail("", ("Content-Type: application/tlsrpt+json\r\n", ReportText.Create().ToBytes()));
        graph.Messages.Add(new TestMessage("AAMk=/+ x", Morning, "Report Domain: contoso.com", mime));

        await FetchAsync();

        var read = Assert.Single(ReportReader.Read(Files[0], await File.ReadAllBytesAsync(Files[0], Token)));
        Assert.Equal("contoso.com", $"{Assert.Single(read.Report!.Policies).Domain}");
    }

    [Fact]
    public async Task The_next_run_fetches_only_what_is_new()
    {
        AddReports(3);
        await FetchAsync();
        var before = graph.Requests.Count;
        AddReports(1, from: 3);

        var result = await FetchAsync();

        Assert.Equal($"Saved to {To}: 1 message; there before: 3; without reports: 0.\n", result.Errors);
        Assert.Equal(4, Files.Length);
        Assert.Single(graph.Requests.Skip(before), request => request.EndsWith("/$value", Ordinal));
    }

    [Fact]
    public async Task Ids_that_differ_in_case_alone_are_two_files_on_any_file_system()
    {
        Add("AAMkA", "Report Domain: contoso.com");
        Add("AAMka", "Report Domain: contoso.com");

        await FetchAsync();

        Assert.Equal(2, Files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory, InlineData("2026-11-24T06:00:00Z", 2), InlineData("2026-11-25", 0)]
    public async Task Since_leaves_out_what_came_before(string since, int count)
    {
        AddReports(3);

        await FetchAsync("--since", since);

        Assert.Equal(count, Files.Length);
    }

    [Fact]
    public async Task A_mail_of_more_than_3_MB_is_saved_and_one_that_is_too_long_is_named()
    {
        graph.Messages.Add(new TestMessage("large", Morning, "Report Domain: a.example", new byte[9_000_000]));
        graph.Messages.Add(new TestMessage("at-bound", Morning, "Report Domain: b.example", new byte[15_000_000]));
        graph.Messages.Add(new TestMessage("beyond", Morning, "Report Domain: c\u001b[31m.example", new byte[15_000_001]));

        var result = await FetchAsync();

        Assert.Equal([9_000_000, 15_000_000], Files.Select(file => new FileInfo(file).Length).Order());
        Assert.StartsWith("Not saved: the message of 2026-11-24 05:00:00 UTC, 'Report Domain: c", result.Errors, Ordinal);
        Assert.Contains("it has more than 15,000,000 bytes.\n", result.Errors, Ordinal);
        Assert.DoesNotContain('\u001b', result.Errors);
    }

    [Fact]
    public async Task What_is_throttled_or_fails_in_passing_is_tried_again()
    {
        AddReports(2);
        graph.Trouble("/messages", 429, "TooManyRequests", "Too many requests", retryAfter: "1");
        graph.Trouble("/$value", 503, "ServiceUnavailable", "Try later", retryAfter: "1");
        graph.Trouble("/$value", 500, "InternalServerError", "Something went wrong");
        var begin = TimeProvider.System.GetTimestamp();

        var result = await FetchAsync();

        Assert.Equal((0, 2), (result.ExitCode, Files.Length));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40));
    }

    [Theory, InlineData("3600", "1 hour"), InlineData("99999999999999999999", "1 day")]
    public async Task A_wait_that_is_too_long_is_said_and_not_waited_for(string seconds, string words)
    {
        AddReports(1);
        graph.Trouble("/messages", 429, "TooManyRequests", "Too many requests", retryAfter: seconds);

        var result = await FetchAsync();

        Assert.Equal(
            new(2, "", $"Microsoft Graph asks to wait for {words}. What was saved stays. Run this again to go on.\n"), result);
        Assert.Single(graph.Requests);
    }

    [Fact]
    public async Task What_was_saved_before_a_failure_stays_and_the_next_run_goes_on()
    {
        AddReports(12);
        graph.Trouble("/$value", 500, "InternalServerError", "Something went wrong", times: 60, after: 5);

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

        graph.Recover();
        Assert.Equal(0, (await FetchAsync()).ExitCode);
        Assert.Equal(12, Files.Length);
    }

    [Fact]
    public async Task A_message_that_breaks_off_leaves_no_file()
    {
        AddReports(1);
        graph.Trouble("/$value", async context =>
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
        graph.Trouble("/report-0/", 404, "ErrorItemNotFound", "The specified object was not found in the store.");
        graph.Trouble("/other/", 404, "ErrorItemNotFound", "The specified object was not found in the store.");

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
        graph.Trouble("/messages", status, code, "It is \u001b[31mdenied.", times: 9);

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
        graph.Credential.Token = null;

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("You are not signed in to Azure. Run 'az login'", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await graph.StopAsync();

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("localhost could not be reached: Connection refused", result.Errors, Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1.0/users", "names an address that is not its own: https://elsewhere.example")]
    [InlineData("/v1.0/users", "names an address that is not its own: /v1.0/users")]
    public async Task A_link_to_somewhere_else_gets_no_token(string link, string said)
    {
        graph.Trouble("/messages", context => context.Response.WriteAsync($$"""{"value":[],"@odata.nextLink":"{{link}}"}"""));

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
        graph.Trouble("/messages", context => context.Response.WriteAsync(body));

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_before_anything_is_asked()
    {
        Write("reports", "a file");

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"The folder {To} could not be prepared: ", result.Errors, Ordinal);
        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task What_a_killed_run_left_half_written_goes()
    {
        File.SetLastWriteTimeUtc(Write("reports/a.eml.0123.tmp"), DateTime.UtcNow.AddHours(-2));
        Write("reports/b.eml.4567.tmp");
        Write("reports/mine.txt");

        await FetchAsync();

        Assert.Equal([InFolder("reports/b.eml.4567.tmp"), InFolder("reports/mine.txt")], Files);
    }

    [Theory, InlineData("contoso"), InlineData("@contoso.com"), InlineData("a@b@c"), InlineData("a b@contoso.com"), InlineData("")]
    public void What_is_not_an_address_is_refused(string text) => Assert.NotEmpty(
        Command().Parse(["--mailbox", text, "--to", To]).Errors);

    [Fact]
    public async Task Without_a_folder_that_of_the_settings_is_used_and_without_both_it_says_so()
    {
        AddReports(1);
        var services = new ToolServices
        {
            CreateMailbox = graph.CreateMailbox,
            ReadSettings = () => new MtaSts.Cli.Configuration.ToolSettings { Reports = To },
        };

        Assert.Equal(0, (await RunAsync(services, ["--mailbox", GraphServer.Mailbox])).ExitCode);
        Assert.Single(Files);
        Assert.Equal(
            new(1, "", "No folder is named. Name one with --to, or set reports in mta-sts.json.\n"),
            await RunAsync(services with { ReadSettings = () => new() }, ["--mailbox", GraphServer.Mailbox]));
    }

    private void Add(string id, string? subject, params (string? Name, string? Type)[] attachments) => graph.Messages.Add(
        new TestMessage(id, Morning.AddMinutes(graph.Messages.Count), subject, Encoding.UTF8.GetBytes($"mail {id}"))
        {
            Attachments = attachments,
        });

    private void AddReports(int count, int from = 0) => graph.Messages.AddRange(Enumerable.Range(from, count).Select(
        number => new TestMessage($"report-{number}", Morning.AddHours(number), "Report Domain: contoso.com", "mail"u8.ToArray())));

    private static ReportsFetchCommand Command(ToolServices? services = null) => new(services ?? new ToolServices());

    private Task<ToolResult> FetchAsync(params string[] more) => RunAsync(
        new ToolServices { CreateMailbox = graph.CreateMailbox }, ["--mailbox", GraphServer.Mailbox, "--to", To, .. more]);

    private static async Task<ToolResult> RunAsync(ToolServices services, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var console = Tool.CreateConsole(output, errors, []);
        try
        {
            var exitCode = await Command(services).Register(console, services).Parse(arguments).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false }, Token);
            return new ToolResult(exitCode, output.ToString(), errors.ToString());
        }
        catch (CommandException exception)
        {
            console.WriteMessage(exception.Message);
            return new ToolResult(exception.ExitCode, output.ToString(), errors.ToString());
        }
    }
}
