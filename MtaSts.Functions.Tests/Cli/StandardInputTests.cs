namespace MtaSts.Functions.Tests.Cli;

/// <summary>Where there is nothing to read: the shell has closed standard input, or it is at its end.</summary>
public sealed class StandardInputTests : TestsWithFolder
{
    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No shell there closes it.");
        return base.InitializeAsync();
    }

    [Theory, InlineData("lint -"), InlineData("import - --database policies.db"), InlineData("check --file -")]
    [InlineData("set contoso.com --from - --database policies.db")]
    public async Task What_the_shell_has_closed_is_said_and_not_waited_for(string command)
    {
        await Tool.RunAsync("init", "--database", InFolder("policies.db"));

        Assert.Equal(new ToolResult(2, "", "- could not be read: Standard input is closed.\n"), await RunAsync($"{command} <&-"));
    }

    [Fact]
    public async Task What_is_at_its_end_is_empty()
    {
        var result = await RunAsync("lint - < /dev/null");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("-: invalid\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_read_to_its_end() => Assert.Equal(
        (0, ""), (await RunAsync("lint -", @"printf 'version: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 1209600\n' | ")).Ending);

    private async Task<ToolResult> RunAsync(string command, string before = "")
    {
        using var process = ToolProcess.StartProgram("bash", ["-c", $"{before}dotnet exec '{Tool.Path}' {command}"], [], Folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new ToolResult(process.ExitCode, await output, await errors);
    }
}
