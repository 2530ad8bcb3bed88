using System.Globalization;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>check</c> of domains that a store keeps: what is published and served must be what is kept.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class CheckHostedDomainsTests(TestNetwork network, AzuriteFixture azurite) : TestsWithFolder, IClassFixture<AzuriteFixture>
{
    private static readonly string[] Drifts =
    [
        "split-record.test: MTASTS702 MTASTS115", "testing.test: MTASTS703", "good.test: MTASTS702", "none.test: MTASTS754 MTASTS753",
    ];

    private const string Served = "version: STSv1\r\nmode: enforce\r\nmx: *.mail.test\r\nmax_age: 1209600\r\n";

    [Fact]
    public async Task All_rows_of_a_table_are_checked_and_what_drifts_or_is_invalid_is_told()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(-1));
        var table = azurite.Server.CreateTableClient(time: time);
        await table.CreateAsync(Token);
        await AddAsync(table, time, "good.test", "enforce");
        await AddAsync(table, time, "testing.test", "enforce");
        await AddAsync(table, time, "split-record.test", "Enforce");
        time.Advance(TimeSpan.FromMinutes(59));
        await AddAsync(table, time, "none.test", "enforce");

        var (exitCode, findings) = await CheckAsync(
            ["--all"], ("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table.Name));

        Assert.Equal(3, exitCode);
        Assert.Equal(Drifts, findings);
    }

    [Fact]
    public async Task All_files_of_a_folder_are_checked_and_what_drifts_or_is_invalid_is_told()
    {
        Write("good.test", Served, minutesAgo: 60);
        Write("testing.test", Served, minutesAgo: 60);
        Write("none.test", Served, minutesAgo: 1);
        Write("split-record.test", Served.Replace("enforce", "Enforce", Ordinal), minutesAgo: 60);

        var (exitCode, findings) = await CheckAsync(["--all", "--directory", Folder]);

        Assert.Equal(3, exitCode);
        Assert.Equal(Drifts, findings);
    }

    [Fact]
    public async Task A_domain_whose_record_has_the_id_of_its_policy_is_in_step()
    {
        var domain = network.Domains.LongTtl;
        var name = $"_mta-sts.{domain}";
        Write(domain.Ascii, Served, minutesAgo: 120);
        Assert.Equal([$"{domain}: MTASTS702 MTASTS451"], (await CheckAsync(["--all", "--directory", Folder])).Findings);
        try
        {
            var id = PolicyId.ComputeDigest(PolicyParser.Parse(Encoding.ASCII.GetBytes(Served)).Value!);
            network.ScriptedDns.Answer(name, ScriptedRecord.Text($"v=STSv1; id={id};") with { TimeToLive = 3601 });

            Assert.Equal([$"{domain}: MTASTS451"], (await CheckAsync(["--all", "--directory", Folder])).Findings);
        }
        finally
        {
            network.ScriptedDns.Answer(name, ScriptedRecord.Text("v=STSv1; id=20260101000000Z;") with { TimeToLive = 3601 });
        }
    }

    [Fact]
    public async Task A_domain_without_a_row_is_compared_with_the_default_template()
    {
        var database = InFolder("policies.db");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-3));
        var store = new RowPolicyStore(new SqliteRowStore(database, time), time);
        await store.CreateAsync(Token);
        await store.SaveTemplateAsync(
            new TemplateChange
            {
                Name = "exchange",
                Mx = [MxPattern.Parse("*.mail.test")],
                MaxAge = 1209600,
                Version = null,
                ChangedBy = "me",
                Reason = "",
            },
            Token);
        (string, string)[] defaults = [("MtaSts__DefaultTemplate", "exchange"), ("MtaSts__DefaultMode", "enforce")];
        var id = DefaultTemplate.Read(name => defaults.FirstOrDefault(pair => pair.Item1 == name).Item2)!
            .Apply(network.Domains.Good, await store.ReadTemplateAsync("exchange", Token)).Id;

        var result = await Tool.RunAsync(
            ["check", "good.test", "testing.test", "--database", database, "--resolver", $"{network.Resolver}", "--allow-private"],
            [.. network.TrustingEnvironment, ("COLUMNS", "300"), .. defaults]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"The policy is that of the default template: write \"v=STSv1; id={id};\" to the record.", result.Output, Ordinal);
        Assert.Equal(
            ["testing.test: MTASTS703", "good.test: MTASTS702"],
            (await CheckAsync(["good.test", "testing.test", "--database", database], defaults)).Findings);
        Assert.Empty((await CheckAsync(["good.test", "--database", database])).Findings);
    }

    [Fact]
    public async Task What_senders_may_hold_from_before_the_last_change_is_compared_with_the_mx()
    {
        var database = InFolder("policies.db");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-3));
        var store = new RowPolicyStore(new SqliteRowStore(database, time), time);
        await store.CreateAsync(Token);
        await SaveAsync(store, "mx.old.test", version: null);
        var old = await store.ReadAsync(network.Domains.Good, Token);
        time.Advance(TimeSpan.FromDays(1));
        await SaveAsync(store, "*.mail.test", old!.Version);
        var current = await store.ReadAsync(network.Domains.Good, Token);
        await store.MarkServedAsync(network.Domains.Good, current!.Id!, time.GetUtcNow(), Token);

        var result = await Tool.RunAsync(
            ["check", "--all", "--database", database, "--resolver", $"{network.Resolver}", "--allow-private"],
            [.. network.TrustingEnvironment, ("COLUMNS", "300")]);

        var (since, until) = (old.Since!.Value, time.GetUtcNow().AddDays(14).AddMinutes(1));
        var day = since.ToString(since.Year == until.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);
        result.AssertOutputContains(
            3,
            $"Senders may hold the policy of {day} until {until.ToString("u", CultureInfo.InvariantCulture)}, "
            + "and it does not cover 'mx.mail.test': they do not deliver there.\n");
        Assert.Equal(
            ["good.test: MTASTS702 MTASTS704"], (await CheckAsync(["good.test", "--database", database])).Findings);
    }

    [Fact]
    public async Task Whose_a_domain_is_since_when_its_mode_is_and_how_long_its_certificate_lasts_is_reported()
    {
        var (database, json) = (InFolder("policies.db"), InFolder("last.json"));
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-3));
        var store = new RowPolicyStore(new SqliteRowStore(database, time), time);
        await store.CreateAsync(Token);
        await SaveAsync(store, "*.mail.test", version: null);
        await store.SetCustomerAsync(network.Domains.Good, "Tailspin Toys", Token);

        var result = await Tool.RunAsync(
            ["check", "good.test", "testing.test", "--by-customer", "--json", json, "--database", database, "--resolver",
                $"{network.Resolver}", "--allow-private"],
            network.TrustingEnvironment);

        Assert.Contains("\nTailspin Toys, records to publish: 1 domain\ngood.test ", result.Output, Ordinal);
        Assert.Contains("\nNo customer, in order: 1 domain\ntesting.test ", result.Output, Ordinal);
        var domains = JsonDocument.Parse(await File.ReadAllTextAsync(json, Token)).RootElement.GetProperty("domains");
        Assert.Equal("Tailspin Toys", domains[0].Text("customer"));
        Assert.Equal(
            (await store.ReadAsync(network.Domains.Good, Token))!.Since, domains[0].GetProperty("inModeSince").GetDateTimeOffset());
        Assert.True(domains[0].GetProperty("certificateUntil").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.False(domains[1].TryGetProperty("customer", out _));
        Assert.False(domains[1].TryGetProperty("inModeSince", out _));
    }

    [Fact]
    public async Task The_id_of_a_policy_that_refuses_a_mail_host_is_not_asked_for()
    {
        Write("stray-mx.test", Served, minutesAgo: 60);

        var result = await Tool.RunAsync(
            ["check", "--all", "--directory", Folder, "--resolver", $"{network.Resolver}", "--allow-private"],
            [.. network.TrustingEnvironment, ("COLUMNS", "300")]);

        result.AssertOutputContains(3, "error MTASTS701 ");
        Assert.DoesNotContain("MTASTS702", result.Output, Ordinal);
        Assert.Matches(
            "\\? TXT, not checked: The id in DNS is '[^']+', not that of the served policy. Leave it so until the policy covers "
            + "'[^']+': senders that fetch it do not deliver there.\n",
            result.Output);
    }

    [Fact]
    public async Task Domains_that_are_named_are_looked_for_in_the_store_and_strangers_beside_them_need_none()
    {
        Write("good.test", Served, minutesAgo: 60);

        var (exitCode, findings) = await CheckAsync(["good.test", "redirected.test", "only-tls12.test", "--directory", Folder]);

        Assert.Equal(3, exitCode);
        Assert.Equal(["redirected.test: MTASTS503", "good.test: MTASTS702"], findings);
    }

    [Fact]
    public async Task A_store_without_a_domain_leaves_nothing_to_check()
    {
        var result = await Tool.RunAsync("check", "--all", "--directory", Folder, "--output", "json");

        Assert.Equal((0, "The store has no domains: there is nothing to check.\n"), result.Ending);
        Assert.Empty(result.Json.GetProperty("domains").EnumerateArray());
    }

    private Task SaveAsync(RowPolicyStore store, string mx, string? version) => store.SaveAsync(
        new PolicyChange
        {
            Domain = network.Domains.Good,
            Content = new PolicyContent.Inline(new Policy(PolicyMode.Enforce, [MxPattern.Parse(mx)], 1_209_600)),
            Version = version,
            ChangedBy = "ann@example.com",
            Reason = "moved",
        },
        Token);

    private static Task AddAsync(TableClient table, FakeTimeProvider time, string domain, string mode) =>
        table.AddEntityAsync(TableWithPast.Row(domain, mode, "*.mail.test", time.GetUtcNow()), Token);

    private void Write(string domain, string policy, int minutesAgo) =>
        File.SetLastWriteTimeUtc(Write($"{domain}.txt", policy), DateTime.UtcNow.AddMinutes(-minutesAgo));

    /// <summary>The exit code, and of each domain with findings their codes, in the order of the report.</summary>
    private async Task<(int ExitCode, IEnumerable<string> Findings)> CheckAsync(
        string[] arguments, params (string Name, string Value)[] environment)
    {
        var result = await Tool.RunAsync(
            ["check", .. arguments, "--resolver", $"{network.Resolver}", "--allow-private", "--refresh-after", "5m", "--output", "json"],
            [.. network.TrustingEnvironment, .. environment]);
        Assert.Equal("", result.Errors);
        var lines =
            from domain in result.Json.GetProperty("domains").EnumerateArray()
            let codes = domain.GetProperty("parts").EnumerateArray()
                .SelectMany(part => part.GetProperty("findings").EnumerateArray()).Select(finding => finding.Text("code")).ToList()
            where codes.Count > 0
            select $"{domain.Text("domain")}: {string.Join(' ', codes)}";
        return (result.ExitCode, [.. lines]);
    }
}
