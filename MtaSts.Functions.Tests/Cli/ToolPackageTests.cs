using System.Runtime.InteropServices;

namespace MtaSts.Functions.Tests.Cli;

[Collection(BuildGroup.Name)]
public sealed class ToolPackageTests : TestsWithFolder
{
    [Fact]
    public async Task The_tool_is_packed_installed_from_the_folder_and_runs()
    {
        await RootCommand.RunAsync("dotnet", "pack", "MtaSts.Cli", "-o", InFolder("packages"));
        await RootCommand.RunAsync(
            "dotnet", "tool", "install", "--tool-path", InFolder("tools"), "mta-sts", "--source", InFolder("packages"));

        Assert.Contains("Manages MTA-STS policies", await RootCommand.RunAsync(InFolder("tools", "mta-sts"), "--help"), Ordinal);
    }

    [Fact]
    public async Task The_single_file_is_one_file_and_runs_with_all_that_it_needs()
    {
        await RootCommand.RunAsync(
            "dotnet",
            "publish",
            "MtaSts.Cli",
            "-p:PublishProfile=SingleFile",

            // To compile ahead takes a minute, and changes nothing of what the file has.
            "-p:PublishReadyToRun=false",
            "-r",
            RuntimeInformation.RuntimeIdentifier,
            "-o",
            InFolder("single"));
        var tool = Assert.Single(Directory.EnumerateFileSystemEntries(InFolder("single")));
        var database = InFolder("policies.db");

        // SQLite's own library, ICU, and what is embedded.
        await RunAsync(tool, "init --database policies.db");
        await RunAsync(tool, "set bücher.example --mx mail.contoso.com --yes --database policies.db");
        Assert.Contains("(bücher.example)", await RunAsync(tool, "list --database policies.db"), Ordinal);
        Assert.Equal((await Tool.RunAsync("completion", "bash")).Output, await RunAsync(tool, "completion bash"));
    }

    [Fact]
    public void Nothing_but_the_tool_is_meant_to_be_packed()
    {
        var packed = Directory.EnumerateFiles(RootCommand.FindRoot(), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("<IsPackable>true</IsPackable>", Ordinal));

        Assert.Equal(["MtaSts.Cli.csproj"], packed.Select(Path.GetFileName));
        Assert.Contains(
            "<IsPackable>false</IsPackable>", File.ReadAllText(Path.Combine(RootCommand.FindRoot(), "Directory.Build.props")), Ordinal);
    }

    private async Task<string> RunAsync(string tool, string arguments)
    {
        using var process = ToolProcess.StartProgram(tool, arguments.Split(' '), [], Folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, errors);
        return await output;
    }
}
