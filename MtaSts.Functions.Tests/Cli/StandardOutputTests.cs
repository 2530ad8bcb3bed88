namespace MtaSts.Functions.Tests.Cli;

/// <summary>Where what is written does not arrive: the device is full, the shell has closed it, or the reader has gone.</summary>
public sealed class StandardOutputTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\nmode: enforce\nmx: mail.contoso.com\nmax_age: 1209600\n";
    private const string Full = "Standard output could not be written: No space left on device.";

    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/full.");
        Write("policies/contoso.com.txt", Policy);
        Directory.CreateDirectory(InFolder("empty"));
        return base.InitializeAsync();
    }

    [Theory, InlineData("list --directory policies"), InlineData("list --output json --directory policies")]
    [InlineData("show contoso.com --directory policies"), InlineData("export - --directory policies")]
    [InlineData("dns contoso.com --format bind --directory policies"), InlineData("dns --all --directory policies")]
    [InlineData("check --all --directory empty"), InlineData("check --all --output json --directory empty")]
    [InlineData("lint policies/contoso.com.txt"), InlineData("--help"), InlineData("list --help"), InlineData("--version")]
    public async Task A_full_device_is_said_in_one_line(string command)
    {
        var result = await RunAsync(command, "> /dev/full");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith($"{Full}\n", result.Errors, Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, Ordinal);
    }

    [Theory, InlineData("list --output json --directory policies"), InlineData("export - --directory policies"), InlineData("--help")]
    public async Task A_closed_standard_output_is_said_in_one_line(string command) => Assert.Equal(
        new ToolResult(2, "", "Standard output could not be written: Bad file descriptor.\n"), await RunAsync(command, ">&-"));

    [Theory, InlineData("table", false), InlineData("json", true)]
    public async Task A_change_is_not_shown_as_failed_without_saying_that_it_may_be_made(string output, bool isMade)
    {
        var database = InFolder("policies.db");
        await Tool.RunAsync("init", "--database", database);

        var result = await RunAsync(
            $"set contoso.com --mode none --mx mail.contoso.com --yes --output {output} --database policies.db", "> /dev/full");

        // The difference is shown before the change is made, the JSON after that.
        Assert.Equal((2, $"{Full} What was changed by then stays changed: see 'mta-sts list'.\n"), result.Ending);
        var list = await Tool.RunAsync("list", "--output", "json", "--database", database);
        Assert.Equal(isMade, list.Json.GetArrayLength() == 1);
    }

    [Theory, InlineData("list --directory policies", 0), InlineData("export - --directory policies", 0)]
    [InlineData("lint policies/contoso.com.txt missing.txt", 2)]
    public async Task A_reader_that_goes_away_early_has_what_it_wanted(string command, int exitCode)
    {
        var result = await RunAsync(command, "| true; exit ${PIPESTATUS[0]}");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("Standard output", result.Errors, Ordinal);
    }

    [Theory, InlineData("2> /dev/full"), InlineData("2>&-")]
    public async Task Messages_that_cannot_be_written_change_nothing_of_the_result(string redirection)
    {
        var result = await RunAsync("list --output json --directory policies", redirection);

        Assert.Equal((0, "contoso.com"), (result.ExitCode, result.Json[0].Text("domain")));
    }

    [Theory, InlineData("export policies.json --directory policies"), InlineData("export policies.csv --directory policies")]
    [InlineData("export folder --directory policies"), InlineData("check --html page.html --all --directory empty")]
    [InlineData("check --junit page.xml --all --directory empty")]
    public async Task A_file_on_a_full_disk_is_named_and_nothing_of_it_is_left(string command)
    {
        foreach (var i in Enumerable.Range(0, 200))
        {
            // More than any buffer holds.
            Write($"policies/d{i}.contoso.com.txt", Policy);
        }

        // A limit on the size of files that the shell sets is what a full disk is to a program: a write that fails.
        var result = await RunAsync(command, "", "trap '' XFSZ; ulimit -f 0; DOTNET_EnableWriteXorExecute=0 ");

        var file = command.Split(' ').First(word => word.Contains('.') || word == "folder");
        Assert.Equal(2, result.ExitCode);
        Assert.Matches($"(?m)^(.*/)?{Regex.Escape(file)} could not be written: ", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors, Ordinal);
        Assert.Equal(
            [InFolder("empty"), InFolder("policies")], Directory.EnumerateFileSystemEntries(Folder).Order(StringComparer.Ordinal));
    }

    /// <summary>Runs the tool by a shell in the folder of the test.</summary>
    private async Task<ToolResult> RunAsync(string command, string redirection, string before = "")
    {
        using var process = ToolProcess.StartProgram(
            "bash", ["-c", $"{before}dotnet exec '{Tool.Path}' {command} {redirection}"], [], Folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new ToolResult(process.ExitCode, await output, await errors);
    }
}
