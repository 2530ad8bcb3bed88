namespace MtaSts.Functions.Tests.Cli;

/// <summary>A wrong call says what is wrong and where to find help, on standard error alone, and in three lines at most.</summary>
public sealed class WrongCallTests
{
    [Theory]
    [InlineData("", "Required command was not provided.", "mta-sts")]
    [InlineData("frobnicate", "'frobnicate' is not a command.", "mta-sts")]
    [InlineData("template frobnicate", "'frobnicate' is not a command.", "mta-sts template")]
    [InlineData("list --frobnicate", "'--frobnicate' is not an option of this command.", "mta-sts list")]
    [InlineData("set contoso.com --mode none --frobnicate", "'--frobnicate' is not an option of this command.", "mta-sts set")]
    [InlineData("lits", "'lits' is not a command. Did you mean 'list'?", "mta-sts")]
    [InlineData("movemx contoso.com", "'movemx' is not a command. Did you mean 'move-mx'?", "mta-sts")]
    [InlineData("template shwo exchange", "'shwo' is not a command. Did you mean 'show'?", "mta-sts template")]
    [InlineData("list --outptu json", "'--outptu' is not an option of this command. Did you mean '--output'?", "mta-sts list")]
    [InlineData("[frobnicate] list", "'[frobnicate]' is one argument too many.", "mta-sts list")]
    [InlineData("show", "Required argument missing for command: 'show'.", "mta-sts show")]
    [InlineData("show contoso.com fabrikam.com", "'fabrikam.com' is one argument too many.", "mta-sts show")]
    [InlineData("set contoso.com --max-age", "Required argument missing for option: '--max-age'.", "mta-sts set")]
    [InlineData("set contoso.com --mx", "Required argument missing for option: '--mx'.", "mta-sts set")]
    [InlineData("import a.csv --mode on", "'on' is not a value of --mode. Use enforce, testing or none.", "mta-sts import")]
    [InlineData(
        "import a.csv --mx a@contoso.com",
        "'a@contoso.com' is not the name of a mail host: it is a mail address; write the host that receives mail, as the MX record of the "
        + "domain names it.", "mta-sts import")]
    [InlineData("template set t --max-age soon",
        "'soon' is not a time. Use seconds, or a number and h, d or w, such as 36h, 14d or 2w.", "mta-sts template set")]
    [InlineData("check contoso.com --timeout", "Required argument missing for option: '--timeout'.", "mta-sts check")]
    [InlineData("check contoso.com --timeout soon", "'soon' is not a duration. Use one such as 90s, 10m or 1h.", "mta-sts check")]
    [InlineData("lint a.txt --record spf", "'spf' is not a value of --record. Use mta-sts or tls-rpt.", "mta-sts lint")]
    [InlineData("template set t", "Nothing to set. Use --mx or --max-age.", "mta-sts template set")]
    [InlineData(
        "set contoso.com contoso.onmicrosoft.com --mx mail.contoso.com",
        "contoso.onmicrosoft.com cannot have a policy: Microsoft manages the DNS. Name the domains that are your own.", "mta-sts set")]
    [InlineData(
        "onboard CONTOSO.onmicrosoft.com",
        "contoso.onmicrosoft.com cannot have a policy: Microsoft manages the DNS. Name the domains that are your own.", "mta-sts onboard")]
    [InlineData("remove contoso.com --now", "--now needs a --reason.", "mta-sts remove")]
    public async Task It_is_told_in_one_line_and_a_second_one_names_the_help(string commandLine, string message, string command) =>
        Assert.Equal(
        new ToolResult(1, "", $"{message}\nRun '{command} --help' for usage.\n"),
        await Tool.RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task Of_several_faults_two_are_told()
    {
        var result = await Tool.RunAsync("check", "contoso.com", "--timeout", "0", "--concurrency", "0", "--app", "a_b");

        var lines = result.Errors.TrimEnd('\n').Split('\n');
        Assert.Equal((1, "", 3), (result.ExitCode, result.Output, lines.Length));
        Assert.All(lines[..2], line => Assert.StartsWith("'", line, Ordinal));
        Assert.Equal("Run 'mta-sts check --help' for usage.", lines[2]);
    }

    [Fact]
    public async Task A_hostile_word_stays_one_harmless_line() => Assert.Equal(
        new ToolResult(1, "", "'a\uFFFD[2J\uFFFDb' is not a value of --mode. Use enforce, testing or none.\n"
            + "Run 'mta-sts list --help' for usage.\n"),
        await Tool.RunAsync("list", "--mode", "a\u001b[2J\nb"));
}
