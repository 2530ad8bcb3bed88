namespace MtaSts.Functions.Tests.Cli;

[Collection(BuildGroup.Name)]
public sealed class ToolPackageTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mta-sts-package-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_tool_is_packed_installed_from_the_folder_and_runs()
    {
        await RootCommand.RunAsync("dotnet", "pack", "MtaSts.Cli", "-o", Path.Combine(directory, "packages"));
        await RootCommand.RunAsync(
            "dotnet", "tool", "install", "--tool-path", Path.Combine(directory, "tools"), "mta-sts", "--add-source", Path.Combine(
                directory, "packages"));

        Assert.Contains("Manages MTA-STS policies", await RootCommand.RunAsync(Path.Combine(directory, "tools", "mta-sts"), "--help"), Ordinal);
    }
}
