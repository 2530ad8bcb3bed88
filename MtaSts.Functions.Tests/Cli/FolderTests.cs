namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool at work on a folder of policy files.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mta-sts-tool-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Policies_are_set_changed_rolled_back_and_removed_as_files()
    {
        await DoAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes");
        Assert.Equal("version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n", await ReadAsync());

        await DoAsync("set", "contoso.com", "--mode", "enforce", "--max-age", "2w", "--yes");
        Assert.Contains("mode: enforce", await ReadAsync(), StringComparison.Ordinal);

        await DoAsync("rollback", "contoso.com", "--yes");
        Assert.Contains("mode: testing", await ReadAsync(), StringComparison.Ordinal);

        await DoAsync("remove", "contoso.com", "--now", "--reason", "test", "--yes");
        Assert.False(File.Exists(GetPath("contoso.com")));
        Assert.Contains("removed", (await DoAsync("history", "contoso.com")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_difference_is_shown_where_it_stands()
    {
        await DoAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes");

        var result = await DoAsync("set", "contoso.com", "--mode", "enforce", "--max-age", "2w", "--mx", "mx2.contoso.com", "--mx", "mail.contoso.com", "--dry-run");

        Assert.EndsWith(
            "  version: STSv1\n- mode: testing\n+ mode: enforce\n  mx: mail.contoso.com\n- max_age: 604800\n+ mx: mx2.contoso.com\n+ max_age: 1209600\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_max_age_for_all_that_is_imported_may_be_said_in_weeks()
    {
        var file = Path.Combine(directory, "domains.csv");
        await File.WriteAllTextAsync(file, "Domain\ncontoso.com\n", TestContext.Current.CancellationToken);

        await DoAsync("import", file, "--mx", "mail.contoso.com", "--max-age", "2w", "--yes");

        Assert.Contains("max_age: 1209600", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_written_by_hand_are_listed_and_shown_and_invalid_ones_are_told()
    {
        await File.WriteAllTextAsync(GetPath("contoso.com"), "version: STSv1\nmode: enforce\nmx: mail.contoso.com\nmax_age: 1209600\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(GetPath("fabrikam.com"), "mode: on\n", TestContext.Current.CancellationToken);

        var list = await RunAsync("list");

        Assert.Equal(3, list.ExitCode);
        Assert.Contains("contoso.com", list.Output, StringComparison.Ordinal);
        Assert.Contains("MTASTS1", list.Output, StringComparison.Ordinal);
        Assert.Contains("max_age: 1209600", (await DoAsync("show", "contoso.com")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("rollback")]
    [InlineData("remove")]
    public async Task A_refusal_names_a_domain_in_both_its_forms(string command) => Assert.Equal(
        new ToolResult(2, "", "xn--bcher-kva.example (bücher.example) was never hosted here.\n"), await RunAsync(command, "bücher.example"));

    [Fact]
    public async Task The_steps_of_a_removal_name_a_domain_in_both_its_forms()
    {
        await DoAsync("set", "bücher.example", "--mx", "mail.contoso.com", "--yes");

        var first = await DoAsync("remove", "bücher.example", "--yes");
        var second = await RunAsync("remove", "bücher.example", "--yes");
        var last = await DoAsync("remove", "bücher.example", "--now", "--reason", "test", "--yes");

        Assert.Contains("Senders may hold earlier policies of xn--bcher-kva.example (bücher.example) until ", first.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Senders may hold earlier policies of xn--bcher-kva.example (bücher.example) until ", second.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Senders may hold earlier policies of xn--bcher-kva.example (bücher.example) until ", last.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_there_is_not_is_wrong_usage_and_says_which_there_are()
    {
        var result = await RunAsync("list", "--output", "xml");

        Assert.Equal((1, "'xml' is not a value of --output. Use table or json."), (result.ExitCode, result.Errors.Split('\n')[0]));
    }

    [Fact]
    public async Task A_template_is_refused_with_what_to_use_instead() => Assert.Equal(
        new ToolResult(2, "", "A folder keeps policies only; templates need Table Storage.\n"),
        await RunAsync("template", "set", "exchange", "--mx", "*.mail.protection.outlook.com", "--max-age", "2w", "--yes", "--output", "json"));

    [Fact]
    public async Task A_folder_that_does_not_exist_is_a_failure()
    {
        var missing = Path.Combine(directory, "missing");

        var result = await Tool.RunAsync("list", "--directory", missing);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(missing, result.Errors, StringComparison.Ordinal);
    }

    private string GetPath(string domain) => Path.Combine(directory, $"{domain}.txt");

    private Task<string> ReadAsync() => File.ReadAllTextAsync(GetPath("contoso.com"));

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync([.. arguments, "--directory", directory]);

    private async Task<ToolResult> DoAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
        return result;
    }
}
