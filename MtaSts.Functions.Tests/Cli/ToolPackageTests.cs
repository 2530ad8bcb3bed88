namespace MtaSts.Functions.Tests.Cli;

[Collection(BuildGroup.Name)]
public sealed class ToolPackageTests : TestsWithFolder
{
    [Fact]
    public async Task The_tool_is_packed_installed_from_the_folder_and_runs()
    {
        await RootCommand.RunAsync("dotnet", "pack", "MtaSts.Cli", "-o", InFolder("packages"));
        await RootCommand.RunAsync(
            "dotnet", "tool", "install", "--tool-path", InFolder("tools"), "mta-sts", "--add-source", InFolder("packages"));

        Assert.Contains("Manages MTA-STS policies", await RootCommand.RunAsync(InFolder("tools", "mta-sts"), "--help"), Ordinal);
    }
}
