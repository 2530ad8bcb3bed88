namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The infrastructure: <c>eng/deploy.sh</c>, <c>eng/outputs.sh</c>, <c>eng/lint-bicep.sh</c>.</summary>
public sealed class DeployScriptTests : ScriptSandbox
{
    private const string Exists = "group exists *";
    private const string Create = "deployment group create *";
    private const string WhatIf = "deployment group what-if *";
    private const string Show = "deployment group show *";

    private readonly FakeProgram az;
    private readonly string[] arguments;

    public DeployScriptTests()
    {
        az = Fake("az");
        arguments = ["--resource-group", "rg", "--name", "app", "--parameters", Write("main.bicepparam")];
    }

    [Fact]
    public async Task What_is_deployed_is_what_was_shown()
    {
        az.Answer(Exists, "true\r\n").Answer(WhatIf, "  + Microsoft.Web/sites/app\n").Answer(Create);
        var list = Write("domains.txt", "# ours\ncontoso.com\r\n\nfabrikam.com");
        string[] same = [.. arguments, "--set", "hostingPlan=Basic", "--domains", list];

        var shown = await RunAsync("deploy.sh", [.. same, "--what-if", "report/what-if.md"]);
        var done = await RunAsync("deploy.sh", same);

        Assert.Equal((0, 0), (shown.ExitCode, done.ExitCode));
        Assert.Equal("# What app would change in rg\n\n```diff\n  + Microsoft.Web/sites/app\n```\n", Read("report/what-if.md"));
        Assert.Equal(Read("report/what-if.md"), shown.Output);
        var given = $"--resource-group rg --name app --parameters {arguments[^1]} --parameters hostingPlan=Basic "
            + "--parameters domains=[\"contoso.com\",\"fabrikam.com\"]";
        Assert.Equal(
            ["group exists --name rg --output tsv", $"deployment group what-if {given} --exclude-change-types Ignore NoChange",
             "group exists --name rg --output tsv", $"deployment group create {given} --output none"],
            az.Calls);
    }

    [Fact]
    public async Task An_empty_list_leaves_the_domains_to_the_parameter_file()
    {
        az.Answer(Exists, "true").Answer(Create);

        var result = await RunAsync("deploy.sh", [.. arguments, "--domains", Write("domains.txt", "# none yet\n")]);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("domains=", az.Calls[1], Ordinal);
    }

    [Fact]
    public async Task A_list_with_faults_deploys_nothing()
    {
        var list = Write("domains.txt", "contoso.com\nConToso.com\nmüller.de\n-x.com\n*.contoso.com\n");

        var result = await RunAsync("deploy.sh", [.. arguments, "--domains", list]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["2", "3", "4", "5"], result.Errors.Split('\n')[..4].Select(line => line[(list.Length + 7)..(list.Length + 8)]));
        Assert.Contains("nothing was deployed", result.Errors, Ordinal);
        Assert.Empty(az.Calls);
    }

    [Theory, InlineData("false", 0, "There is no resource group rg"), InlineData("", 0, "There is no resource group rg")]
    [InlineData("", 1, "The subscription does not answer")]
    public async Task Without_a_resource_group_nothing_is_deployed(string output, int exitCode, string message)
    {
        az.Answer(Exists, output, exitCode);

        var result = await RunAsync("deploy.sh", arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, Ordinal);
        Assert.Single(az.Calls);
    }

    [Fact]
    public async Task A_deployment_that_fails_is_told()
    {
        az.Answer(Exists, "true").Answer(Create, exitCode: 1, errors: "Conflict\n");

        var result = await RunAsync("deploy.sh", arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Conflict\nThe deployment app failed", result.Errors, Ordinal);
    }

    [Theory, InlineData("", 1), InlineData("", 0)]
    public async Task Changes_that_cannot_be_found_out_leave_no_report(string output, int exitCode)
    {
        az.Answer(Exists, "true").Answer(WhatIf, output, exitCode);

        var result = await RunAsync("deploy.sh", [.. arguments, "--what-if", "what-if.md"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("could not be found out", result.Errors, Ordinal);
        Assert.False(Has("what-if.md"));
    }

    [Fact]
    public async Task The_report_has_no_colours_and_is_shown_with_the_run()
    {
        az.Answer(Exists, "true").Answer(WhatIf, "\u001b[38;5;77m+ Create\u001b[0m\r\n");

        var result = await RunWithAsync([("TF_BUILD", "True")], "deploy.sh", [.. arguments, "--what-if", "what-if.md"]);

        Assert.Contains("\n+ Create\n", Read("what-if.md"), Ordinal);
        Assert.EndsWith($"##vso[task.uploadsummary]{InFolder("what-if.md")}\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task Outputs_become_lines_and_in_a_pipeline_variables()
    {
        az.Answer(Show, """{"appName":{"type":"String","value":"app"},"packageUrl":{"type":"String","value":""}}""");

        var desk = await RunAsync("outputs.sh", "--resource-group", "rg", "--name", "app", "appName", "packageUrl");
        var pipeline = await RunWithAsync([("TF_BUILD", "True")], "outputs.sh", "--resource-group", "rg", "--name", "app", "appName");

        Assert.Equal("appName=app\npackageUrl=\n", desk.Output);
        Assert.Equal("appName=app\n##vso[task.setvariable variable=appName]app\n", pipeline.Output);
    }

    [Theory, InlineData("", 3, "There is no deployment app in rg"), InlineData("null", 0, "has no outputs")]
    [InlineData("", 0, "has no outputs"), InlineData("WARNING: odd", 0, "has no outputs")]
    [InlineData("""{"other":{"value":"x"}}""", 0, "has no output appName")]
    [InlineData("""{"appName":{"value":["x"]}}""", 0, "has no output appName")]
    public async Task Outputs_that_are_not_there_are_told(string output, int exitCode, string message)
    {
        az.Answer(Show, output, exitCode);

        var result = await RunAsync("outputs.sh", "--resource-group", "rg", "--name", "app", "appName");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, Ordinal);
    }

    [Fact]
    public async Task Every_bicep_file_is_linted_even_after_one_with_faults()
    {
        Write("infra/a.bicep");
        Write("infra/modules/b.bicep");
        Write("infra/c.bicepparam");
        az.Answer("bicep lint --file */a.bicep", exitCode: 1).Answer("bicep *");

        var result = await RunAsync("lint-bicep.sh", "--folder", "infra");

        Assert.Equal((2, "Bicep files have faults, see above.\n"), (result.ExitCode, result.Errors));
        Assert.Equal(
            ["lint --file infra/a.bicep", "build-params --file infra/c.bicepparam --stdout", "lint --file infra/modules/b.bicep"],
            az.Calls.Select(call => call["bicep ".Length..]));
    }

    [Fact]
    public async Task Bicep_files_without_faults_pass_and_an_empty_folder_does_not()
    {
        Write("infra/a.bicep");
        Directory.CreateDirectory(InFolder("empty"));
        az.Answer("bicep *");

        var clean = await RunAsync("lint-bicep.sh", "--folder", "infra");
        var empty = await RunAsync("lint-bicep.sh", "--folder", "empty");

        Assert.Equal((0, "1 files, no fault.\n"), (clean.ExitCode, clean.Errors));
        Assert.Equal((2, "There is no Bicep file in empty.\n"), (empty.ExitCode, empty.Errors));
    }
}
