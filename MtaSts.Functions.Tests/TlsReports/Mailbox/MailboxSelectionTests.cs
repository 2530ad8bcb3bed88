using Microsoft.AspNetCore.Http;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary>Which messages <c>reports fetch</c> takes for reports where their subjects do not say it, and what it asks to know.</summary>
public sealed class MailboxSelectionTests : TestsWithMailbox
{
    [Theory]
    [InlineData("TLS-Report-Domain", "contoso.com")]
    [InlineData("tls-report-submitter", "mail.example")]
    [InlineData("Content-Type", "multipart/report; boundary=\"b\"; report-type=\"tlsrpt\"")]
    [InlineData("Content-Type", "application/tlsrpt+gzip; name=\"a!b!1!2.json.gz\"")]
    [InlineData("CONTENT-TYPE", " Application/TLSRPT+json")]
    [InlineData("Content-Type", "application/gzip")]
    [InlineData("Content-Type", "application/json; charset=utf-8")]
    public async Task Headers_of_a_report_are_enough(string name, string value)
    {
        AddMessage(message => message with { Headers = [("Received", "from a by b"), (name, value)] });

        await FetchAsync();

        Assert.Single(Files);
        Assert.DoesNotContain(Graph.Requests, request => request.EndsWith("/attachments", Ordinal));
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("multipart/alternative; boundary=b")]
    [InlineData(null)]
    public async Task A_report_that_is_shown_inline_is_found(string? contentType)
    {
        AddMessage(message => message with
        {
            Headers = contentType is null ? [] : [("Content-Type", contentType)],
            Inline = [("image001.png", "image/png"), ("a!b!1!2.json.gz", "application/octet-stream")],
        });

        await FetchAsync();

        Assert.Single(Files);
    }

    [Theory, InlineData("{\"organization-name\":\"Example"), InlineData("\r\n \uFEFF{ \"date-range\"")]
    public async Task A_text_that_is_the_report_is_found_by_how_it_begins(string preview)
    {
        AddMessage(message => message with { Preview = preview, Headers = [("Content-Type", "text/plain")] });

        await FetchAsync();

        Assert.Single(Files);
        Assert.Equal(["/messages", "/$value"], Graph.Requests.Select(request => request[request.LastIndexOf('/')..]));
    }

    [Fact]
    public async Task Headers_count_also_where_the_names_of_attachments_say_nothing()
    {
        AddMessage(message => message with
        {
            Headers = [("Content-Type", "multipart/mixed; boundary=b"), ("TLS-Report-Domain", "contoso.com")],
            Attachments = [("noname", "application/octet-stream")],
        });

        await FetchAsync();

        Assert.Single(Files);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "/messages /message")]
    [InlineData("multipart/alternative; boundary=b", "/messages /message /attachments")]
    [InlineData("multipart/report; report-type=delivery-status; boundary=b", "/messages /message /attachments")]
    [InlineData("message/rfc822", "/messages /message /attachments")]
    public async Task Of_another_message_no_more_is_read_than_headers_and_names(string contentType, string requests)
    {
        AddMessage(message => message with
        {
            Preview = "Dear all",
            Headers = [("Content-Type", contentType), ("X-TLS-Report-Domain", "contoso.com")],
            Inline = [("image001.png", "image/png")],
        });

        var result = await FetchAsync();

        Assert.Equal(new(0, "", $"Saved to {To}: 0 messages; there before: 0; without reports: 1.\n"), result);
        Assert.Equal(requests, string.Join(' ', Graph.Requests.Select(request => request[request.LastIndexOf('/')..])));
    }

    [Fact]
    public async Task An_answer_without_the_form_of_headers_is_an_error()
    {
        AddMessage(message => message);
        Graph.Trouble("/message", context => context.Response.WriteAsync("""{"internetMessageHeaders":7}"""), after: 1);

        var result = await FetchAsync();

        Assert.Equal((2, 0), (result.ExitCode, Files.Length));
        Assert.StartsWith("Microsoft Graph answered in a form that this version of mta-sts does not know: ", result.Errors, Ordinal);
    }

    private void AddMessage(Func<TestMessage, TestMessage> change) =>
        Graph.Messages.Add(change(new TestMessage("message", Morning, "Your daily summary", "mail"u8.ToArray())));
}
