using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The morning check, run as it is written.</summary>
public sealed class CheckStepTests : ScriptSandbox
{
    private const string Tags = "##vso[task.setvariable variable=checked]true\n##vso[build.addbuildtag]checked\n";
    private const string First = "There is no earlier check to compare with: all errors count as new.\n";

    private readonly Dictionary<string, string> variables = PipelineRun.GetSettings();

    public CheckStepTests()
    {
        variables["Agent.TempDirectory"] = Folder;
        variables["Build.ArtifactStagingDirectory"] = InFolder("out");
    }

    [Theory, InlineData(0, 0), InlineData(3, Failed)]
    public async Task What_a_check_found_is_kept_for_the_next_one(int ended, int exitCode)
    {
        var tool = Fake("mta-sts").Answer("check *", "[\"müller\"]", ended);
        var last = Write("previous/last.json", "[]");

        var result = await CheckAsync();

        Assert.Equal(new(exitCode, Tags, ""), result);
        Assert.Equal("[\"müller\"]", Read("out/check/last.json"));
        var report = InFolder("out/check");
        Assert.Equal(
            [$"check --all --since {last} --html {report}/report.html --junit {report}/junit.xml --output json"], tool.Calls);
    }

    [Fact]
    public async Task The_first_check_compares_with_nothing()
    {
        var tool = Fake("mta-sts").Answer("check *", "[]");

        Assert.Equal(new(0, First + Tags, ""), await CheckAsync());
        Assert.DoesNotContain("--since", Assert.Single(tool.Calls), Ordinal);
    }

    [Theory, InlineData(2), InlineData(1), InlineData(139)]
    public async Task A_check_that_did_not_happen_is_not_compared_with(int ended)
    {
        Fake("mta-sts").Answer("check *", exitCode: ended);

        var result = await CheckAsync();

        Assert.Equal((Failed, First), (result.ExitCode, result.Output));
        Assert.Contains($"mta-sts check ended with {ended}: it could not check.", Unwrapped(result.Errors), Ordinal);
    }

    [Fact]
    public async Task The_tool_itself_tells_what_is_new_since_the_report_that_was_kept()
    {
        using var dns = new DnsServer(new DnsZone());
        BringTool("--resolver", $"{dns.EndPoint}", "--directory", HostPolicy("contoso.com"));

        var first = await CheckAsync();
        Write("previous/last.json", Read("out/check/last.json"));
        var second = await CheckAsync();
        HostPolicy("fabrikam.com");
        var third = await CheckAsync();

        Assert.Equal((Failed, 0, Failed), (first.ExitCode, second.ExitCode, third.ExitCode));
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

    /// <summary>A policy in the folder <c>policies</c>; its folder.</summary>
    private string HostPolicy(string domain) => Path.GetDirectoryName(Write(
        $"policies/{domain}.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n"))!;

    private Task<ToolResult> CheckAsync() => RunStepAsync(
        PipelineRun.Create("azure-pipelines-check.yml", "Schedule").GetSteps()
            .Single(step => PipelineRun.FindScript(step)?.Contains("mta-sts check", Ordinal) == true),
        variables);
}
