namespace MtaSts.Functions.Tests.Pipelines;

[Collection(BuildGroup.Name)]
public sealed class InstallToolScriptTests : ScriptSandbox
{
    [Fact]
    public async Task The_tool_is_built_and_later_steps_find_it()
    {
        var result = await RunWithAsync([("TF_BUILD", "True")], "install-tool.sh", "--folder", "tool");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.EndsWith($"##vso[task.prependpath]{InFolder("tool")}\n", result.Output, Ordinal);
        Assert.True(Has("tool/mta-sts"));
    }

    [Fact]
    public async Task A_build_that_fails_is_told()
    {
        Fake("dotnet").Answer("publish *", exitCode: 1);

        var result = await RunAsync("install-tool.sh", "--folder", "tool");

        Assert.Equal((2, "mta-sts could not be built.\n"), (result.ExitCode, result.Errors));
    }
}
