using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What looks at the app from outside: <c>eng/smoke-test.sh</c>, <c>eng/check.sh</c>.</summary>
public sealed class CheckScriptTests : ScriptSandbox
{
    [Fact]
    public async Task Domains_of_an_app_that_is_well_are_checked()
    {
        Fake("curl").Answer("* https://app.azurewebsites.net/health", "200");
        var tool = Fake("mta-sts").Answer("check *", "all clean\n");

        var result = await SmokeAsync("contoso.com\n", "--junit", "checks/junit.xml");

        Assert.Equal((0, "all clean\n", ""), (result.ExitCode, result.Output, result.Errors));
        Assert.Matches("^check --file [^ ]+ --app app.azurewebsites.net --junit checks/junit.xml$", Assert.Single(tool.Calls));
        Assert.True(Directory.Exists(InFolder("checks")));
    }

    [Fact]
    public async Task The_domains_that_the_check_gets_are_those_of_the_list()
    {
        Fake("curl").Answer("*", "200");
        Fake("mta-sts").Answer("check *", script: "cat \"${arguments[2]}\"");

        Assert.Equal("contoso.com\nfabrikam.com\n", (await SmokeAsync("# ours\r\ncontoso.com\r\n\nfabrikam.com")).Output);
    }

    [Theory, InlineData(3, 3), InlineData(2, 2), InlineData(139, 2)]
    public async Task A_check_that_fails_says_how_to_go_back(int ended, int exitCode)
    {
        Fake("curl").Answer("*", "200");
        Fake("mta-sts").Answer("check *", exitCode: ended);

        var result = await SmokeAsync("contoso.com\n");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("How to go back:", result.Errors, Ordinal);
        Assert.Contains("stage \"Deploy the app\"", result.Errors, Ordinal);
        Assert.Contains(PipelineRun.Create("azure-pipelines.yml", "Manual").Stages, stage => "Deploy the app".Equals(stage["displayName"]));
    }

    [Fact]
    public async Task Without_a_bound_domain_only_the_health_is_checked()
    {
        Fake("curl").Answer("*", "200");
        var tool = Fake("mta-sts");

        var result = await SmokeAsync("");

        const string Message = "app.azurewebsites.net is well. No domain is bound to it yet, so none was checked.\n";
        Assert.Equal((0, Message), (result.ExitCode, result.Errors));
        Assert.Empty(tool.Calls);
    }

    [Fact]
    public async Task An_app_that_is_not_well_is_waited_for_and_then_told()
    {
        var curl = Fake("curl").Answer("*", "000", 7);
        var tool = Fake("mta-sts");

        var result = await SmokeAsync("contoso.com\n");

        Assert.Equal((2, 3), (result.ExitCode, curl.Calls.Count));
        Assert.Contains("How to go back:", result.Errors, Ordinal);
        Assert.Contains("app.azurewebsites.net is not well", result.Errors, Ordinal);
        Assert.Empty(tool.Calls);
    }

    [Theory, InlineData("200 OK", 0), InlineData("503 Service Unavailable", 2), InlineData("302 Found", 2)]
    public async Task The_health_is_asked_for_over_http(string status, int exitCode)
    {
        using var server = new LoopbackServer(async (stream, token) =>
        {
            while (await LoopbackServer.ReadLineAsync(stream, token) is { Length: > 0 })
            {
                // The head of the request does not matter.
            }

            await LoopbackServer.WriteAsync(stream, $"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token);
        });
        Fake("mta-sts");

        Assert.Equal(exitCode, (await SmokeAsync("", "--health", $"http://127.0.0.1:{server.Port}/health")).ExitCode);
    }

    [Theory, InlineData(0, "No new error.\n"), InlineData(3, "There are new errors: see report.html.\n")]
    public async Task What_a_check_found_is_kept_for_the_next_one(int exitCode, string message)
    {
        const string Script = "printf '[\"%s\"]' \"$PolicyStorage__tableServiceUri\"";
        var tool = Fake("mta-sts").Answer("check *", exitCode: exitCode, script: Script);
        var last = Write("previous/last.json", "[]");

        var result = await CheckAsync("--domains", "", "--since", last);

        Assert.Equal((exitCode, message), (result.ExitCode, result.Errors));
        Assert.Equal("##vso[task.setvariable variable=checked]true\n##vso[build.addbuildtag]checked\n", result.Output);
        Assert.Equal("[\"https://st.table.core.windows.net\"]", Read("out/last.json"));
        Assert.Equal(
            $"check --all --app app.azurewebsites.net --html out/report.html --junit out/junit.xml --output json --since {last}",
            Assert.Single(tool.Calls));
    }

    [Theory, InlineData(null), InlineData("")]
    public async Task The_first_check_compares_with_nothing(string? last)
    {
        var tool = Fake("mta-sts").Answer("check *", "[]");
        var path = last is null ? "previous/last.json" : Write("previous/last.json", last);

        var result = await CheckAsync("--since", path);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("--since", Assert.Single(tool.Calls), Ordinal);
        Assert.Contains("all errors count as new", result.Errors, Ordinal);
    }

    [Theory, InlineData(2, "[]", "mta-sts check ended with 2: it could not check.")]
    [InlineData(1, "", "mta-sts check ended with 1: it could not check."), InlineData(0, "", "mta-sts check said nothing.")]
    public async Task A_check_that_did_not_happen_keeps_nothing(int ended, string output, string message)
    {
        Fake("mta-sts").Answer("check *", output, ended);
        Write("out/last.json", "of an earlier run");

        var result = await CheckAsync();

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith($"{message}\n", result.Errors, Ordinal);
        Assert.False(Has("out/last.json"));
    }

    [Fact]
    public async Task The_tool_itself_checks_what_the_smoke_test_asks_it_to()
    {
        using var dns = new DnsServer(new DnsZone());
        Fake("curl").Answer("*", "200");
        BringTool("--resolver", $"{dns.EndPoint}");

        var result = await SmokeAsync("contoso.com\nfabrikam.com\n", "--junit", "checks/junit.xml");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("MTASTS404 mta-sts.fabrikam.com", result.Output, Ordinal);
        Assert.Contains("<testsuite name=\"contoso.com\"", Read("checks/junit.xml"), Ordinal);
        Assert.Contains("How to go back:", result.Errors, Ordinal);
    }

    [Fact]
    public async Task The_tool_itself_tells_what_is_new_since_the_report_that_was_kept()
    {
        using var dns = new DnsServer(new DnsZone());
        BringTool("--resolver", $"{dns.EndPoint}", "--directory", HostPolicy("contoso.com"));

        var first = await CheckAsync("--since", "out/last.json");
        var kept = Write("previous/last.json", Read("out/last.json"));
        var second = await CheckAsync("--since", kept);
        Write("previous/last.json", Read("out/last.json"));
        HostPolicy("fabrikam.com");
        var third = await CheckAsync("--since", kept);

        Assert.Equal((3, 0, 3), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.Contains("all errors count as new", first.Errors, Ordinal);
        Assert.Equal(("No new error.\n", "There are new errors: see report.html.\n"), (second.Errors, third.Errors));
        Assert.True(Has("out/report.html") && Has("out/junit.xml"));
    }

    [Fact]
    public async Task Of_a_store_that_apps_share_only_the_domains_of_a_list_are_checked()
    {
        using var dns = new DnsServer(new DnsZone());
        HostPolicy("fabrikam.com");
        BringTool("--resolver", $"{dns.EndPoint}", "--directory", HostPolicy("contoso.com"));

        var result = await CheckAsync("--domains", Write("ours.txt", "# ours\r\ncontoso.com\r\n"));

        Assert.True(result.ExitCode == 3, result.ToString());
        using var report = JsonDocument.Parse(Read("out/last.json"));
        var domain = Assert.Single(report.RootElement.GetProperty("domains").EnumerateArray());
        Assert.Equal("contoso.com", domain.GetProperty("domain").GetString());
        Assert.True(domain.GetProperty("hosted").GetBoolean());
    }

    [Theory, InlineData("# none\n", "names no domain.\n"), InlineData("Contoso.com\n", "has faults; no domain was checked.\n")]
    public async Task A_list_without_good_domains_is_not_checked(string list, string message)
    {
        var tool = Fake("mta-sts");

        var result = await CheckAsync("--domains", Write("ours.txt", list));

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith(message, result.Errors, Ordinal);
        Assert.Empty(tool.Calls);
    }

    [Fact]
    public async Task The_tool_itself_does_not_check_with_a_report_that_is_none()
    {
        BringTool();

        var result = await CheckAsync("--since", Write("previous/last.json", "{broken"));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith("mta-sts check ended with 2: it could not check.\n", result.Errors, Ordinal);
        Assert.False(Has("out/last.json"));
    }

    private Task<ToolResult> SmokeAsync(string domains, params string[] more) => RunAsync(
        "smoke-test.sh",
        ["--app", "app.azurewebsites.net", "--domains", Write("bound.txt", domains), "--attempts", "3", "--delay", "0", .. more]);

    private Task<ToolResult> CheckAsync(params string[] more) => RunWithAsync(
        [("TF_BUILD", "True")],
        "check.sh",
        ["--app", "app.azurewebsites.net", "--store", "https://st.table.core.windows.net", "--output", "out", .. more]);
}
