using System.IO.Compression;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The zip: <c>eng/pack.sh</c>.</summary>
public sealed class PackScriptTests : ScriptSandbox
{
    private static readonly string[] NeededFiles =
    ["host.json", "MtaSts.Functions.dll", "functions.metadata", "worker.config.json", ".azurefunctions/function.deps.json",
     "runtimes/win/lib/x.dll"];

    [Fact]
    public async Task The_zip_has_the_folder_that_begins_with_a_dot()
    {
        Publish(NeededFiles);
        Write("out/app.zip", "of an earlier run");

        var result = await PackAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        await using var zip = await ZipFile.OpenReadAsync(InFolder("out/app.zip"), Token);
        Assert.Equal(NeededFiles.Order(), zip.Entries.Where(entry => entry.Name.Length > 0).Select(entry => entry.FullName).Order());
    }

    [Theory, InlineData("host.json", "host.json"), InlineData("MtaSts.Functions.dll", "MtaSts.Functions.dll")]
    [InlineData("functions.metadata", "functions.metadata"), InlineData("worker.config.json", "worker.config.json")]
    [InlineData(".azurefunctions/function.deps.json", ".azurefunctions/")]
    public async Task What_the_host_needs_and_is_missing_is_told_and_leaves_no_zip(string without, string missing)
    {
        Publish([.. NeededFiles.Except([without])]);

        var result = await PackAsync();

        Assert.Equal((2, $"The published app has no {missing}; the Functions host could not run it.\n"), (result.ExitCode, result.Errors));
        Assert.False(Has("out/app.zip"));
    }

    [Theory, InlineData("local.settings.json", "local.settings.json"), InlineData("policies/example.localhost.txt", "policies/")]
    public async Task What_belongs_to_a_desk_is_not_packed(string file, string told)
    {
        Publish([.. NeededFiles, file]);

        var result = await PackAsync();

        Assert.Equal((2, $"The published app has {told}, which must not leave this machine.\n"), (result.ExitCode, result.Errors));
        Assert.False(Has("out/app.zip"));
    }

    private void Publish(string[] files)
    {
        foreach (var file in files)
        {
            Write(Path.Combine("published", file), file);
        }
    }

    private Task<Cli.ToolResult> PackAsync() => RunAsync("pack.sh", "--folder", "published", "--output", "out/app.zip");
}
