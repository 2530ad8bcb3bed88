using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary><c>reports fetch</c>: what is saved, where, and what is said of it.</summary>
public sealed class MailboxTests : TestsWithMailbox
{
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
        Assert.Equal(3, Graph.Requests.Count(request => request.EndsWith("/messages", Ordinal)));
        Assert.DoesNotContain(Graph.Requests, request => request.EndsWith("/by-subject/attachments", Ordinal));
    }

    [Fact]
    public async Task What_is_saved_is_what_the_reader_reads()
    {
        var mime = ReportText.Mail("", ("Content-Type: application/tlsrpt+json\r\n", ReportText.Create().ToBytes()));
        Graph.Messages.Add(new TestMessage("AAMk=/+ x", Morning, "Report Domain: contoso.com", mime));

        await FetchAsync();

        var read = Assert.Single(ReportReader.Read(Files[0], await File.ReadAllBytesAsync(Files[0], Token)));
        Assert.Equal("contoso.com", $"{Assert.Single(read.Report!.Policies).Domain}");
    }

    [Fact]
    public async Task The_next_run_fetches_only_what_is_new()
    {
        AddReports(3);
        await FetchAsync();
        var before = Graph.Requests.Count;
        AddReports(1, from: 3);

        var result = await FetchAsync();

        Assert.Equal($"Saved to {To}: 1 message; there before: 3; without reports: 0.\n", result.Errors);
        Assert.Equal(4, Files.Length);
        Assert.Single(Graph.Requests.Skip(before), request => request.EndsWith("/$value", Ordinal));
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
        Graph.Messages.Add(new TestMessage("large", Morning, "Report Domain: a.example", new byte[9_000_000]));
        Graph.Messages.Add(new TestMessage("at-bound", Morning, "Report Domain: b.example", new byte[15_000_000]));
        Graph.Messages.Add(new TestMessage("beyond", Morning, "Report Domain: c\u001b[31m.example", new byte[15_000_001]));

        var result = await FetchAsync();

        Assert.Equal([9_000_000, 15_000_000], Files.Select(file => new FileInfo(file).Length).Order());
        Assert.StartsWith("Not saved: the message of 2026-11-24 05:00:00 UTC, 'Report Domain: c", result.Errors, Ordinal);
        Assert.Contains("it has more than 15,000,000 bytes.\n", result.Errors, Ordinal);
        Assert.DoesNotContain('\u001b', result.Errors);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_before_anything_is_asked()
    {
        Write("reports", "a file");

        var result = await FetchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"The folder {To} could not be prepared: ", result.Errors, Ordinal);
        Assert.Empty(Graph.Requests);
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

    [Fact]
    public async Task Json_says_what_became_of_the_messages()
    {
        AddReports(2);
        Add("other", "Hello");
        Graph.Messages.Add(new TestMessage("beyond", Morning, "Report Domain: c\u001b[31m.example", new byte[15_000_001]));
        await FetchAsync();
        AddReports(1, from: 2);

        var result = await FetchAsync("--output", "json");

        Assert.Equal((0, To), (result.ExitCode, result.Json.Text("folder")));
        Assert.Equal(
            [1, 2, 1, 0],
            ((string[])["saved", "present", "withoutReports", "gone"]).Select(count => result.Json.GetProperty(count).GetInt32()));
        var tooLong = Assert.Single(result.Json.GetProperty("tooLong").EnumerateArray());
        Assert.Equal(
            ("2026-11-24T05:00:00+00:00", "Report Domain: c\u001b[31m.example"), (tooLong.Text("receivedAt"), tooLong.Text("subject")));
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.EndsWith($"Saved to {To}: 1 message; there before: 2; without reports: 1.\n", result.Errors, Ordinal);
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
            CreateMailbox = Graph.CreateMailbox,
            ReadSettings = () => new MtaSts.Cli.Configuration.ToolSettings { Reports = To },
        };

        Assert.Equal(0, (await RunAsync(services, ["--mailbox", GraphServer.Mailbox])).ExitCode);
        Assert.Single(Files);
        Assert.Equal(
            new(1, "", "No folder is named. Name one with --to, or set reports in mta-sts.json.\n"),
            await RunAsync(services with { ReadSettings = () => new() }, ["--mailbox", GraphServer.Mailbox]));
    }
}
