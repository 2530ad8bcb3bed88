using System.Globalization;
using CsCheck;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What senders may hold goes along with an export, and comes back with an import.</summary>
public sealed class HeldUntilTests : TestsWithFolder
{
    private const int Day = 86_400;

    private DatabaseWithPast store = null!;
    private DatabaseWithPast other = null!;

    public override async ValueTask InitializeAsync()
    {
        store = await DatabaseWithPast.CreateAsync(InFolder("policies.db"));
        other = await DatabaseWithPast.CreateAsync(InFolder("other.db"));
    }

    [Theory, InlineData("policies.json"), InlineData("policies.csv")]
    public async Task An_import_into_an_empty_store_waits_for_what_senders_held_before(string name)
    {
        await store.SaveAsync("contoso.com", 20, PolicyMode.Enforce, 84 * Day, "old.contoso.com", servedDaysAgo: 20);
        await store.SaveAsync("contoso.com", 10, PolicyMode.None, Day, "mail.contoso.com", servedDaysAgo: 9);
        await store.SaveAsync("new.example", 5, PolicyMode.Testing, 7 * Day, servedDaysAgo: 5);
        var held = Format(store.Now.AddDays(84 - 9).AddMinutes(1));

        await store.DoAsync("export", InFolder(name));
        var result = await other.DoAsync("import", InFolder(name), "--yes");

        Assert.Equal(
            "Note on contoso.com: the file says until when senders may hold earlier policies; that is kept.\nWritten: 2 of 2.\n",
            WithoutNext(result));
        Assert.Equal(
            $"contoso.com:\n  senders may hold earlier policies until {held}\n+ version: STSv1\n+ mode: none\n+ mx: mail.contoso.com\n"
            + "+ max_age: 86400\nnew.example:\n+ version: STSv1\n+ mode: testing\n+ mx: mail.contoso.com\n+ max_age: 604800\n"
            + "Domains: 2 (2 new, 0 changed, 0 unchanged).\nThis changes 2 domains, none of them in enforce.\n",
            result.Output);
        var removal = await other.RunAsync("remove", "contoso.com", "--yes");
        Assert.Contains($"until {Format(store.Now.AddDays(84 - 9).AddMinutes(2))}", removal.Errors, Ordinal);
        Assert.Equal("Nothing to change.\n", (await other.DoAsync("import", InFolder(name), "--yes")).Errors);
        Assert.Equal("Nothing to change.\n", (await store.DoAsync("import", InFolder(name), "--yes")).Errors);
    }

    [Fact]
    public async Task A_policy_that_is_there_already_is_not_written_again_but_the_time_is()
    {
        await store.SaveAsync("contoso.com", 1, PolicyMode.Testing, Day);
        var before = await store.Store.ReadAsync(DomainName.Parse("contoso.com"), Token);
        Write("list.csv", $"Domain,HeldUntil\ncontoso.com,{store.Now.AddDays(30):yyyy-MM-dd'T'HH:mm:ss'Z'}\n");

        var result = await store.DoAsync("import", InFolder("list.csv"), "--yes");

        Assert.Equal((before!.Id, store.Now.AddDays(30)), (
            (await store.Store.ReadAsync(DomainName.Parse("contoso.com"), Token))!.Id,
            (await store.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).HeldUntil));
        Assert.EndsWith("Written: 1 of 1.\n", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_backup_that_does_not_say_it_counts_a_year()
    {
        Write("policies.json", """
            [{
              "domain": "contoso.com", "mode": "none", "mx": ["mail.contoso.com"], "maxAge": 86400, "changedAt": "2026-11-22T08:00:00Z"
            }]
            """);

        var result = await other.DoAsync("import", InFolder("policies.json"), "--yes");

        Assert.Contains(
            "Note on contoso.com: the file does not say until when senders may hold earlier policies (heldUntil), so the longest max_age "
            + "(one year) is assumed.\n", result.Errors, Ordinal);
        Assert.Equal(
            other.Now.AddSeconds(Policy.MaximumMaxAge),
            (await other.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).HeldUntil);
    }

    [Theory]
    [InlineData("list.csv", "Domain,Mode,Mx\ncontoso.com,testing,mail.contoso.com\n")]
    [InlineData("list.csv", "Domain,Mode,Mx,HeldUntil\ncontoso.com,testing,mail.contoso.com,2020-01-01\n")]
    [InlineData("list.json", """[{ "domain": "contoso.com", "mode": "testing", "mx": ["mail.contoso.com"] }]""")]
    public async Task A_list_of_domains_has_no_past(string name, string text)
    {
        Write(name, text);

        Assert.Equal("Written: 1 of 1.\n", WithoutNext(await other.DoAsync("import", InFolder(name), "--yes")));
        Assert.Null((await other.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).HeldUntil);
    }

    [Theory]
    [InlineData("list.csv", "Domain,Mx,HeldUntil\ncontoso.com,mail.contoso.com,tomorrow\n", 2)]
    [InlineData("list.json", """[{ "domain": "contoso.com", "mx": ["mail.contoso.com"], "heldUntil": "tomorrow" }]""", 1)]
    public async Task What_is_not_a_time_is_a_fault(string name, string text, int line)
    {
        Write(name, text);

        Assert.Equal(
            new ToolResult(3, "", $"{InFolder(name)}: MTASTS190 error line {line}: The time until when policies are held is 'tomorrow', "
                + "which is not a time. Write a UTC time such as 2026-11-22T08:00:00Z, as export does, or leave it out. (docs/import.md)\n"
                + "Faults: 1. Nothing was written.\n"),
            await other.RunAsync("import", InFolder(name), "--yes"));
    }

    [Fact]
    public async Task Nobody_holds_a_policy_for_more_than_a_year()
    {
        Write("list.csv", "Domain,Mx,HeldUntil\ncontoso.com,mail.contoso.com,9999-12-31T23:59:59Z\n");

        await other.DoAsync("import", InFolder("list.csv"), "--yes");

        Assert.Equal(
            other.Now.AddSeconds(Policy.MaximumMaxAge),
            (await other.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).HeldUntil);
    }

    [Fact]
    public async Task A_rollback_of_a_row_that_was_deleted_by_hand_counts_a_year()
    {
        await store.SaveAsync("contoso.com", 20, PolicyMode.Testing, Day);
        await store.SaveAsync("contoso.com", 10, PolicyMode.Enforce, Day, "other.contoso.com");
        store.DeleteByHand("contoso.com");

        var result = await store.DoAsync("rollback", "contoso.com", "--yes");

        Assert.StartsWith(
            "The row of contoso.com was deleted by hand, and what senders may hold of it is unknown, so the longest max_age (one year) is "
            + $"assumed, until {Format(store.Now.AddSeconds(Policy.MaximumMaxAge))}.\n", result.Errors, Ordinal);
        Assert.InRange(
            (await store.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).HeldUntil!.Value,
            store.Now.AddSeconds(Policy.MaximumMaxAge), DateTimeOffset.UtcNow.AddSeconds(Policy.MaximumMaxAge));
    }

    [Fact]
    public async Task An_import_over_a_row_that_was_deleted_by_hand_counts_a_year()
    {
        await store.SaveAsync("contoso.com", 20, PolicyMode.Testing, Day);
        await store.SaveAsync("contoso.com", 10, PolicyMode.Enforce, Day, "other.contoso.com");
        store.DeleteByHand("contoso.com");
        Write("list.csv", "Domain,Mode,Mx\ncontoso.com,testing,mail.contoso.com\n");

        Assert.Equal(
            "Note on contoso.com: the row was deleted by hand, and what senders may hold is unknown, so the longest max_age (one year) is "
            + "assumed.\nWritten: 1 of 1.\n",
            WithoutNext(await store.DoAsync("import", InFolder("list.csv"), "--yes")));
    }

    [Fact]
    public async Task Of_any_past_an_export_says_what_is_held_and_an_import_gives_it_back()
    {
        var gen = Gen.Select(
            Gen.Select(Gen.Enum<PolicyMode>(), Gen.Int[1, 3], Gen.Int[0, 60], Gen.Bool).List[1, 6], Gen.Bool).List[25];
        var round = 0;
        await gen.SampleAsync(async pasts =>
        {
            var files = (From: InFolder($"{++round}-from.db"), To: InFolder($"{round}-to.db"));
            var (from, to) = (await DatabaseWithPast.CreateAsync(files.From), await DatabaseWithPast.CreateAsync(files.To));
            var expected = new Dictionary<string, DateTimeOffset?>();
            foreach (var (index, (past, isCsv)) in pasts.Index())
            {
                expected[$"d{index}.example"] = await SavePastAsync(from, $"d{index}.example", past);
            }

            var isJson = pasts[0].Item2;
            var file = InFolder($"{round}.{(isJson ? "json" : "csv")}");
            await from.DoAsync("export", file);
            await to.DoAsync("import", file, "--yes");
            var (first, second) = (await ReadAsync(from), await ReadAsync(to));

            foreach (var (domain, until) in expected)
            {
                Assert.Equal(first[domain].Text, second[domain].Text);
                if (until > from.Now)
                {
                    Assert.Equal((domain, until, until), (domain, first[domain].HeldUntil, second[domain].HeldUntil));
                }
                else
                {
                    Assert.True(first[domain].HeldUntil <= from.Now, domain);
                    Assert.True(second[domain].HeldUntil <= DateTimeOffset.UtcNow, domain);
                }
            }
        }, iter: 3, threads: 1);
    }

    /// <summary>Saves states, and says until when, by RFC 8461 §3.2, a sender may hold another policy than the last one.</summary>
    private static async Task<DateTimeOffset?> SavePastAsync(
        DatabaseWithPast store, string domain, List<(PolicyMode Mode, int Host, int MaxAgeDays, bool IsServed)> past)
    {
        var served = new List<(Policy Policy, double? ServedDaysAgo)>();
        foreach (var (index, (mode, host, maxAgeDays, isServed)) in past.Index())
        {
            // The last is not in enforce, which an import would look at.
            var mx = MxPattern.Parse($"mail{host}.example.net");
            var policy = new Policy(
                index == past.Count - 1 && mode == PolicyMode.Enforce ? PolicyMode.Testing : mode, [mx], maxAgeDays * Day);
            var daysAgo = (past.Count - index) * 7;
            if (index > 0 && policy.Equals(served[^1].Policy))
            {
                continue;
            }

            served.Add((policy, isServed ? daysAgo - 1 : null));
            await store.SaveAsync(domain, daysAgo, new PolicyContent.Inline(policy), served[^1].ServedDaysAgo);
        }

        var current = served[^1].Policy;
        return served.Index()
            .Where(state => state.Item.Policy.Mode != PolicyMode.None && !state.Item.Policy.Equals(current))
            .Select(state => (DateTimeOffset?)(store.Now
                .AddDays(-(served.Skip(state.Index + 1).Max(later => later.ServedDaysAgo) ?? 0))
                .AddSeconds(state.Item.Policy.MaxAge)
                .AddMinutes(1)))
            .Max();
    }

    private static async Task<Dictionary<string, (string? Text, DateTimeOffset HeldUntil)>> ReadAsync(DatabaseWithPast store) =>
        (await store.DoAsync("export", "-")).Json.EnumerateArray().ToDictionary(
            policy => policy.Text("domain")!,
            policy => (policy.Text("text"), policy.GetProperty("heldUntil").GetDateTimeOffset()));

    /// <summary>The messages up to what comes next.</summary>
    private static string WithoutNext(ToolResult result) => result.Errors[..result.Errors.IndexOf("Next: mta-sts publish ", Ordinal)];

    private static string Format(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
