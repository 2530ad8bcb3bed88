using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The steps that show and deploy a parameter file, and ask for outputs, run as they are written.</summary>
public sealed class DeploymentStepTests : ScriptSandbox
{
    private const string Create = "deployment group create *";
    private const string WhatIf = "deployment group what-if *";
    private const string Show = "deployment group show *";

    private readonly FakeProgram az;

    public DeploymentStepTests() => az = Fake("az");

    [Fact]
    public async Task What_is_deployed_is_what_was_shown()
    {
        az.Answer(WhatIf, "  \u001b[32m+ Microsoft.Web/sites/app\u001b[0m\n").Answer(Create);

        var shown = await RunAsync(Find("'what-if' -eq"));
        var done = await RunAsync(Find("'create' -eq"));

        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        Assert.Equal((0, ""), (done.ExitCode, done.Errors));
        Assert.Equal("# What mta-sts would change\n```diff\n  + Microsoft.Web/sites/app\n\n```\n", Read("mta-sts.md"));
        Assert.Contains($"##vso[task.uploadsummary]{InFolder("mta-sts.md")}\n", shown.Output, Ordinal);
        const string Same = "--resource-group rg-mta-sts --name mta-sts --parameters infra/app.bicepparam";
        Assert.Equal(
            [$"deployment group what-if {Same} --exclude-change-types Ignore NoChange", $"deployment group create {Same} --output none"],
            az.Calls);
    }

    [Fact]
    public async Task Who_gets_the_alerts_is_read_by_the_parameter_file_alone()
    {
        az.Answer(WhatIf, script: "printf '%s' \"$MTA_STS_APP $MTA_STS_ALERT_EMAILS\"");
        var steps = PipelineRun.Create("azure-pipelines-domains.yml", "Manual", given: ("alertEmails", "@a 'b' \"c\" $d@contoso.com"));

        var result = await RunAsync(steps.GetSteps().First(step => step.ContainsKey("env")), ("appName", "app"));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("app @a 'b' \"c\" $d@contoso.com", result.Output, Ordinal);
        Assert.Contains("--name mta-sts-monitoring --parameters infra/monitoring.bicepparam", Assert.Single(az.Calls), Ordinal);
    }

    [Theory, InlineData("'what-if' -eq", WhatIf), InlineData("'create' -eq", Create)]
    public async Task What_az_refuses_ends_the_step(string step, string call)
    {
        az.Answer(call, exitCode: 1, errors: "ERROR: AuthorizationFailed\n");

        var result = await RunAsync(Find(step));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ERROR: AuthorizationFailed", result.Errors, Ordinal);
        Assert.DoesNotContain("uploadsummary", result.Output, Ordinal);
    }

    [Fact]
    public async Task Outputs_become_variables()
    {
        az.Answer(Show, """{"appId":{"type":"String","value":"/subscriptions/1"},"hostName":{"type":"String","value":"app.example"}}""");

        var result = await RunAsync(Find("in -split"));

        Assert.Equal(
            (0, "##vso[task.setvariable variable=appId]/subscriptions/1\n##vso[task.setvariable variable=hostName]app.example\n"),
            (result.ExitCode, result.Output));
        Assert.Equal(
            ["deployment group show --resource-group rg-mta-sts --name mta-sts --query properties.outputs --output json"], az.Calls);
    }

    [Theory, InlineData("""{"hostName":{"type":"String","value":"app.example"}}""", 0, "The deployment mta-sts has no output appId.")]
    [InlineData("", 0, "The deployment mta-sts has no output appId."), InlineData("", 3, "Program \"az\" ended with non-zero exit code: 3")]
    public async Task An_output_that_is_not_there_is_told(string outputs, int exitCode, string message)
    {
        az.Answer(Show, outputs, exitCode);

        var result = await RunAsync(Find("in -split"));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, Ordinal);
    }

    private Task<ToolResult> RunAsync(YamlMap step, params (string Name, string Value)[] more)
    {
        var variables = PipelineRun.GetSettings();
        variables["Agent.TempDirectory"] = Folder;
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return RunStepAsync(step, variables);
    }

    private static YamlMap Find(string text) => PipelineRun.Create("azure-pipelines.yml", "Manual", hostingPlan: "WindowsConsumption")
        .GetSteps().Last(step => PipelineRun.FindScript(step)?.Contains(text, Ordinal) == true);
}
