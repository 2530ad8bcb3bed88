namespace MtaSts.Functions.Tests.Cli;

/// <summary>Folders and patterns of policies, where the shell does not expand them.</summary>
public sealed class LintFolderTests : TestsWithFolder
{
    private const string Good = "version: STSv1\nmode: testing\nmax_age: 604800\nmx: *.mail.protection.outlook.com\n";
    private const string Id = "f946149ece0e06e0";

    [Fact]
    public async Task A_folder_stands_for_its_policies_in_order_each_with_its_domain_and_a_summary()
    {
        var (second, first) = (Write("b.example.txt", Good), Write("a.example.txt", " \n"));
        var unicode = Write("xn--bcher-kva.example.txt", Good);
        Write("notes.md", "# Notes");

        Assert.Equal(
            new ToolResult(
                3,
                $"{first} (a.example): invalid\n"
                + "  MTASTS103 error: The policy is empty but for white space. Write the fields version, mode, mx and max_age, one per "
                + "line. (RFC 8461 §3.2)\n"
                + $"{second} (b.example): valid, id {Id}\n"
                + $"{unicode} (xn--bcher-kva.example (bücher.example)): valid, id {Id}\n"
                + "3 files: 2 valid, 1 invalid\n",
                ""),
            await Tool.RunAsync("lint", Folder));
    }

    [Fact]
    public async Task Sites_and_folders_below_are_looked_into_and_hidden_ones_are_not()
    {
        var site = Write("sites/mta-sts.a.example/.well-known/mta-sts.txt", Good);
        var deep = Write("customers/b/b.example.txt", Good);
        Write(".git/c.example.txt", "no policy");
        Write("customers/b/readme.txt", "no policy");

        Assert.Equal(
            new ToolResult(0, $"{deep} (b.example): valid, id {Id}\n{site} (a.example): valid, id {Id}\n2 files: 2 valid, 0 invalid\n", ""),
            await Tool.RunAsync("lint", Folder));
    }

    [Fact]
    public async Task A_file_is_said_to_be_for_the_domain_that_a_server_serves_it_for()
    {
        var file = Write("mta-sts.a.example.txt", Good);

        Assert.Equal(
            new ToolResult(
                0,
                $"{file} (mta-sts.a.example): valid, id {Id}\n",
                $"Note on {file}: a file <domain>.txt is for the domain that is called so itself; if you mean a.example, call the file "
                + "a.example.txt.\n"),
            await Tool.RunAsync("lint", Folder));
        Assert.Equal(
            ["mta-sts.a.example"],
            await new FilePolicyStore(Folder).ListAsync(Token).Select(stored => stored.Domain.Ascii).ToListAsync(Token));
    }

    [Fact]
    public async Task A_clone_of_GitHub_Pages_is_for_the_host_in_its_CNAME()
    {
        var site = Write("a.github.io/.well-known/mta-sts.txt", Good);
        Write("a.github.io/CNAME", "mta-sts.a.example\n");

        Assert.Equal(
            new ToolResult(
                0,
                $"{site} (a.example): valid, id {Id}\n",
                $"Note on {site}: its file CNAME names it, not the name of its folder, a.github.io.\n"),
            await Tool.RunAsync("lint", Folder));
    }

    [Fact]
    public async Task Named_pipes_in_a_folder_are_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere they are not recognised.");
        var file = Write("a.example.txt", Good);
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [InFolder("b.example.txt")]);
        await mkfifo.WaitForExitAsync(Token);
        var expected = new ToolResult(0, $"{file} (a.example): valid, id {Id}\n", "");

        Assert.Equal(expected, await Tool.RunAsync("lint", Folder));
        Assert.Equal(expected, await Tool.RunAsync("lint", InFolder("*.txt")));
    }

    [Fact]
    public async Task A_link_to_nothing_is_named_beside_the_others()
    {
        var file = Write("a.example.txt", Good);
        File.CreateSymbolicLink(InFolder("b.example.txt"), InFolder("none"));

        var result = await Tool.RunAsync("lint", Folder);

        Assert.Equal((2, $"{file} (a.example): valid, id {Id}\n"), (result.ExitCode, result.Output));
        Assert.StartsWith($"{InFolder("b.example.txt")} could not be read: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_folder_that_leads_back_to_itself_is_read_once()
    {
        var file = Write("a.example.txt", Good);
        Directory.CreateSymbolicLink(InFolder("loop"), Folder);

        Assert.Equal(new ToolResult(0, $"{file} (a.example): valid, id {Id}\n", ""), await Tool.RunAsync("lint", Folder));
    }

    [Fact]
    public async Task A_link_to_a_file_is_read()
    {
        var file = Write("store/policy", Good);
        var link = InFolder("a.example.txt");
        File.CreateSymbolicLink(link, file);

        Assert.Equal(new ToolResult(0, $"{link} (a.example): valid, id {Id}\n", ""), await Tool.RunAsync("lint", Folder));
    }

    [Theory, InlineData("policies/*.txt", "policies/a.example.txt"), InlineData(@"policies\*.txt", "policies/a.example.txt")]
    [InlineData("*/a.*", "policies/a.example.txt"), InlineData("**/mta-sts.txt", "site/.well-known/mta-sts.txt")]
    [InlineData("policies/**/*.txt", "policies/a.example.txt")]
    public async Task A_pattern_stands_for_the_files_that_it_matches(string pattern, string expected)
    {
        Write("policies/a.example.txt", Good);
        Write("site/.well-known/mta-sts.txt", Good);
        Write("policies/b.example.csv", "no policy");

        var result = await Tool.RunAsync("lint", InFolder(pattern));

        Assert.Matches($@"^{Regex.Escape(InFolder(expected))}( \(a\.example\))?: valid, id {Id}\n\z", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Theory, InlineData("policies"), InlineData("policies/"), InlineData("./policies"), InlineData("policies/*.txt"), InlineData("*/a.*")]
    public async Task A_relative_path_is_one_from_the_working_folder_and_is_shown_so(string named)
    {
        Write("policies/a.example.txt", Good);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Folder);

        Assert.Equal(
            (0, $"a.example.txt (a.example): valid, id {Id}\n"),
            await LintAsync(Path.Combine(relative, named)));

        async Task<(int ExitCode, string Output)> LintAsync(string path)
        {
            var result = await Tool.RunAsync("lint", path);
            Assert.StartsWith(relative, result.Output, Ordinal);
            return (result.ExitCode, result.Output[(result.Output.LastIndexOf('/') + 1)..]);
        }
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_is_an_error() => Assert.Equal(
        new ToolResult(2, "", $"{InFolder("*.txt")} matches no file.\n"), await Tool.RunAsync("lint", InFolder("*.txt")));

    [Fact]
    public async Task So_is_one_in_a_folder_that_does_not_exist() => Assert.Equal(
        new ToolResult(2, "", $"{InFolder("none", "*.txt")} matches no file.\n"), await Tool.RunAsync("lint", InFolder("none", "*.txt")));

    [Fact]
    public async Task A_folder_without_policies_is_an_error_that_says_so()
    {
        Write("notes.md", "# Notes");

        Assert.Equal(
            new ToolResult(2, "", $"{Folder} has no policies: neither *.txt nor <domain>/.well-known/mta-sts.txt.\n"),
            await Tool.RunAsync("lint", Folder));
    }

    [Fact]
    public async Task A_file_that_is_named_twice_is_read_once()
    {
        var file = Write("a.example.txt", Good);

        Assert.Equal(new ToolResult(0, $"{file}: valid, id {Id}\n", ""), await Tool.RunAsync("lint", file, InFolder("*.txt")));
    }

    [Fact]
    public async Task What_cannot_be_read_is_counted_beside_the_others()
    {
        var (one, other) = (Write("a.example.txt", Good), Write("b.example.txt", Good));
        var result = await Tool.RunAsync("lint", one, other, InFolder("*.csv"));

        Assert.EndsWith("2 files: 2 valid, 0 invalid; 1 not read\n", result.Output, Ordinal);
        Assert.Equal((2, $"{InFolder("*.csv")} matches no file.\n"), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task Json_names_the_domain_of_each_file_and_has_no_summary()
    {
        Write("a.example.txt", Good);
        Write("readme.txt", "no policy");

        var verdicts = (await Tool.RunAsync("lint", Folder, "-o", "json")).Json;

        Assert.Equal(2, verdicts.GetArrayLength());
        Assert.Equal("a.example", verdicts[0].Text("domain"));
        Assert.False(verdicts[1].TryGetProperty("domain", out _));
    }
}
