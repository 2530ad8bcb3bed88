using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Notifications;

/// <summary><c>check --notify</c> as a nightly job starts it, against a real receiver and a real resolver.</summary>
public sealed class NotifyCommandTests : TestsWithFolder
{
    private const string Host = "prod-12.westeurope.logic.azure.com";
    private const string Hooks = "hooks.contoso.com";

    private readonly DnsZone zone = new DnsZone()
        .Text("_mta-sts.contoso.com", "v=STSv1; id=20260101;").Address("mta-sts.contoso.com", "127.0.0.1")
        .MailExchanges("contoso.com", "mx.contoso.com").Address("mx.contoso.com", "127.0.0.1");

    private DnsServer dns = null!;
    private WebhookServer webhook = null!;

    public override async ValueTask InitializeAsync()
    {
        dns = new DnsServer(zone);
        webhook = await WebhookServer.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        dns.Dispose();
        await webhook.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_nightly_job_tells_what_is_new_since_the_night_before_and_nothing_when_nothing_is()
    {
        var first = await CheckAsync();
        Assert.Equal(
            (3, $"There is no earlier report {Last}: everything counts as new.\nNotified {Host}: 2 findings added.\n"), first.Ending);
        Assert.Equal(
            ["Protection missing: contoso.com", "There is no earlier report, so everything counts as new: 2 findings added."],
            ReadCard()[..2]);

        var second = await CheckAsync();
        Assert.Equal((0, ""), second.Ending);
        Assert.Single(webhook.Bodies);

        zone.Text("_smtp._tls.contoso.com", "v=TLSRPTv1; rua=mailto:tls@contoso.com");
        var third = await CheckAsync();
        Assert.Equal((0, $"Notified {Host}: 1 finding mended.\n"), third.Ending);
        Assert.Equal(["Mended", "contoso.com · Records to publish · MTASTS455 · _smtp._tls.contoso.com"], ReadCard()[3..]);
    }

    [Fact]
    public async Task What_was_not_delivered_is_told_by_the_next_run_and_the_page_is_written_anyway()
    {
        await CheckAsync();
        var kept = await File.ReadAllTextAsync(Last, Token);
        zone.Text("_smtp._tls.contoso.com", "v=TLSRPTv1; rua=mailto:tls@contoso.com");
        webhook.Answers(400, $"{{\"error\":\"/workflows/{WebhookServer.Secret} is not as expected.\"}}");

        var failed = await CheckAsync("--html", InFolder("page.html"), "--junit", InFolder("results.xml"));

        Assert.Equal(
            (2, $"The notification was not delivered: {Host} answered 400: "
                + "{\"error\":\"/…/…/…/…/paths/…?…=1&sig=… is not as expected.\"}. "
                + $"{Last} was not written, so that the next run tells this.\n"),
            failed.Ending);
        Assert.Contains("removed: contoso.com, Reports: MTASTS455 _smtp._tls.contoso.com\n", failed.Output, Ordinal);
        Assert.True(File.Exists(InFolder("page.html")) && File.Exists(InFolder("results.xml")));
        Assert.Equal(kept, await File.ReadAllTextAsync(Last, Token));

        Assert.Equal((0, $"Notified {Host}: 1 finding mended.\n"), (await CheckAsync()).Ending);
        Assert.NotEqual(kept, await File.ReadAllTextAsync(Last, Token));
        Assert.Equal((0, ""), (await CheckAsync()).Ending);
    }

    [Fact]
    public async Task What_was_not_delivered_counts_before_new_findings()
    {
        webhook.Answers(302, "", ("Location", "https://elsewhere.example"));

        var result = await CheckAsync();

        Assert.Equal(
            (2, $"There is no earlier report {Last}: everything counts as new.\n"
                + $"The notification was not delivered: {Host} answered 302: a redirect, which is not followed. "
                + $"{Last} was not written, so that the next run tells this.\n"),
            result.Ending);
        Assert.False(File.Exists(Last));
    }

    [Fact]
    public async Task Where_no_report_is_kept_the_earlier_one_is_to_be_compared_with_again()
    {
        await CheckAsync();
        zone.Text("_smtp._tls.contoso.com", "v=TLSRPTv1; rua=mailto:tls@contoso.com");
        webhook.Answers(400);

        var result = await RunAsync("contoso.com", "--since", Last, "--notify", WebhookServer.UrlOf(Host));

        Assert.Equal(
            (2, $"The notification was not delivered: {Host} answered 400. "
                + "Compare the next run with the same earlier report, so that it tells this.\n"),
            result.Ending);
    }

    [Fact]
    public async Task What_could_not_be_looked_at_is_told_once_and_not_as_mended()
    {
        await CheckAsync();

        var result = await CheckAsync("--smtp");

        Assert.Equal((0, $"Notified {Host}: 1 domain not completely looked at.\n"), result.Ending);
        Assert.Equal("Could not be looked at: contoso.com", ReadCard()[0]);
        Assert.StartsWith("contoso.com · SMTP: ", ReadCard()[4], Ordinal);
        Assert.Equal((0, ""), (await CheckAsync("--smtp")).Ending);
        Assert.Equal(2, webhook.Bodies.Count);
    }

    [Fact]
    public async Task A_run_that_could_not_look_tells_and_keeps_nothing()
    {
        using var refusing = new DnsServer(query => [DnsMessage.Answer(query, DnsMessage.Refused, [])]);

        var result = await Tool.RunAsync(
            ["check", "contoso.com", "--resolver", $"{refusing.EndPoint}", "--since", Last, "--json", Last, "--notify",
                WebhookServer.UrlOf(Host)],
            [], services: Services);

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("Name another one with --resolver.\n", result.Errors, Ordinal);
        Assert.Empty(webhook.Bodies);
        Assert.False(File.Exists(Last));
    }

    [Fact]
    public async Task Anywhere_but_in_Teams_the_documented_json_is_posted_with_the_link_to_the_report()
    {
        var result = await RunAsync(
            "contoso.com", "--since", Last, "--json", Last, "--notify", WebhookServer.UrlOf(Hooks),
            "--report-url", "https://reports.contoso.com/mta-sts.html");

        Assert.EndsWith($"\nNotified {Hooks}: 2 findings added.\n", result.Errors, Ordinal);
        var posted = JsonDocument.Parse(webhook.Bodies.Single()).RootElement;
        Assert.Equal("https://reports.contoso.com/mta-sts.html", posted.Text("report"));
        Assert.Equal(
            ["protectionMissing MTASTS407", "recordToPublish MTASTS455"],
            posted.GetProperty("added").EnumerateArray().Select(added => $"{added.Text("consequence")} {added.Text("code")}"));
        Assert.All(posted.GetProperty("added").EnumerateArray(), added => Assert.NotEqual("", added.Text("advice")));
    }

    [Theory, InlineData(Host, "json", "title"), InlineData(Hooks, "teams", "attachments"), InlineData(Hooks, "Teams", "attachments")]
    public async Task The_format_can_be_said(string host, string format, string member)
    {
        await RunAsync(
            "contoso.com", "--since", Last, "--json", Last, "--notify", WebhookServer.UrlOf(host), "--notify-format", format);

        Assert.True(JsonDocument.Parse(webhook.Bodies.Single()).RootElement.TryGetProperty(member, out _));
    }

    [Fact]
    public async Task The_url_can_come_from_the_environment()
    {
        var result = await Tool.RunAsync(
            ["check", "contoso.com", .. Place, "--since", Last, "--json", Last, "--notify"],
            [("MtaSts__NotifyUrl", WebhookServer.UrlOf(Host))], services: Services);

        AssertNoSecret(result);
        Assert.EndsWith($"\nNotified {Host}: 2 findings added.\n", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_url_in_the_environment_alone_notifies_nobody()
    {
        await Tool.RunAsync(
            ["check", "contoso.com", .. Place, "--since", Last, "--json", Last],
            [("MtaSts__NotifyUrl", WebhookServer.UrlOf(Host))], services: Services);

        Assert.Empty(webhook.Bodies);
    }

    [Theory]
    [InlineData("contoso.com --notify https://hooks.contoso.com/pq8c4f1b2a7e",
        "--notify posts what changed since an earlier report. Add --since FILE, and --json FILE to keep this one.")]
    [InlineData("contoso.com --since last.json --notify http://hooks.contoso.com/pq8c4f1b2a7e",
        "The value of --notify is not an https URL. Copy the whole URL of the webhook, in quotation marks; or set MtaSts__NotifyUrl and "
        + "write --notify last, without a value.")]
    [InlineData("--since last.json --all --notify contoso.com",
        "The value of --notify is not an https URL. Copy the whole URL of the webhook, in quotation marks; or set MtaSts__NotifyUrl and "
        + "write --notify last, without a value.")]
    [InlineData("contoso.com --since last.json --notify", "--notify has no URL. Write one after it, or set MtaSts__NotifyUrl.")]
    [InlineData("contoso.com --since last.json --notify https://hooks.contoso.com/pq8c4f1b2a7e --report-url reports/a.html",
        "The value of --report-url is not an https URL. Use one such as https://reports.contoso.com/mta-sts.html.")]
    [InlineData("contoso.com --report-url https://reports.contoso.com", "--report-url is for a notification. Add --notify.")]
    [InlineData("contoso.com --notify-format json", "--notify-format is for a notification. Add --notify.")]
    [InlineData("contoso.com --since last.json --notify https://hooks.contoso.com/pq8c4f1b2a7e --notify-format xml",
        "'xml' is not a value of --notify-format. Use teams or json.")]
    public async Task Wrong_usage_is_said_without_the_url_and_nothing_is_checked(string commandLine, string message)
    {
        var result = await Tool.RunAsync(["check", .. commandLine.Split(' ')], [], services: Services);

        AssertNoSecret(result);
        Assert.Equal((1, message), result.Refusal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_setting_that_is_no_url_is_not_repeated()
    {
        var result = await Tool.RunAsync(
            ["check", "contoso.com", "--since", Last, "--notify"], [("MtaSts__NotifyUrl", "hooks/pq8c4f1b2a7e")], services: Services);

        Assert.Equal(new ToolResult(1, "", "MtaSts__NotifyUrl is not an https URL. Copy the whole URL of the webhook.\n"), result);
    }

    [Theory, InlineData(WebhookServer.Secret), InlineData("pq8c4f1b2a7e")]
    public void A_url_in_the_settings_file_is_refused_and_not_repeated(string path)
    {
        var json = Encoding.UTF8.GetBytes($"{{\"notifyUrl\":\"https://{Hooks}/{path}\"}}");

        var refusal = Assert.Throws<CommandException>(() => SettingsReader.Read("/repository/mta-sts.json", json));

        Assert.StartsWith("/repository/mta-sts.json: notifyUrl ", refusal.Message, Ordinal);
        Assert.DoesNotContain("pq8c4f1b2a7e", refusal.Message, Ordinal);
    }

    [Fact]
    public async Task A_store_that_has_no_domain_any_more_is_news()
    {
        await CheckAsync();
        var empty = Directory.CreateDirectory(InFolder("policies")).FullName;

        var result = await RunAsync(
            "--all", "--directory", empty, "--since", Last, "--json", Last, "--notify", WebhookServer.UrlOf(Host));

        Assert.Equal(
            (0, $"The store has no domains: there is nothing to check.\nNotified {Host}: 1 domain no longer checked.\n"), result.Ending);
        Assert.Equal("No longer checked: contoso.com", ReadCard()[0]);
        Assert.Matches("^0 domains checked on [^:]*:[0-9]{2} UTC\\.$", ReadCard()[2]);
    }

    [Fact]
    public async Task The_help_says_where_the_secret_is_kept() =>
        Assert.Contains("[env: MtaSts__NotifyUrl]", (await Tool.RunAsync("check", "--help")).Output, Ordinal);

    private string Last => InFolder("last.json");

    private string[] Place => ["--resolver", $"{dns.EndPoint}"];

    private ToolServices Services => new() { CreateHandler = webhook.CreateHandler };

    private Task<ToolResult> CheckAsync(params string[] more) =>
        RunAsync(["contoso.com", "--since", Last, "--json", Last, "--notify", WebhookServer.UrlOf(Host), .. more]);

    private async Task<ToolResult> RunAsync(params string[] arguments)
    {
        var result = await Tool.RunAsync(["check", .. arguments, .. Place], [("COLUMNS", "300")], services: Services);
        AssertNoSecret(result);
        return result;
    }

    private string[] ReadCard() => CardRules.ReadLines(CardRules.AssertKept(Encoding.UTF8.GetBytes(webhook.Bodies.Last())));

    private void AssertNoSecret(ToolResult result)
    {
        var files = Directory.EnumerateFiles(Folder).Select(File.ReadAllText);
        Assert.All(files.Append($"{result}"), text =>
        {
            Assert.DoesNotContain("pq8c4f1b2a7e", text, Ordinal);
            Assert.DoesNotContain("Zm9vYmFy", text, Ordinal);
        });
    }
}
