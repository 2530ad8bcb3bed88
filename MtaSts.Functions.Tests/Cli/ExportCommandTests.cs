using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class ExportCommandTests(AzuriteFixture azurite) : TestsWithFolder
{
    private readonly TableClient table = azurite.Server.CreateTableClient();
    private readonly TableClient other = azurite.Server.CreateTableClient();

    public override async ValueTask InitializeAsync()
    {
        await table.CreateAsync(Token);
        await other.CreateAsync(Token);
        await AddAsync("own.example", new PolicyContent.Inline(
            new Policy(PolicyMode.Enforce, [MxPattern.Parse("b.example"), MxPattern.Parse("*.a.example")], 1209600)));
        await AddAsync("xn--bcher-kva.example", new PolicyContent.Inline(new Policy(PolicyMode.None, [], 86400)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await table.DeleteAsync(CancellationToken.None);
        await other.DeleteAsync(CancellationToken.None);
    }

    [Theory, InlineData("policies.json"), InlineData("policies.csv"), InlineData("policies")]
    public async Task What_is_exported_and_imported_into_an_empty_store_is_the_same(string name)
    {
        var path = InFolder(name);

        Assert.Equal(new ToolResult(0, "", "Exported: 2.\n"), await RunAsync("export", path, table));

        Assert.Equal((0, "Written: 2 of 2.\n"), (await RunAsync("import", path, other, "--yes")).WithoutNext.Ending);
        Assert.Equal(await ListAsync(table), await ListAsync(other));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(Folder));
    }

    [Theory, InlineData("policies.json"), InlineData("policies.csv")]
    public async Task Templates_and_upstreams_stay_what_they_are(string name)
    {
        await AddTemplateAsync();
        var path = InFolder(name);

        await RunAsync("export", path, table);
        var import = await RunAsync("import", path, other, "--yes");
        var again = await RunAsync("import", path, table, "--yes");

        Assert.Equal((0, "Written: 5 of 5.\n"), import.WithoutNext.Ending);
        Assert.Equal(await ListAsync(table), await ListAsync(other));
        Assert.Equal("Nothing to change.\n", again.Errors);
    }

    [Fact]
    public async Task Csv_has_the_documented_columns_and_only_what_is_a_domains_own()
    {
        await AddTemplateAsync();
        var path = InFolder("policies.csv");

        await RunAsync("export", path, table);

        Assert.Equal("Domain,Mode,Mx,MaxAge,Template,Upstream,HeldUntil,Customer\r\nown-age.example,testing,,86400,exchange,,TIME,\r\n"
            + "own.example,enforce,b.example *.a.example,1209600,,,TIME,\r\n"
            + "shared.example,enforce,,,exchange,,TIME,\r\n"
            + "upstream.example,,,,,https://mta-sts.provider.example/.well-known/mta-sts.txt,TIME,\r\n"
            + "xn--bcher-kva.example,none,,86400,,,TIME,\r\n",
            Regex.Replace(await File.ReadAllTextAsync(path, Token), @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"));
    }

    [Fact]
    public async Task Standard_output_is_a_list_of_policies()
    {
        var result = await RunAsync("export", "-", table);

        var policies = result.Json;
        Assert.Equal(["own.example", "xn--bcher-kva.example"], policies.Texts("domain"));
        Assert.Equal(
            [
                "domain", "unicode", "mode", "mx", "maxAge", "id", "text", "since", "heldUntil", "changedAt", "changedBy", "reason",
                "findings",
            ],
            policies[0].EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_alone()
    {
        Write("mine", "");

        Assert.Equal(
            new ToolResult(
                2, "",
                $"{Folder} exists and is not empty. Use --force to replace the policy files in it, or name another folder. "
                + "Nothing was written.\n"),
            await RunAsync("export", Folder, table));
        Assert.Equal(
            new ToolResult(2, "", $"{Folder} holds mine, which is not a policy file. Name another folder. Nothing was written.\n"),
            await RunAsync("export", Folder, table, "--force"));
        Assert.Single(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_folder_of_policy_files_is_replaced_if_it_is_said_so()
    {
        var path = InFolder("policies");
        Directory.CreateDirectory(path);
        await RunAsync("export", path, table);
        Write("policies/own.example.txt", "earlier");
        Write("policies/gone.example.txt", "earlier");

        Assert.Equal(2, (await RunAsync("export", path, table)).ExitCode);
        Assert.Equal("earlier", File.ReadAllText(InFolder("policies", "own.example.txt")));

        Assert.Equal(new ToolResult(0, "", "Exported: 2.\n"), await RunAsync("export", path, table, "--force"));
        Assert.Equal(
            ["own.example.txt", "xn--bcher-kva.example.txt"], Directory.EnumerateFiles(path).Select(Path.GetFileName).Order());
        Assert.StartsWith("version: STSv1", File.ReadAllText(InFolder("policies", "own.example.txt")), Ordinal);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(Folder));
    }

    [Theory, InlineData("policies.json"), InlineData("policies.csv")]
    public async Task A_file_that_exists_is_replaced_only_if_it_is_said_so(string name)
    {
        var path = InFolder(name);
        Write(name, "mine");

        Assert.Equal(
            new ToolResult(2, "", $"{path} exists. Use --force to replace it, or name another file. Nothing was written.\n"),
            await RunAsync("export", path, table));
        Assert.Equal("mine", File.ReadAllText(path));

        Assert.Equal(new ToolResult(0, "", "Exported: 2.\n"), await RunAsync("export", path, table, "--force"));
        Assert.Contains("own.example", File.ReadAllText(path), Ordinal);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_file_where_a_folder_is_to_be_is_left_alone()
    {
        var path = Write("policies", "mine");

        Assert.Equal(
            new ToolResult(2, "", $"{path} is a file. Name a folder. Nothing was written.\n"),
            await RunAsync("export", path, table, "--force"));
    }

    [Fact]
    public async Task What_cannot_be_exported_is_named_and_a_finding()
    {
        await AddTemplateAsync();
        await table.AddEntityAsync(
            new TableEntity("broken.example", "policy") { ["Mode"] = "Testing", ["Mx"] = "a.example", ["MaxAge"] = 86400 }, Token);

        Assert.Equal(new ToolResult(3, "",
                "Not exported: broken.example: the stored policy is invalid: MTASTS115 error: 'Testing' is not a mode. Did you "
                + "mean 'testing'? Use enforce, testing or none, in lower case. (RFC 8461 §3.2)\n"
                + "Not exported: upstream.example: its policy comes from upstream, which a folder cannot hold.\nExported: 4.\n"),
            await RunAsync("export", InFolder("policies"), table));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_fails_by_name()
    {
        var path = InFolder("missing", "policies.csv");

        (await RunAsync("export", path, table)).AssertErrorsStartWith(2, $"{path} could not be written: ");
    }

    private Task<ToolResult> RunAsync(string command, string path, TableClient store, params string[] more) =>
        Tool.RunAsync(
            [command, path, "--connection-string", azurite.Server.ConnectionString, "--table", store.Name, .. more], [],
            services: new FakePublisher().Publish("own.example", "enforce", "b.example")
                .Publish("shared.example", "enforce", "b.example").Publish("provider.example", "testing", "b.example").CreateServices());

    private async Task<List<(string, PolicyContent?, Policy?)>> ListAsync(TableClient store) =>
        await new RowPolicyStore(new TableRowStore(store), TimeProvider.System).ListAsync(Token)
            .Select(stored => (stored.Domain.Ascii, stored.Content is PolicyContent.Inline ? null : stored.Content, stored.Policy))
            .ToListAsync(Token);

    private async Task AddTemplateAsync()
    {
        foreach (var store in (TableClient[])[table, other])
        {
            await new RowPolicyStore(new TableRowStore(store), TimeProvider.System).SaveTemplateAsync(
                TableWithPast.Template("exchange", "*.mail.example.net", 1209600), Token);
        }

        await AddAsync("shared.example", new PolicyContent.Template("exchange", PolicyMode.Enforce, null));
        await AddAsync("own-age.example", new PolicyContent.Template("exchange", PolicyMode.Testing, 86400));
        await AddAsync("upstream.example", TableWithPast.Upstream);
    }

    private Task AddAsync(string domain, PolicyContent content) =>
        new RowPolicyStore(new TableRowStore(table), TimeProvider.System).SaveAsync(
        new PolicyChange { Domain = DomainName.Parse(domain), Content = content, Version = null, ChangedBy = "ann", Reason = "because" },
        Token);
}
