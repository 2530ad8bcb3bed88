using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What templates were, what that made of their domains, and the way back.</summary>
public sealed class TemplateHistoryTests : TestsWithFolder
{
    private const int Week = 604_800;

    private static readonly PolicyContent Shared = new PolicyContent.Template("shared", PolicyMode.Testing, null);

    private DatabaseWithPast store = null!;

    public override async ValueTask InitializeAsync()
    {
        store = await DatabaseWithPast.CreateAsync(InFolder("policies.db"));
        await store.SaveTemplateAsync("shared", 40, "mail.contoso.com", Week, "first");
        await store.SaveAsync("contoso.com", 30, Shared, servedDaysAgo: 29);
        await store.SaveAsync("fabrikam.com", 30, Shared, servedDaysAgo: 29);
        await store.SaveTemplateAsync("shared", 20, "*.mx.contoso.com", 2 * Week, "new MX");
    }

    [Theory, InlineData(80), InlineData(120)]
    public async Task The_history_of_a_template_shows_each_state(int width)
    {
        await store.SaveAsync("contoso.com", 10, PolicyMode.Testing, Week);
        await store.SaveAsync("fabrikam.com", 10, PolicyMode.Testing, Week);
        await store.RemoveTemplateAsync("shared", 5);

        var result = await store.RunAsync(["template", "history", "shared"], width);

        AssertTable(
            width,
            [
                "since mx max_age by, reason",
                "REMOVED removed bob@contoso.com", "unused",
                "CHANGED *.mx.contoso.com 14d ann@contoso.com", "new MX",
                "FIRST mail.contoso.com 7d ann@contoso.com", "first",
            ],
            result,
            (5, "REMOVED"), (20, "CHANGED"), (40, "FIRST"));
    }

    [Fact]
    public async Task Programs_read_each_state_of_a_template()
    {
        var states = (await store.DoAsync("template", "history", "shared", "--output", "json")).Json.EnumerateArray().ToList();

        Assert.Equal(["new MX", "first"], states.Select(state => state.Text("reason")));
        Assert.Equal(
            ["name", "mx", "maxAge", "since", "changedAt", "changedBy", "reason", "findings"], states[0].Names());
        Assert.Equal(store.Now.AddDays(-20), states[0].GetProperty("since").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_history_of_a_removed_template_tells_programs_of_the_removal()
    {
        await store.SaveTemplateAsync("other", 3, "mail.contoso.com", Week, "");
        await store.RemoveTemplateAsync("other", 2);

        var states = (await store.DoAsync("template", "history", "other", "--output", "json")).Json;

        Assert.True(states[0].GetProperty("removed").GetBoolean());
        Assert.False(states[1].TryGetProperty("removed", out _));
    }

    [Theory, InlineData(80), InlineData(120)]
    public async Task The_history_of_a_domain_shows_what_its_template_changed_and_when_it_was_seen_served(int width)
    {
        var changed = PolicyId.ComputeDigest(new Policy(PolicyMode.Testing, [MxPattern.Parse("*.mx.contoso.com")], 2 * Week))[..8];
        var first = PolicyId.ComputeDigest(new Policy(PolicyMode.Testing, [MxPattern.Parse("mail.contoso.com")], Week))[..8];

        var result = await store.RunAsync(["history", "contoso.com"], width);

        AssertTable(
            width,
            [
                "since served mode id by, reason", "max_age",
                $"CHANGED testing TIMEZ{changed} ann@contoso.com", "14d template shared: new MX",
                $"FIRST SERVED testing TIMEZ{first} ann@contoso.com", "7d as agreed",
            ],
            result,
            (20, "CHANGED"), (30, "FIRST"), (29, "SERVED"));
    }

    [Fact]
    public async Task Programs_read_of_a_domain_that_its_template_changed_it()
    {
        var states = (await store.DoAsync("history", "contoso.com", "--output", "json")).Json;

        Assert.True(states[0].GetProperty("templateChange").GetBoolean());
        Assert.False(states[1].TryGetProperty("templateChange", out _));
        Assert.Equal((store.Now.AddDays(-20), "new MX"), (states[0].GetProperty("since").GetDateTimeOffset(), states[0].Text("reason")));
    }

    [Fact]
    public async Task A_template_goes_back_to_the_state_before_and_its_domains_with_it()
    {
        var result = await store.RunAsync("template", "rollback", "shared", "--yes", "--reason", "new MX fails");

        var id = "TIMEZ" + PolicyId.ComputeDigest(new Policy(PolicyMode.Testing, [MxPattern.Parse("*.mx.contoso.com")], 2 * Week))[..8];
        Assert.Equal(
            "template shared:\n  This changes 2 domains, none of them in enforce.\n"
            + "- mx: *.mx.contoso.com\n- max_age: 1209600\n+ mx: mail.contoso.com\n+ max_age: 604800\n"
            + $"contoso.com: now id {id}\nfabrikam.com: now id {id}\n",
            WithoutTime(result.Output));
        Assert.Equal(0, result.ExitCode);
        var states = (await store.Store.ReadTemplateTimelineAsync("shared", Token)).States;
        Assert.Equal(
            [(Week, "new MX fails"), (2 * Week, "new MX"), (Week, "first")],
            states.Select(state => (state.MaxAge!.Value, state.Reason!)));
        var ids = (await store.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).States.Select(state => state.Id!);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_template_goes_back_to_a_time()
    {
        await store.SaveTemplateAsync("shared", 10, "mail.example.net", Week, "");

        await store.DoAsync("template", "rollback", "shared", "--to", $"{store.Now.AddDays(-40):yyyy-MM-dd'T'HH:mm:ss'Z'}", "--yes");

        Assert.Equal("mail.contoso.com", $"{(await store.Store.ReadTemplateAsync("shared", Token))!.Mx[0]}");
    }

    [Fact]
    public async Task A_rollback_that_leaves_out_a_mail_host_of_a_domain_in_enforce_is_refused()
    {
        await store.SaveAsync("contoso.com", 10, new PolicyContent.Template("shared", PolicyMode.Enforce, null));
        store.Dns.MailExchanges("contoso.com", "a.mx.contoso.com");

        Assert.Equal(
            new ToolResult(3, "", "Refused contoso.com: no mx in the policy covers 'a.mx.contoso.com'.\n"
                + "Nothing was changed. To change it all the same, use --force and --reason.\n"),
            await store.RunAsync("template", "rollback", "shared", "--yes"));
        Assert.Equal(2, (await store.Store.ReadTemplateTimelineAsync("shared", Token)).States.Count);
    }

    [Fact]
    public async Task With_dry_run_nothing_is_written()
    {
        var result = await store.RunAsync("template", "rollback", "shared", "--dry-run");

        Assert.Equal((0, "Nothing was changed: --dry-run.\n"), result.Ending);
        Assert.Equal(2, (await store.Store.ReadTemplateTimelineAsync("shared", Token)).States.Count);
    }

    [Fact]
    public async Task A_removed_template_comes_back()
    {
        await store.SaveTemplateAsync("other", 3, "mail.contoso.com", Week, "");
        await store.RemoveTemplateAsync("other", 2);

        var result = await store.DoAsync("template", "rollback", "other", "--yes");

        Assert.Equal("template other:\n+ mx: mail.contoso.com\n+ max_age: 604800\n", result.Output);
        Assert.Equal(Week, (await store.Store.ReadTemplateAsync("other", Token))!.MaxAge);
    }

    [Fact]
    public async Task A_template_that_was_deleted_by_hand_comes_back_and_its_domains_are_served_again()
    {
        await store.SaveTemplateAsync("shared", 10, "mail.example.net", Week, "");
        store.DeleteByHand("template-shared");
        Assert.Equal(3, (await store.RunAsync("list")).ExitCode);

        var result = await store.DoAsync("template", "rollback", "shared", "--yes");

        Assert.Equal(
            "template shared:\n  This changes 2 domains, none of them in enforce.\n+ mx: *.mx.contoso.com\n+ max_age: 1209600\n"
            + "contoso.com:\nfabrikam.com:\n", result.Output);
        Assert.Equal(0, (await store.RunAsync("list")).ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_gone_back_to_is_refused()
    {
        await store.SaveTemplateAsync("other", 3, "mail.contoso.com", Week, "");

        await AssertRefusedAsync("The template other has only ever been in one state; there is nothing to go back to.", "other");
        await AssertRefusedAsync("There never was a template 'nothing'.", "nothing");
        await AssertRefusedAsync(
            $"There was no template 'other' at 2020-01-01 00:00:00Z; its first state dates from {Format(store.Now.AddDays(-3))}.",
            "other", "--to", "2020-01-01");
        await store.RemoveTemplateAsync("other", 2);
        await AssertRefusedAsync(
            $"The template other was removed at {Format(store.Now.AddDays(-2))}, so there is nothing to go back to. Use --to for another "
            + "state, or 'mta-sts template remove other'.", "other", "--to", $"{store.Now.AddDays(-1):yyyy-MM-dd}");
        Assert.Equal(
            new ToolResult(2, "", "There never was a template 'nothing'.\n"), await store.RunAsync("template", "history", "nothing"));
        Assert.Equal(
            new ToolResult(1, "", "'yesterday' is not a time. Use one such as 2026-11-22T08:00:00Z.\n"
                + "Run 'mta-sts template rollback --help' for usage.\n"),
            await store.RunAsync("template", "rollback", "other", "--to", "yesterday"));
    }

    [Fact]
    public async Task A_domain_goes_back_to_what_its_template_made_of_it_as_a_policy_of_its_own()
    {
        await store.SaveTemplateAsync("shared", 10, "mail.example.net", Week, "");
        var changed = (await store.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).States[1];

        var result = await store.DoAsync("rollback", "contoso.com", "--to", changed.Id!, "--yes");

        Assert.StartsWith("contoso.com: now id ", result.Output, Ordinal);
        Assert.Contains("\n  template shared → its own mx\n", result.Output, Ordinal);
        var current = (await store.Store.ReadAsync(DomainName.Parse("contoso.com"), Token))!;
        Assert.Equal(new PolicyContent.Inline(changed.Policy!), current.Content);
        Assert.Equal("*.mx.contoso.com", $"{changed.Policy!.Mx[0]}");
    }

    [Fact]
    public async Task A_domain_keeps_its_template_where_that_gives_the_same_now()
    {
        await store.SaveTemplateAsync("shared", 10, "mail.contoso.com", Week, "back");
        await store.SaveAsync("contoso.com", 5, PolicyMode.Testing, Week, "own.contoso.com");
        var first = (await store.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).States[^1];

        await store.DoAsync("rollback", "contoso.com", "--to", first.Id!, "--yes");

        Assert.Equal(Shared, (await store.Store.ReadAsync(DomainName.Parse("contoso.com"), Token))!.Content);
    }

    [Fact]
    public async Task An_id_of_an_earlier_version_is_found_too()
    {
        await store.SaveTemplateAsync("shared", 10, "mail.example.net", Week, "");
        var changed = (await store.Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).States[1].Policy!;

        await store.DoAsync("rollback", "contoso.com", "--to", PolicyId.ComputeDigest(changed), "--yes");

        Assert.Equal(changed, (await store.Store.ReadAsync(DomainName.Parse("contoso.com"), Token))!.Policy);
    }

    private async Task AssertRefusedAsync(string message, params string[] arguments) => Assert.Equal(
        new ToolResult(2, "", message + "\n"), await store.RunAsync(["template", "rollback", .. arguments, "--yes"]));

    /// <summary>The words of each line, with names for its times; a narrow table has the date above the time of day.</summary>
    private void AssertTable(int width, string[] lines, ToolResult result, params (double DaysAgo, string Name)[] times)
    {
        Assert.Equal((0, ""), result.Ending);
        var shown = WithoutIdTime(result.Output);
        foreach (var (daysAgo, name) in times)
        {
            var time = Format(store.Now.AddDays(-daysAgo));
            shown = width < 100
                ? shown.Replace(time[..10], name, Ordinal).Replace(time[11..], "", Ordinal)
                : shown.Replace(time, name, Ordinal);
        }

        var words = shown.Split('\n').Where(line => !line.Contains('─', Ordinal))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0);
        Assert.Equal(lines, words);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }
}
