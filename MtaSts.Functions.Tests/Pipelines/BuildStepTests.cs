using System.Diagnostics;
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

    [Fact]
    public async Task The_tool_is_kept_as_a_package_and_as_single_files_with_their_sums()
    {
        const string Keep = """
            target=${arguments[-1]}
            mkdir -p "$target"
            case "${arguments[0]}" in pack) name=mta-sts.1.0.0.nupkg ;; *) name=mta-sts ;; esac
            echo "${arguments[@]}" > "$target/$name"
            """;
        var dotnet = Fake("dotnet").Answer("pack *", script: Keep).Answer("publish *", script: Keep);

        var result = await RunStepAsync(
            Find("azure-pipelines.yml", "dotnet pack"), new() { ["Build.ArtifactStagingDirectory"] = Folder }, RootCommand.FindRoot());

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            [
                $"pack MtaSts.Cli --output {InFolder("mta-sts")}",
                .. from runtime in (string[])["win-x64", "linux-x64", "osx-arm64"]
                   select $"publish MtaSts.Cli -p:PublishProfile=SingleFile --runtime {runtime} --output {InFolder("mta-sts")}/{runtime}",
            ],
            dotnet.Calls);
        Assert.Equal(4, Read("mta-sts/SHA256SUMS").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var check = await RunProgramAsync(
            new ProcessStartInfo("sha256sum", ["--check", "--strict", "SHA256SUMS"]) { WorkingDirectory = InFolder("mta-sts") });
        Assert.Equal((0, ""), check.Ending);
        Assert.Contains("linux-x64/mta-sts: OK\n", check.Output, Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_published_ends_the_step()
    {
        Fake("dotnet").Answer("pack *", script: "mkdir -p \"${arguments[-1]}\"").Answer("publish *", exitCode: 1);

        var result = await RunStepAsync(
            Find("azure-pipelines.yml", "dotnet pack"), new() { ["Build.ArtifactStagingDirectory"] = Folder }, RootCommand.FindRoot());

        Assert.Equal(1, result.ExitCode);
        Assert.False(Has("mta-sts/SHA256SUMS"));
    }

    private Task<ToolResult> BuildToolAsync() => RunStepAsync(
        Find("azure-pipelines-check.yml", "dotnet publish MtaSts.Cli"), new() { ["Agent.TempDirectory"] = Folder }, RootCommand.FindRoot());

    private static YamlMap Find(string pipeline, string command) => PipelineRun.Create(pipeline, "Manual").GetSteps()
        .First(step => PipelineRun.FindScript(step)?.Contains(command, Ordinal) == true);
}
