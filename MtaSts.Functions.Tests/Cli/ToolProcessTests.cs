namespace MtaSts.Functions.Tests.Cli;

/// <summary>What only a process shows: that it starts, what it reads and writes, and how it ends.</summary>
public sealed class ToolProcessTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n";

    [Fact]
    public async Task The_result_goes_to_standard_output_and_the_exit_code_says_that_it_is_done() =>
        Assert.Equal(new ToolResult(0, "-: valid, id 59c2c002621ec086\n", ""), await ToolProcess.RunAsync(["lint", "-"], [], Policy));

    [Fact]
    public async Task Findings_have_an_exit_code_of_their_own() =>
        Assert.Equal(3, (await ToolProcess.RunAsync(["lint", "-"], [], "version: STSv2\n")).ExitCode);

    [Fact]
    public async Task A_wrong_call_goes_to_standard_error() => Assert.Equal(
        new ToolResult(1, "", "'frobnicate' is not a command.\nRun 'mta-sts --help' for usage.\n"), await ToolProcess.RunAsync(
            ["frobnicate"], []));

    [Fact]
    public async Task The_store_is_that_of_the_environment() => Assert.Equal(new ToolResult(0, "[]\n", "Domains: 0.\n"),
        await ToolProcess.RunAsync(["list", "--output", "json"], [("MtaSts__PolicyDirectory", Folder)]));

    [Fact]
    public async Task Bytes_go_to_standard_output_too()
    {
        Write("contoso.com.txt", Policy);

        var result = await ToolProcess.RunAsync(["export", "-", "--directory", Folder], []);

        Assert.Equal((0, "Exported: 1.\n"), result.Ending);
        Assert.StartsWith("[\n  {\n    \"domain\": \"contoso.com\"", result.Output, Ordinal);
    }

    [Fact]
    public async Task Interrupted_while_it_waits_for_input_that_does_not_come_it_is_cancelled()
    {
        using var session = TerminalSession.Start(["lint", InFolder("missing.txt"), "-"]);
        await session.ReadUntilAsync("missing.txt'.\r\n");

        (await session.InterruptAsync()).AssertEndsWith(2, "^CCancelled.\n");
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_asked_and_nothing_changed()
    {
        var database = InFolder("policies.db");
        await Tool.RunAsync("init", "--database", database);

        var result = await ToolProcess.RunAsync(
            ["set", "contoso.com", "--mode", "none", "--mx", "mail.contoso.com", "--database", database], []);
        var list = await Tool.RunAsync("list", "--output", "json", "--database", database);

        Assert.Equal(new ToolResult(1,
                "contoso.com:\n+ version: STSv1\n+ mode: none\n+ mx: mail.contoso.com\n+ max_age: 1209600\n",
                "This would change 1 domain. Not running interactively: add --yes to apply, or --dry-run to preview.\n"),
            result);
        Assert.Equal("[]\n", list.Output);
    }
}
