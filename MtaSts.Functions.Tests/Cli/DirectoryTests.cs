using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool on a folder of files.</summary>
public sealed class DirectoryTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("mta-sts-tool-").FullName;

    private string Folder => Path.Combine(parent, "deeper", "policies");

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public async Task Init_creates_the_folder_and_does_nothing_when_it_is_there()
    {
        Assert.Equal(new ToolResult(0, "", "The store is ready.\n"), await Tool.RunAsync("init", "--directory", Folder));
        await File.WriteAllTextAsync(Path.Combine(Folder, "example.com.txt"), "mine", TestContext.Current.CancellationToken);
        Assert.Equal(new ToolResult(0, "", "The store is ready.\n"), await Tool.RunAsync("init", "--directory", Folder));

        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Folder, "example.com.txt"), TestContext.Current.CancellationToken));
        await new FilePolicyStore(Folder).ProbeAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_folder_may_be_named_by_the_apps_own_setting()
    {
        var result = await Tool.RunAsync(["init"], [("MtaSts__PolicyDirectory", Folder)]);

        Assert.Equal((0, true), (result.ExitCode, Directory.Exists(Folder)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_a_failure()
    {
        var file = Path.Combine(parent, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var result = await Tool.RunAsync("init", "--directory", file);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"The policy folder {file} could not be used: ", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--connection-string", "UseDevelopmentStorage=true")]
    [InlineData("--table-service-uri", "https://account.table.core.windows.net")]
    public async Task A_folder_and_another_store_are_wrong_usage(string option, string value)
    {
        var result = await Tool.RunAsync("init", "--directory", Folder, option, value);

        Assert.Equal(new ToolResult(1, "", "Name one store: --connection-string, --table-service-uri or --directory.\n"), result);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_folder_without_a_name_is_none()
    {
        var result = await Tool.RunAsync("init", "--directory", "");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("No store is named. ", result.Errors, StringComparison.Ordinal);
    }
}
