namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class ListAndShowCommandTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private ToolStore store = null!;

    public async ValueTask InitializeAsync()
    {
        store = await ToolStore.CreateAsync(azurite);
        await AddAsync("a.example", "testing", "2026-01-30T08:00:00Z");
        await AddAsync("b.example", "enforce", "2026-01-31T08:00:00Z");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData("list", "a.example b.example")]
    [InlineData("list --mode enforce", "b.example")]
    [InlineData("list --mode none", "")]
    [InlineData("list --changed-since 2026-01-31", "b.example")]
    [InlineData("list --changed-since 2026-01-31T08:00:00Z", "b.example")]
    [InlineData("list --changed-since 2026-01-31T10:00:00+01:00", "")]
    [InlineData("list --template shared", "")]
    public async Task The_domains_of_a_kind_are_listed(string commandLine, string domains) =>
        Assert.Equal(domains, string.Join(' ', (await store.ReadAsync(commandLine)).Texts("domain")));

    [Fact]
    public async Task The_domains_of_a_template_are_listed()
    {
        await store.DoAsync("template set shared --mx mail.example.com --yes");
        await store.DoAsync("set b.example --template shared --yes");

        Assert.Equal(["b.example"], (await store.ReadAsync("list --template shared")).Texts("domain"));
    }

    [Theory]
    [InlineData("list --mode off", "'off' is not a value of --mode. Use enforce, testing or none.")]
    [InlineData("list --changed-since yesterday", "'yesterday' is not a date. Use one such as 2026-01-31 or 2026-01-31T08:00:00Z.")]
    public async Task A_condition_that_is_none_is_wrong_usage(string commandLine, string message)
    {
        var result = await store.RunAsync(commandLine);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Errors, Ordinal);
    }

    [Fact]
    public async Task The_table_fits_80_columns()
    {
        var result = await Tool.RunAsync(
            ["list"], [("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", store.Table.Name), ("COLUMNS", "80")]);

        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        var lines = result.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Contains(lines, words => words is ["a.example", "testing", { Length: 23 }]);
        Assert.Contains(lines, words => words is ["mail.example.com", "+1", "14d", "2026-01-30", ..]);
    }

    [Fact]
    public async Task An_invalid_row_is_marked_with_its_finding()
    {
        await AddAsync("c.example", "on", "2026-01-31T08:00:00Z");

        var result = await store.RunAsync("list");
        var json = await store.ReadAsync("show c.example", exitCode: 3);

        Assert.Equal((3, "Domains: 3; invalid: 1.\n"), result.Ending);
        Assert.Contains("MTASTS115: 'on' is not a mode.", result.Output, Ordinal);
        Assert.Equal("MTASTS115", json.GetProperty("policy").GetProperty("findings")[0].Text("code"));
    }

    [Fact]
    public async Task A_domain_is_shown_with_its_history_and_records()
    {
        await store.DoAsync("set a.example --max-age 2d --yes");

        var json = await store.ReadAsync("show a.example");

        Assert.Equal(1, json.GetProperty("history").GetInt32());
        var id = json.GetProperty("policy").Text("id");
        Assert.Equal(
            ["mta-sts.a.example. CNAME ", $"_mta-sts.a.example. TXT v=STSv1; id={id};"],
            json.GetProperty("records").EnumerateArray().Select(record =>
                $"{record.GetProperty("name")} {record.GetProperty("type")} "
                + $"{(record.TryGetProperty("value", out var value) ? value : null)}"));
    }

    [Fact]
    public async Task A_domain_is_shown_to_people()
    {
        await AddAsync("xn--bcher-kva.example", "testing", "2026-01-30T08:00:00Z");

        Assert.Equal(
            """
            xn--bcher-kva.example (bücher.example)
              from     its own mx
              id       20260130080000Zd278fae9
              changed  2026-01-30 08:00:00Z by ann@example.com: because
              history  0 earlier
              policy   version: STSv1
                       mode: testing
                       mx: mail.example.com
                       mx: *.mx.example.net
                       max_age: 1209600
              records  mta-sts.xn--bcher-kva.example. CNAME <host of the app>
                       _mta-sts.xn--bcher-kva.example. TXT "v=STSv1; id=20260130080000Zd278fae9;"

            """,
            (await store.DoAsync("show bücher.example")).Output);
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_is_a_failure() => Assert.Equal(
        new ToolResult(2, "", "other.example is not hosted here.\n"), await store.RunAsync("show other.example"));

    [Fact]
    public async Task Whoever_edits_a_row_by_hand_is_not_taken_for_whom_it_names()
    {
        await TableAt("2026-02-14T08:00:00Z").UpdateEntityAsync(
            new TableEntity("b.example", "policy") { ["Mode"] = "none" }, Azure.ETag.All, TableUpdateMode.Merge, Token);

        Assert.Contains("\n  changed  2026-02-14 08:00:00Z\n", (await store.DoAsync("show b.example")).Output, Ordinal);
        var listed = Assert.Single((await store.ReadAsync("list --changed-since 2026-02-14")).EnumerateArray());
        Assert.Equal(("b.example", false, false), (
            listed.Text("domain"), listed.TryGetProperty("changedBy", out _), listed.TryGetProperty("reason", out _)));
    }

    private Task AddAsync(string domain, string mode, string changedAt) => TableAt(changedAt).AddEntityAsync(
        TableWithPast.Row(domain, mode, "mail.example.com *.mx.example.net", ParseTime(changedAt)), Token);

    private TableClient TableAt(string time) => azurite.Server.CreateTableClient(store.Table.Name, new FakeTimeProvider(ParseTime(time)));
    private static DateTimeOffset ParseTime(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
