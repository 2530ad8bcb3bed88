using System.Diagnostics;
using System.IO.Compression;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The package of the app: <c>eng/pack.targets</c>.</summary>
public sealed class PackTests : TestsWithFolder
{
    private static readonly string[] NeededFiles =
    ["host.json", "MtaSts.Functions.dll", "functions.metadata", "extensions.json", "worker.config.json",
     ".azurefunctions/function.deps.json", "runtimes/win/lib/x.dll"];

    [Fact]
    public async Task The_package_has_the_folder_that_begins_with_a_dot()
    {
        Publish(NeededFiles);
        Write("out/app.zip", "of an earlier run");

        var result = await PackAsync("out/app.zip");

        Assert.True(result.ExitCode == 0, result.ToString());
        await using var zip = await ZipFile.OpenReadAsync(InFolder("out/app.zip"), Token);
        Assert.Equal(NeededFiles.Order(), zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Theory, InlineData("host.json"), InlineData("MtaSts.Functions.dll"), InlineData("functions.metadata"), InlineData("extensions.json")]
    [InlineData("worker.config.json"), InlineData(".azurefunctions/function.deps.json")]
    public async Task What_the_host_needs_and_is_missing_is_told_and_leaves_no_package(string missing)
    {
        Publish([.. NeededFiles.Except([missing])]);
        Write("out/app.zip", "of an earlier run");

        var result = await PackAsync("out/app.zip");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"The published app has no {missing}, without which the Functions host cannot run it.", result.Output, Ordinal);
        Assert.False(File.Exists(InFolder("out/app.zip")));
    }

    [Theory, InlineData("local.settings.json", "local.settings.json"), InlineData("policies/example.localhost.txt", "policies")]
    public async Task What_belongs_to_a_desk_is_not_packed(string file, string told)
    {
        Publish([.. NeededFiles, file]);

        var result = await PackAsync("out/app.zip");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"The published app has {told}, which must not leave this machine.", result.Output, Ordinal);
        Assert.False(File.Exists(InFolder("out/app.zip")));
    }

    [Fact]
    public async Task What_is_published_without_a_package_is_looked_at_all_the_same()
    {
        Publish([.. NeededFiles.Except(["host.json"])]);

        Assert.Contains("has no host.json", (await PackAsync("")).Output, Ordinal);
    }

    private void Publish(string[] files)
    {
        foreach (var file in files)
        {
            Write(Path.Combine("published", file), file);
        }
    }

    private Task<ToolResult> PackAsync(string package)
    {
        Write("app.proj", $"""<Project><Import Project="{Path.Combine(RootCommand.FindRoot(), "eng", "pack.targets")}" /></Project>""");
        return ScriptSandbox.RunProgramAsync(new ProcessStartInfo(
            "dotnet",
            ["msbuild", "app.proj", "-nologo", "-target:PackApp", "-property:PublishDir=published/", $"-property:AppPackage={package}"])
        {
            WorkingDirectory = Folder,
        });
    }
}
