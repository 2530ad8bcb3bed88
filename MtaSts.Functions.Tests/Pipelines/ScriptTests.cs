using System.Diagnostics;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What all scripts have in common.</summary>
public sealed class ScriptTests : ScriptSandbox
{
    public static TheoryData<string> Names =>
        [.. ScriptSandbox.Scripts.Except(["eng/common.sh"]).Select(script => Path.GetFileName(script))];

    [Theory, MemberData(nameof(Names))]
    public async Task Help_says_how_to_call_it(string script)
    {
        var result = await RunAsync(script, "--help");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith($"Usage: eng/{script}", result.Output, Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task An_unknown_option_is_wrong_usage(string script)
    {
        var result = await RunAsync(script, "--unheard-of");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"Unknown: --unheard-of\nUsage: eng/{script}", result.Errors, Ordinal);
    }

    [Theory, InlineData("pack.sh", "--folder needs a value.", "--folder --output")]
    [InlineData("install-tool.sh", "--folder is missing.", ""), InlineData("deploy.sh", "--name is missing.", "--resource-group rg")]
    [InlineData("deploy.sh", "--set needs NAME=VALUE, not 'plan'.", "--resource-group rg --name n --parameters p --set plan")]
    [InlineData("outputs.sh", "Name an output.", "--resource-group rg --name n")]
    [InlineData(
        "deploy-app.sh", "--attempts must be a number, not 'x'.", "--resource-group rg --app a --package p --package-url u --attempts x")]
    [InlineData("bound-domains.sh", "--app is missing.", "--resource-group rg")]
    [InlineData("bind-domains.sh", "--bound is missing.", "--resource-group rg --name n --app a --plan Basic --domains d")]
    [InlineData("smoke-test.sh", "--domains is missing.", "--app host")]
    [InlineData(
        "domain-parameters.sh", "--app: 'a'b' is not the name of an app.", "--app a'b --plan Basic --domains d --bound b --output o")]
    [InlineData(
        "dns-parameters.sh", "--phase must be names or all, not 'x'.", "--phase x --app a --verification-id i --domains d --output o")]
    [InlineData("dns-parameters.sh", "--rua needs a value.", "--rua")]
    [InlineData("dns-parameters.sh", "--rua needs a value.", "--rua --output o")]
    [InlineData("check.sh", "--store is missing.", "--app host")]
    [InlineData("lint-bicep.sh", "--folder needs a value.", "--folder")]
    public async Task Wrong_usage_is_told(string script, string message, string arguments)
    {
        var result = await RunAsync(script, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{message}\nUsage: eng/{script}", result.Errors, Ordinal);
    }

    [Theory, InlineData("deploy.sh", "--parameters: there is no file p.", "--resource-group rg --name n --parameters p")]
    [InlineData(
        "deploy-app.sh", "--package: there is no file p.",
        "--resource-group rg --app a --package p --package-url https://a.blob.core.windows.net/c/b")]
    [InlineData("smoke-test.sh", "--domains: there is no file d.", "--app host --domains d")]
    [InlineData("domain-parameters.sh", "--domains: there is no file d.", "--app a --plan Basic --domains d --bound b --output o")]
    [InlineData("dns-parameters.sh", "--domains: there is no file d.", "--phase all --app a --verification-id i --domains d --output o")]
    [InlineData("check.sh", "--domains: there is no file d.", "--app host --store https://st --output o --domains d")]
    [InlineData("pack.sh", "--folder: there is no folder f.", "--folder f --output o")]
    [InlineData("lint-bicep.sh", "--folder: there is no folder f.", "--folder f")]
    public async Task A_file_that_is_not_there_is_told(string script, string message, string arguments)
    {
        var result = await RunAsync(script, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, $"{message}\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task Shellcheck_finds_nothing()
    {
        var path = ProcessGuard.Find("shellcheck");
        Assert.SkipWhen(path is null, "shellcheck is not installed; eng/install-shellcheck.sh installs it.");
        string[] arguments = ["--external-sources", .. ScriptSandbox.Scripts, ".ci/run"];

        var result = await ScriptSandbox.RunProgramAsync(
            new ProcessStartInfo(path!, arguments) { WorkingDirectory = RootCommand.FindRoot() });

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Shellcheck_that_is_there_is_not_installed_again()
    {
        var sudo = Fake("sudo").Answer("apt-get *");
        Fake("shellcheck");

        var there = await RunAsync("install-shellcheck.sh");

        Assert.Equal((0, "shellcheck is installed.\n"), (there.ExitCode, there.Errors));
        Assert.Empty(sudo.Calls);
    }

    [Theory, InlineData(0, 0, 0, ""), InlineData(100, 0, 2, "The package lists could not be fetched.\n")]
    [InlineData(0, 100, 2, "shellcheck could not be installed.\n")]
    public async Task Shellcheck_is_installed_where_it_is_missing(int updated, int installed, int exitCode, string errors)
    {
        var sudo = Fake("sudo").Answer("apt-get update", exitCode: updated).Answer("apt-get install --yes shellcheck", exitCode: installed);

        var result = await RunWithAsync([("PATH", OnlyPrograms("bash", "cat", "dirname"))], "install-shellcheck.sh");

        Assert.Equal((exitCode, errors), (result.ExitCode, result.Errors));
        Assert.Equal("apt-get update", sudo.Calls[0]);
    }

    [Theory, InlineData("az", "outputs.sh", "--resource-group rg --name n appName")]
    [InlineData("az", "bound-domains.sh", "--resource-group rg --app a")]
    [InlineData("mta-sts", "check.sh", "--app a --store https://st --output out")]
    public async Task A_program_that_is_missing_is_told(string program, string script, string arguments)
    {
        var result = await RunWithAsync(
            [("PATH", OnlyPrograms("bash", "dirname"))], script, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{program} is not installed. ", result.Errors, Ordinal);
    }
}
