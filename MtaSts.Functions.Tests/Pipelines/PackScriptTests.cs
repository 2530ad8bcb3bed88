using System.IO.Compression;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>The zip: <c>eng/pack.sh</c>.</summary>
public sealed class PackScriptTests : IDisposable
{
    private static readonly string[] Azure =
        ["host.json", "MtaSts.Functions.dll", "functions.metadata", "worker.config.json", ".azurefunctions/function.deps.json", "runtimes/win/lib/x.dll"];

    private readonly ScriptSandbox bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task The_zip_has_the_folder_that_begins_with_a_dot()
    {
        Publish(Azure);
        bench.File("out/app.zip", "of an earlier run");

        var result = await PackAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        await using var zip = await ZipFile.OpenReadAsync(Path.Combine(bench.Folder, "out/app.zip"), TestContext.Current.CancellationToken);
        Assert.Equal(Azure.Order(), zip.Entries.Where(entry => entry.Name.Length > 0).Select(entry => entry.FullName).Order());
    }

    [Theory]
    [InlineData("host.json", "host.json")]
    [InlineData("MtaSts.Functions.dll", "MtaSts.Functions.dll")]
    [InlineData("functions.metadata", "functions.metadata")]
    [InlineData("worker.config.json", "worker.config.json")]
    [InlineData(".azurefunctions/function.deps.json", ".azurefunctions/")]
    public async Task What_the_host_needs_and_is_missing_is_told_and_leaves_no_zip(string without, string missing)
    {
        Publish([.. Azure.Except([without])]);

        var result = await PackAsync();

        Assert.Equal((2, $"The published app has no {missing}; it could not run as azure.\n"), (result.ExitCode, result.Errors));
        Assert.False(bench.Has("out/app.zip"));
    }

    [Theory]
    [InlineData("local.settings.json", "local.settings.json")]
    [InlineData("policies/example.localhost.txt", "policies/")]
    public async Task What_belongs_to_a_desk_is_not_packed(string file, string told)
    {
        Publish([.. Azure, file]);

        var result = await PackAsync();

        Assert.Equal((2, $"The published app has {told}, which must not leave this machine.\n"), (result.ExitCode, result.Errors));
        Assert.False(bench.Has("out/app.zip"));
    }

    [Fact]
    public async Task The_other_flavour_needs_less()
    {
        Publish(["host.json", "MtaSts.Functions.dll"]);

        var result = await PackAsync("--flavour", "kestrel");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(bench.Has("out/app.zip"));
    }

    [Fact]
    public async Task An_app_that_cannot_be_published_leaves_no_zip()
    {
        bench.Fake("dotnet").Answer("publish *", exitCode: 1, errors: "error CS0000\n");

        var result = await bench.RunAsync("publish.sh", "--runtime", "win-x64", "--output", "out/app.zip");

        Assert.Equal((2, "error CS0000\nThe app could not be published.\n"), (result.ExitCode, result.Errors));
        Assert.False(bench.Has("out/app.zip"));
    }

    private void Publish(string[] files)
    {
        foreach (var file in files)
        {
            bench.File(Path.Combine("published", file), file);
        }
    }

    private Task<Cli.ToolResult> PackAsync(params string[] more) => bench.RunAsync("pack.sh", ["--folder", "published", "--output", "out/app.zip", .. more]);
}
