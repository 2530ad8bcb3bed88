namespace MtaSts.Functions.Tests.Pipelines;

public sealed class OnboardScriptTests : ScriptSandbox
{
    private const string GoOn = "##vso[task.setvariable variable=goOn;isOutput=true]true";
    private const string Issues = "##vso[task.complete result=SucceededWithIssues;]\n";

    private readonly FakeProgram tool;

    public OnboardScriptTests() => tool = Fake("mta-sts");

    [Fact]
    public async Task What_is_shown_and_approved_is_done()
    {
        tool.Answer("onboard *", "[]\n");

        var shown = await RunAsync("-WhatIf");
        var done = await RunAsync("-Timeout 5h");

        Assert.Equal((0, 0, ""), (shown.ExitCode, done.ExitCode, shown.Errors + done.Errors));
        Assert.Equal(
            ["onboard --file infra/domains.txt --what-if --output json",
             "onboard --file infra/domains.txt --wait --timeout 5h --yes --output json"],
            tool.Calls);
        Assert.Equal("[]\n", Read("report/onboard.json"));
        Assert.DoesNotContain(GoOn, shown.Output + done.Output, Ordinal);
        Assert.DoesNotContain(Issues, shown.Output + done.Output, Ordinal);
    }

    [Fact]
    public async Task Domains_that_wait_are_a_warning_and_stand_in_a_table()
    {
        tool.Answer("onboard *", Domains(
            """{"domain":"contoso.com","stage":"done","waitsFor":null,"text":"","records":[]}""",
            """{"domain":"xn--mller-kva.example","stage":"cname","waitsFor":"you","text":"Make the CNAME\n| of müller","records":[]}"""),
            exitCode: 2, errors: "waiting\n");

        var result = await RunAsync();

        Assert.Equal((0, "waiting\n"), (result.ExitCode, result.Errors));
        Assert.Equal(
            "| domain | stage | waits for | would change | |\n|---|---|---|---|---|\n"
            + "| xn--mller-kva.example | cname | you |  | Make the CNAME of müller |\n",
            Read("report/onboard.md"));
        Assert.Contains($"##vso[task.uploadsummary]{InFolder("report/onboard.md")}\n", result.Output, Ordinal);
        Assert.Contains("##vso[task.logissue type=warning]Not all domains are done.", result.Output, Ordinal);
        Assert.EndsWith(Issues, result.Output, Ordinal);
    }

    [Theory, InlineData("", 2, Failed), InlineData("", 3, Failed), InlineData("-WhatIf", 2, 0)]
    public async Task A_domain_that_must_be_mended_fails_the_run_but_not_the_preview(string option, int ended, int exitCode)
    {
        tool.Answer("onboard *", Domains(
            """{"domain":"contoso.com","stage":"certificate","waitsFor":"fix","text":"CAA\nforbids it","changes":["certificate"]}""",
            """{"domain":"fabrikam.com","stage":"cname","waitsFor":"dns","text":"","records":[],"changes":[]}"""), exitCode: ended);

        var result = await RunAsync(option);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains("##vso[task.logissue type=error]contoso.com: CAA forbids it\n", result.Output, Ordinal);
        Assert.DoesNotContain("type=error]fabrikam.com", result.Output, Ordinal);
        Assert.Equal(exitCode == 0, result.Output.EndsWith(Issues, Ordinal));
        Assert.True(Has("report/onboard.json"));
    }

    [Fact]
    public async Task What_others_have_in_DNS_gives_no_command_to_the_agent()
    {
        tool.Answer("onboard *", Domains(
            """{"domain":"contoso.com","stage":"records","waitsFor":"fix","text":"It has '##vso[task.prependpath]/x' and\n##[error]y"}"""),
            exitCode: 2);

        var result = await RunAsync();

        Assert.Contains("type=error]contoso.com: It has '## vso[task.prependpath]/x' and ## [error]y\n", result.Output, Ordinal);
        Assert.DoesNotContain("##vso[task.prependpath]", result.Output, Ordinal);
        Assert.DoesNotContain("##[error]", result.Output, Ordinal);
    }

    [Theory, InlineData("tool", """["policy"]""", true), InlineData("azure", """["certificate"]""", true)]
    [InlineData("you", """["cname"]""", false), InlineData("dns", """["certificate"]""", false), InlineData("fix", """["policy"]""", false)]
    [InlineData("tool", "[]", false), InlineData(null, """["records"]""", true)]
    public async Task Only_what_the_tool_can_do_by_itself_is_worth_an_approval_at_night(string? waitsFor, string changes, bool isWorthIt)
    {
        var waiting = waitsFor is null ? "null" : $"\"{waitsFor}\"";
        tool.Answer("onboard *", Domains(
            $$"""{"domain":"contoso.com","stage":"policy","waitsFor":{{waiting}},"text":"","records":[],"changes":{{changes}}}"""));

        Assert.Equal(isWorthIt, (await RunAsync("-WhatIf")).Output.Contains(GoOn, Ordinal));
    }

    [Theory, InlineData(2, ""), InlineData(1, ""), InlineData(3, ""), InlineData(1, "[]")]
    public async Task What_could_not_be_done_at_all_fails(int ended, string report)
    {
        tool.Answer("onboard *", report, ended, "You are not signed in.\n");

        var result = await RunAsync();

        Assert.Equal((Failed, "You are not signed in.\n"), (result.ExitCode, result.Errors));
        Assert.DoesNotContain("SucceededWithIssues", result.Output, Ordinal);
    }

    [Theory, InlineData("azure-pipelines-domains.yml"), InlineData("azure-pipelines-check.yml")]
    public async Task Without_its_settings_the_tool_is_not_even_built(string pipeline)
    {
        var first = PipelineRun.Create(pipeline, "Manual").GetSteps().First(step => PipelineRun.FindScript(step) is not null);

        var without = await RunStepAsync(first, []);
        Write("mta-sts.json", "{}");
        var with = await RunStepAsync(first, []);

        Assert.Equal((Failed, 0), (without.ExitCode, with.ExitCode));
        Assert.Contains(
            "mta-sts.json is missing at the root of the repository. Run 'mta-sts init' there on your machine, and commit the file",
            Unwrapped(without.Errors),
            Ordinal);
    }

    private static string Domains(params string[] domains) => $"[{string.Join(',', domains)}]";

    private Task<ToolResult> RunAsync(string options = "") => RunScriptAsync("onboard.ps1", $"-Report report {options}");
}
