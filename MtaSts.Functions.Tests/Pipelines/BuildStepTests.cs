using System.IO.Compression;
using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The steps that build the app's package and the tool, run as they are written.</summary>
[Collection(BuildGroup.Name)]
public sealed class BuildStepTests : ScriptSandbox
{
    [Fact]
    public async Task The_package_has_all_that_the_host_needs()
    {
        var step = Find("azure-pipelines.yml", "dotnet publish MtaSts.Functions");

        var result = await RunStepAsync(
            step, new() { ["runtime"] = "linux-x64", ["Build.ArtifactStagingDirectory"] = Folder }, RootCommand.FindRoot());

        Assert.True(result.ExitCode == 0, result.ToString());
        await using var zip = await ZipFile.OpenReadAsync(InFolder("app.zip"), Token);
        var entries = zip.Entries.Select(entry => entry.FullName).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "host.json", "MtaSts.Functions.dll", "functions.metadata", "extensions.json", "worker.config.json",
                ".azurefunctions/function.deps.json", "MtaSts.Functions",
            },
            entries);
        Assert.DoesNotContain(entries, entry => entry.StartsWith("policies", Ordinal) || entry.StartsWith("local.settings", Ordinal));
    }

    [Fact]
    public async Task The_tool_is_built_and_later_steps_find_it()
    {
        var result = await BuildToolAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.EndsWith($"##vso[task.prependpath]{InFolder("mta-sts")}\n", result.Output, Ordinal);
        Assert.True(Has("mta-sts/mta-sts"));
    }

    [Fact]
    public async Task A_tool_that_cannot_be_built_is_told_and_not_looked_for()
    {
        Fake("dotnet").Answer("publish *", exitCode: 1);

        var result = await BuildToolAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("prependpath", result.Output, Ordinal);
    }

    private Task<ToolResult> BuildToolAsync() => RunStepAsync(
        Find("azure-pipelines-check.yml", "dotnet publish MtaSts.Cli"), new() { ["Agent.TempDirectory"] = Folder }, RootCommand.FindRoot());

    private static YamlMap Find(string pipeline, string command) => PipelineRun.Create(pipeline, "Manual").GetSteps()
        .First(step => PipelineRun.FindScript(step)?.Contains(command, Ordinal) == true);
}
