using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The morning check, run as it is written.</summary>
public sealed class CheckStepTests : ScriptSandbox
{
    private const string Url = "https://hooks.contoso.com/pq8c4f1b2a7e";
    private const string Reported = "##vso[task.setvariable variable=reported]true\n";
    private const string Tag = "##vso[build.addbuildtag]checked\n";

    private readonly Dictionary<string, string> variables = PipelineRun.GetSettings();

    public CheckStepTests()
    {
        variables["Agent.TempDirectory"] = Folder;
        variables["Build.ArtifactStagingDirectory"] = InFolder("out");
        variables["Build.BuildId"] = "17";
        variables["System.CollectionUri"] = "https://dev.azure.com/contoso/";
        variables["System.TeamProjectId"] = "0f6e";
    }

    private string Call => $"check --all --failed --since {InFolder("previous/last.json")} --json {InFolder("out/check/last.json")} "
        + $"--html {InFolder("out/check/report.html")} --junit {InFolder("out/check/junit.xml")}";

    [Theory, InlineData(0, 0), InlineData(3, Failed)]
    public async Task What_a_check_found_is_kept_for_the_next_one(int ended, int exitCode)
    {
        var tool = Fake("mta-sts").Answer("check *", "1 domain\n", ended, script: Touch("report.html", "last.json"));

        var result = await CheckAsync();

        Assert.Equal(new(exitCode, $"1 domain\n{Reported}{Tag}", ""), result);
        Assert.Equal([Call], tool.Calls);
    }

    [Theory, InlineData(2), InlineData(1), InlineData(139)]
    public async Task A_check_that_did_not_happen_is_not_compared_with(int ended)
    {
        Fake("mta-sts").Answer("check *", exitCode: ended);

        var result = await CheckAsync();

        Assert.Equal((Failed, ""), (result.ExitCode, result.Output));
        Assert.Contains($"mta-sts check ended with {ended}: it could not check, or not notify.", Unwrapped(result.Errors), Ordinal);
    }

    [Fact]
    public async Task A_check_whose_news_was_not_delivered_has_a_page_and_is_not_compared_with()
    {
        Fake("mta-sts").Answer("check *", exitCode: 2, script: Touch("report.html"));

        var result = await CheckAsync();

        Assert.Equal((Failed, Reported), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_secret_variable_has_the_url_that_is_notified_and_the_command_line_has_it_not()
    {
        variables["notifyUrl"] = Url;
        var tool = Fake("mta-sts").Answer("check *", script: $"printenv MtaSts__NotifyUrl\n{Touch("report.html", "last.json")}");

        var result = await CheckAsync();

        Assert.Equal(new(0, $"{Url}\n{Reported}{Tag}", ""), result);
        Assert.Equal(
            [$"{Call} --report-url https://dev.azure.com/contoso/0f6e/_build/results?buildId=17 --notify"], tool.Calls);
    }

    [Fact]
    public async Task A_variable_that_is_no_url_fails_the_check_and_is_not_passed_over()
    {
        variables["notifyUrl"] = "pq8c4f1b2a7e";
        BringTool();

        var result = await CheckAsync();

        Assert.Equal(Failed, result.ExitCode);
        Assert.Contains("MtaSts__NotifyUrl is not an https URL. Copy the whole URL of the webhook.", Unwrapped(result.Errors), Ordinal);
        Assert.DoesNotContain("pq8c4f1b2a7e", $"{result}", Ordinal);
    }

    [Fact]
    public async Task What_senders_report_is_fetched_shown_and_checked_with()
    {
        variables["reportsMailbox"] = "tls-reports@contoso.com";
        var tool = Fake("mta-sts").Answer("reports fetch *", script: $"mkdir '{InFolder("reports")}'").Answer("reports /*", exitCode: 3)
            .Answer("check *", script: Touch("report.html", "last.json"));

        var fetched = await FetchAsync();
        await CheckAsync();

        Assert.Equal(new(0, "", ""), fetched);
        Assert.Equal(
            [
                $"reports fetch --mailbox tls-reports@contoso.com --to {InFolder("reports")} --since 35",
                $"reports {InFolder("reports")} --since 14 --html {InFolder("out/check/reports.html")}",
                Call.Replace("--all", $"--all --reports {InFolder("reports")}", Ordinal),
            ],
            tool.Calls);
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_read_to_its_end_fails_its_step_and_the_check_goes_without_reports()
    {
        variables["reportsMailbox"] = "tls-reports@contoso.com";
        var tool = Fake("mta-sts").Answer("reports fetch *", exitCode: 2, script: $"mkdir '{InFolder("reports")}'")
            .Answer("reports /*").Answer("check *", script: Touch("report.html", "last.json"));

        var fetched = await FetchAsync();
        var check = await CheckAsync();

        Assert.Equal((Failed, 0), (fetched.ExitCode, check.ExitCode));
        Assert.Contains("mta-sts reports fetch ended with 2: it could not fetch all reports.", Unwrapped(fetched.Errors), Ordinal);
        Assert.Equal(Call, tool.Calls[^1]);
    }

    [Fact]
    public async Task An_agent_that_has_no_reports_checks_without_them_also_where_the_settings_name_a_folder()
    {
        using var dns = new DnsServer(new DnsZone());
        Write("mta-sts.json", """{ "reports": "not-fetched" }""");
        BringTool("--resolver", $"{dns.EndPoint}", "--directory", HostPolicy("contoso.com"));

        var result = await CheckAsync();

        Assert.EndsWith($"{Reported}{Tag}", result.Output, Ordinal);
        Assert.Contains("not-fetched does not exist", Unwrapped(result.Errors), Ordinal);
    }

    [Fact]
    public async Task The_tool_itself_tells_what_is_new_since_the_report_that_was_kept()
    {
        using var dns = new DnsServer(new DnsZone());
        BringTool("--resolver", $"{dns.EndPoint}", "--directory", HostPolicy("contoso.com"));

        var first = await CheckAsync();
        Write("previous/last.json", Read("out/check/last.json"));
        File.Delete(InFolder("out/check/last.json"));
        var second = await CheckAsync();
        HostPolicy("fabrikam.com");
        var third = await CheckAsync();

        Assert.Equal((Failed, 0, Failed), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.Contains("There is no earlier report ", first.Errors, Ordinal);
        Assert.EndsWith($"{Reported}{Tag}", second.Output, Ordinal);
        Assert.True(Has("out/check/report.html") && Has("out/check/junit.xml"));
    }

    [Fact]
    public async Task Of_a_store_that_apps_share_only_the_domains_of_a_list_are_checked()
    {
        using var dns = new DnsServer(new DnsZone());
        HostPolicy("fabrikam.com");
        BringTool("--resolver", $"{dns.EndPoint}", "--directory", HostPolicy("contoso.com"));
        variables["checkedDomains"] = Write("ours.txt", "# ours\r\ncontoso.com\r\n");

        var result = await CheckAsync();

        Assert.True(result.ExitCode == Failed, result.ToString());
        using var report = JsonDocument.Parse(Read("out/check/last.json"));
        var domain = Assert.Single(report.RootElement.GetProperty("domains").EnumerateArray());
        Assert.Equal("contoso.com", domain.GetProperty("domain").GetString());
        Assert.True(domain.GetProperty("hosted").GetBoolean());
    }

    /// <summary>What a check does that writes these files.</summary>
    private string Touch(params string[] files) => string.Join('\n', files.Select(file => $"touch '{InFolder("out/check", file)}'"));

    /// <summary>A policy in the folder <c>policies</c>; its folder.</summary>
    private string HostPolicy(string domain) => Path.GetDirectoryName(Write(
        $"policies/{domain}.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n"))!;

    private Task<ToolResult> FetchAsync() => RunStepAsync("mta-sts reports fetch");

    private Task<ToolResult> CheckAsync() => RunStepAsync("mta-sts check");

    private Task<ToolResult> RunStepAsync(string command) => RunStepAsync(
        PipelineRun.Create("azure-pipelines-check.yml", "Schedule").GetSteps()
            .Single(step => PipelineRun.FindScript(step)?.Contains(command, Ordinal) == true),
        variables);
}
