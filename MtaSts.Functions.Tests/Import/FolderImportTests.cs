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
                + "Written: 5 of 5.\n"),
            result.Ending);
        Assert.Equal(
            ["a.example", "b.example", "c.example", "d.example", "e.example"],
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

        Assert.Equal(
            (0, $"Skipped {Here($"{name}/index.html")}: the name is not <domain>.txt.\nWritten: 1 of 1.\n"),
            (await bench.ImportAsync(Here(name))).Ending);
        Assert.Equal(["contoso.com testing mail.example.net 86400"], await bench.ListAsync());
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
