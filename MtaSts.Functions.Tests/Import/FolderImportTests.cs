namespace MtaSts.Functions.Tests.Import;

/// <summary>Folders of policies in the layouts that people have.</summary>
public sealed class FolderImportTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\r\nmode: testing\r\nmx: mail.example.net\r\nmax_age: 86400\r\n";

    private ImportBench bench = null!;

    private string Source => InFolder("source");

    public override async ValueTask InitializeAsync()
    {
        bench = await ImportBench.CreateAsync(InFolder("policies.db"));
        Directory.CreateDirectory(Source);
    }

    [Fact]
    public async Task Files_and_sites_are_read_side_by_side_and_what_is_neither_is_named()
    {
        WriteSource("a.example.txt");
        WriteSource("mta-sts.b.example.txt");
        WriteSource("c.example/.well-known/mta-sts.txt");
        WriteSource("mta-sts.d.example/.well-known/mta-sts.txt");
        WriteSource("pages/.well-known/mta-sts.txt");
        WriteSource("pages/CNAME", "mta-sts.e.example\n");
        WriteSource("contoso.onmicrosoft.com.txt");
        WriteSource("README.md");
        WriteSource("robots.txt");
        WriteSource("f.example/index.html");
        WriteSource("somewhere/.well-known/mta-sts.txt");

        var result = await bench.ImportAsync(Source);

        Assert.Equal(
            (0, $"Skipped {Here("README.md")}, {Here("robots.txt")}: the name is not <domain>.txt.\n"
                + $"Skipped {Here("f.example")}: the folder has no .well-known/mta-sts.txt.\n"
                + $"Skipped {Here("somewhere/.well-known/mta-sts.txt")}: neither the name of its folder nor a file CNAME says which domain "
                + "it is for.\n"
                + "Skipped contoso.onmicrosoft.com: Microsoft manages the DNS.\n"
                + "mta-sts.d.example was taken for d.example.\n"
                + "Note on mta-sts.b.example: a file <domain>.txt is for the domain that is called so itself; if you mean b.example, call "
                + "the file b.example.txt.\n"
                + "Written: 5 of 5.\n"),
            result.Ending);
        Assert.Equal(
            ["a.example", "c.example", "d.example", "e.example", "mta-sts.b.example"],
            (await bench.ListAsync()).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("mta-sts.contoso.com", null)]
    [InlineData("contoso.com", null)]
    [InlineData("pages", "mta-sts.contoso.com")]
    public async Task A_site_itself_can_be_named(string name, string? host)
    {
        WriteSource($"{name}/.well-known/mta-sts.txt");
        WriteSource($"{name}/index.html");
        if (host is not null)
        {
            WriteSource($"{name}/CNAME", host);
        }

        var note = name.StartsWith("mta-sts.", Ordinal) ? $"{name} was taken for contoso.com.\n" : "";
        Assert.Equal(
            (0, $"Skipped {Here($"{name}/index.html")}: the name is not <domain>.txt.\n{note}Written: 1 of 1.\n"),
            (await bench.ImportAsync(Here(name))).Ending);
        Assert.Equal(["contoso.com testing mail.example.net 86400"], await bench.ListAsync());
    }

    [Theory]
    [InlineData("contoso.github.io", "mta-sts.contoso.com\n", "contoso.com")]
    [InlineData("site.old", "MTA-STS.contoso.com.\r\n", "contoso.com")]
    [InlineData("contoso.github.io", "mta-sts.mta-sts.contoso.com", "mta-sts.contoso.com")]
    public async Task The_host_in_CNAME_comes_before_the_name_of_the_folder(string folder, string host, string domain)
    {
        WriteSource($"{folder}/.well-known/mta-sts.txt");
        WriteSource($"{folder}/CNAME", host);

        Assert.Equal(
            (0, $"Note on {domain}: its file CNAME names it, not the name of its folder, {folder}.\nWritten: 1 of 1.\n"),
            (await bench.ImportAsync(Here(folder))).Ending);
        Assert.Equal([$"{domain} testing mail.example.net 86400"], await bench.ListAsync());
    }

    [Theory, InlineData("www.contoso.com"), InlineData("contoso.com"), InlineData("mta-sts.com"), InlineData("")]
    public async Task A_site_whose_CNAME_is_no_policy_host_is_skipped(string host)
    {
        WriteSource("a.example.txt");
        WriteSource("contoso.com/.well-known/mta-sts.txt");
        WriteSource("contoso.com/CNAME", host);

        Assert.Equal(
            (0, $"Skipped {Here("contoso.com/.well-known/mta-sts.txt")}: its file CNAME names '{host}', which is no policy host "
                + "(mta-sts.<domain>).\nWritten: 1 of 1.\n"),
            (await bench.ImportAsync(Source)).Ending);
        Assert.Equal(["a.example testing mail.example.net 86400"], await bench.ListAsync());
    }

    [Fact]
    public async Task What_export_wrote_goes_back_to_the_same_domains()
    {
        await bench.RunAsync("set", "contoso.com", "--mx", "mail.example.net", "--yes");
        await bench.RunAsync("set", "mta-sts.mta-sts.contoso.com", "--mx", "other.example.net", "--yes");
        var exported = await bench.RunAsync("export", InFolder("exported"));
        var other = await ImportBench.CreateAsync(InFolder("other.db"));

        var result = await other.ImportAsync(InFolder("exported"));

        Assert.Equal(0, exported.ExitCode);
        Assert.Equal(
            (0, "Note on mta-sts.contoso.com: a file <domain>.txt is for the domain that is called so itself; if you mean contoso.com, "
                + "call the file contoso.com.txt.\nWritten: 2 of 2.\n"),
            result.Ending);
        Assert.Equal(await bench.ListAsync(), await other.ListAsync());
    }

    [Fact]
    public async Task Named_pipes_are_skipped_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere they are not recognised.");
        WriteSource("a.example.txt");
        WriteSource("pages/.well-known/mta-sts.txt");
        WriteSource("c.example/.well-known/other");
        string[] pipes = [Here("b.example.txt"), Here("c.example/.well-known/mta-sts.txt"), Here("pages/CNAME")];
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", pipes);
        await mkfifo.WaitForExitAsync(Token);

        Assert.Equal(
            (0, $"Skipped {pipes[0]}, {pipes[1]}: it is a pipe, a socket or a device, not a file.\n"
                + $"Skipped {Here("pages/.well-known/mta-sts.txt")}: its file CNAME is none that can be read.\n"
                + "Written: 1 of 1.\n"),
            (await bench.ImportAsync(Source)).Ending);
    }

    [Fact]
    public async Task A_domain_with_two_files_is_a_fault_that_names_both()
    {
        WriteSource("contoso.com.txt");
        WriteSource("mta-sts.contoso.com/.well-known/mta-sts.txt");

        Assert.Equal(
            (3, $"{Here("mta-sts.contoso.com/.well-known/mta-sts.txt")}: MTASTS187 error: The domain contoso.com is already in "
                + $"{Here("contoso.com.txt")}. Keep one of the two. (docs/import.md)\nFaults: 1. Nothing was written.\n"),
            (await bench.ImportAsync(Source)).Ending);
    }

    [Theory, InlineData(null), InlineData("index.html"), InlineData("mta-sts.txt")]
    public async Task A_folder_without_policies_is_an_error(string? other)
    {
        if (other is not null)
        {
            WriteSource(other);
        }

        var result = await bench.ImportAsync(Source);

        Assert.Equal(3, result.ExitCode);
        Assert.EndsWith(
            $"{Source}: MTASTS191 error: The folder has no policies: neither <domain>.txt nor <domain>/.well-known/mta-sts.txt. Name a "
            + "file or a folder that has domains. (docs/import.md)\nFaults: 1. Nothing was written.\n", result.Errors, Ordinal);
    }

    private string Here(string path) => Path.Combine(Source, path);

    private void WriteSource(string name, string text = Policy) => Write(Path.Combine("source", name), text);
}
