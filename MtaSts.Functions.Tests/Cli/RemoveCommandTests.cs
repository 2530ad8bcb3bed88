using MtaSts.Sqlite;
using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The safe removal of RFC 8461 §8.3, a call a step.</summary>
public sealed class RemoveCommandTests : TestsWithFolder
{
    private const string Domain = "contoso.com";
    private const string Until = "Senders may hold earlier policies of contoso.com until ";
    private const string Unknown = "What was served before is unknown, so the longest max_age (one year) is assumed.";
    private const string Refused = " Nothing was changed. Run remove again then, or override with --now --reason.\n";
    private const string RefusedAtOnce = " Nothing was changed. Run remove again when that is right, or override with --now --reason.\n";
    private const string Rest =
        "After that, remove the record _mta-sts.contoso.com, then mta-sts.contoso.com and its certificate: "
        + "on Azure, 'mta-sts offboard contoso.com' does it.\n";

    private readonly RolloutWorld world;

    public RemoveCommandTests() => world = new RolloutWorld(InFolder("policies.db"));

    public override async ValueTask InitializeAsync()
    {
        await world.CreateAsync();
        world.SetMx(Domain, "mail.contoso.com");
    }

    [Fact]
    public async Task A_domain_is_removed_a_call_a_step()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);

        var first = await RemoveAsync("--reason moved");
        var free = world.Now.AddDays(7).AddMinutes(1);
        Assert.Equal(
            (0, $"{Until}{Format(free)}, in 7 days and 1 hour if mode none is served at once (RFC 8461 §8.3). "
                + $"From {Format(free)} on, the MX of contoso.com may be changed. "
                + "Keep mta-sts.contoso.com and its certificate, and run remove again then.\n"
                + $"Done.\nNext: mta-sts publish contoso.com, after {world.Now.AddMinutes(1):HH:mm:ss} UTC.\n"),
            first.Ending);
        var none = (await world.ReadAsync(Domain))!;
        Assert.Equal((RolloutWorld.Policy(PolicyMode.None, maxAge: 86400), "moved"), (none.Policy, none.Reason));

        await world.PublishAsync(Domain);
        free = world.Now.AddDays(7).AddMinutes(1);
        Assert.Equal(
            new ToolResult(
                2,
                "",
                $"{Until}{Format(free)}, in 7 days and 1 hour (RFC 8461 §8.3). "
                + $"From {Format(free)} on, the MX of contoso.com may be changed.{Refused}"),
            await RemoveAsync());

        world.Pass(free - world.Now);
        var last = await RemoveAsync("--reason moved");
        Assert.Equal((0, $"Done.\n{Rest}"), last.Ending);
        var states = (await world.ReadTimelineAsync(Domain)).States;
        Assert.Equal((3, true, "moved"), (states.Count, states[0].IsRemoval, states[0].Reason));
        Assert.Equal(
            new ToolResult(2, "", $"contoso.com was already removed at {Format(states[0].Since)}.\n"), await RemoveAsync());
    }

    [Fact]
    public async Task The_time_counts_from_when_none_was_seen_and_not_from_when_it_was_stored()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        await RemoveAsync();
        world.Pass(TimeSpan.FromDays(20));
        var id = (await world.ReadAsync(Domain))!.Id;

        var free = world.Now.AddDays(7).AddMinutes(1);
        Assert.Equal(
            $"The record _mta-sts.contoso.com has the id {(await world.ReadTimelineAsync(Domain)).States[1].Id}, not {id} of mode none, so "
            + $"senders do not know of it. {Until}{Format(free)}, in 7 days and 1 hour (RFC 8461 §8.3). "
            + $"From {Format(free)} on, the MX of contoso.com may be changed.{Refused}",
            await RefuseAsync());

        world.SetId(Domain, id);
        world.Pass(TimeSpan.FromDays(3));
        Assert.StartsWith($"{Until}{Format(free)}, in 4 days and 1 hour (RFC 8461 §8.3). ", await RefuseAsync(), Ordinal);
    }

    [Fact]
    public async Task What_the_app_keeps_in_memory_counts_too()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);

        var result = await RemoveAsync("--refresh-after 1h");
        Assert.Contains($"{Until}{Format(world.Now.AddDays(7).AddHours(1))}, ", result.Errors, Ordinal);
        Assert.EndsWith($"\nNext: mta-sts publish contoso.com, after {world.Now.AddHours(1):HH:mm:ss} UTC.\n", result.Errors, Ordinal);

        var settled = world.Now.AddHours(1);
        world.Pass(TimeSpan.FromMinutes(59));
        Assert.StartsWith(
            $"An instance of the app may have an earlier policy in memory until {Format(settled)}. ",
            await RefuseAsync("--refresh-after 1h"),
            Ordinal);
        Assert.Null((await world.ReadTimelineAsync(Domain)).Current!.ServedAt);
    }

    [Fact]
    public async Task While_the_host_serves_something_else_the_time_does_not_begin()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        var since = (await world.ReadAsync(Domain))!.Since;
        await RemoveAsync();
        world.Delay = TimeSpan.FromDays(100);
        world.Pass(TimeSpan.FromDays(90));
        world.SetId(Domain, (await world.ReadAsync(Domain))!.Id);

        Assert.StartsWith(
            $"mta-sts.contoso.com still serves the policy of {Format(since)}. {Until}{Format(world.Now.AddDays(7).AddMinutes(1))}, "
            + "in 7 days and 1 hour if mode none is served at once (RFC 8461 §8.3). ",
            await RefuseAsync(),
            Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_answers_nothing_keeps_nobody_from_leaving_enforce()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        world.SilentNames.UnionWith([Domain, $"mta-sts.{Domain}", $"_mta-sts.{Domain}"]);

        await RemoveAsync();

        Assert.Equal(PolicyMode.None, (await world.ReadAsync(Domain))!.Policy!.Mode);
        Assert.Contains($"The record _mta-sts.{Domain} could not be looked up: ", await RefuseAsync(), Ordinal);
    }

    [Fact]
    public async Task While_the_host_cannot_be_asked_the_domain_stays()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        await ServeAsync(PolicyMode.None, daysToFollow: 20);
        world.IsAppUp = false;

        Assert.Equal($"mta-sts.contoso.com does not accept a connection: 'connection refused'.{RefusedAtOnce}", await RefuseAsync());
    }

    [Fact]
    public async Task While_dns_has_another_id_senders_do_not_know_of_none_and_the_domain_stays()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        await ServeAsync(PolicyMode.None, daysToFollow: 20);
        world.SetId(Domain, "20250101");

        Assert.Equal(
            $"The record _mta-sts.contoso.com has the id 20250101, not {(await world.ReadAsync(Domain))!.Id} of mode none, "
            + $"so senders do not know of it.{RefusedAtOnce}",
            await RefuseAsync());
    }

    [Fact]
    public async Task A_dns_that_does_not_answer_is_not_taken_for_one_without_a_record()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        await ServeAsync(PolicyMode.None, daysToFollow: 20);
        world.SilentNames.Add("_mta-sts.contoso.com");

        Assert.Equal(
            $"The record _mta-sts.contoso.com could not be looked up: the request timed out.{RefusedAtOnce}", await RefuseAsync());
    }

    [Fact]
    public async Task A_record_that_is_gone_is_not_to_be_removed()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        await ServeAsync(PolicyMode.None, daysToFollow: 20);
        world.SetId(Domain, null);

        Assert.Equal((
            0,
            "Done.\nAfter that, remove mta-sts.contoso.com and its certificate: on Azure, 'mta-sts offboard contoso.com' does it.\n"),
            (await RemoveAsync()).Ending);
    }

    [Fact]
    public async Task While_only_testing_is_held_the_mx_is_free_before_the_domain_is()
    {
        await ServeAsync(PolicyMode.Testing, daysToFollow: 30);
        await ServeAsync(PolicyMode.None, daysToFollow: 2);

        Assert.Contains(
            " No sender holds one in enforce, so the MX of contoso.com may be changed at any time.", await RefuseAsync(), Ordinal);
    }

    [Fact]
    public async Task The_largest_max_age_ever_served_counts_not_the_last()
    {
        await ServeAsync(PolicyMode.Enforce, maxAge: 31557599, daysToFollow: 20);
        await ServeAsync(PolicyMode.Enforce, maxAge: 86400, daysToFollow: 20);
        await ServeAsync(PolicyMode.None, daysToFollow: 20);

        Assert.Contains(", in 325 days and 6 hours (RFC", await RefuseAsync(), Ordinal);
    }

    [Fact]
    public async Task A_template_counts_with_the_largest_max_age_it_ever_had()
    {
        await SaveTemplateAsync(2592000);
        await ServeAsync(new PolicyContent.Template("exchange", PolicyMode.Enforce, null), daysToFollow: 10);
        await SaveTemplateAsync(86400);
        await world.PublishAsync(Domain);
        world.Pass(TimeSpan.FromDays(20));
        await ServeAsync(PolicyMode.None, daysToFollow: 1);

        Assert.Contains(", in 9 days (RFC", await RefuseAsync(), Ordinal);
    }

    [Fact]
    public async Task A_policy_from_upstream_counts_for_a_year()
    {
        await world.SaveAsync(Domain, TableWithPast.Upstream);
        world.Pass(TimeSpan.FromDays(20));
        await ServeAsync(PolicyMode.None, daysToFollow: 20);

        Assert.Contains(", in 345 days and 7 hours (RFC", await RefuseAsync(), Ordinal);
    }

    [Fact]
    public async Task What_was_edited_by_hand_stays_a_year_for_what_was_there_before()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 40);
        await EditByHandAsync("Mode", "none");
        var edited = world.Now;
        await world.PublishAsync(Domain);
        var free = world.Now.AddDays(365.25).AddMinutes(1);
        world.Pass(TimeSpan.FromDays(20));

        Assert.Equal(
            $"{Until}{Format(free)}, in 345 days and 7 hours (RFC 8461 §8.3). contoso.com was edited by hand at {Format(edited)}. "
            + $"{Unknown} From {Format(free)} on, the MX of contoso.com may be changed.{Refused}",
            await RefuseAsync());

        world.Pass(TimeSpan.FromDays(346));
        Assert.Equal(0, (await RemoveAsync()).ExitCode);
    }

    [Theory, InlineData(0.5, 2), InlineData(1.5, 0)]
    public async Task A_domain_that_only_ever_served_none_goes_after_a_day(double days, int exitCode)
    {
        await ServeAsync(PolicyMode.None, days);

        Assert.Equal(exitCode, (await RemoveAsync()).ExitCode);
    }

    [Fact]
    public async Task Now_removes_it_at_once_and_warns()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);

        var result = await RemoveAsync("--now --reason sold --output json");

        var free = Format(world.Now.AddDays(7).AddMinutes(1));
        Assert.Equal(
            $"{Until}{free}, in 7 days and 1 hour if mode none is served at once (RFC 8461 §8.3). "
            + $"From {free} on, the MX of contoso.com may be changed.\n{Rest}",
            result.Errors);
        var change = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("removed", true), (change.Text("change"), change.GetProperty("done").GetBoolean()));
        Assert.Equal((0, false), (result.ExitCode, change.TryGetProperty("after", out _)));
        Assert.Null(await world.ReadAsync(Domain));
    }

    [Fact]
    public async Task Now_names_all_that_it_overrides()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);
        await ServeAsync(PolicyMode.None, daysToFollow: 20);
        world.IsAppUp = false;
        world.SilentNames.Add("_mta-sts.contoso.com");

        Assert.Equal(
            (0, "mta-sts.contoso.com does not accept a connection: 'connection refused'.\n"
                + $"The record _mta-sts.contoso.com could not be looked up: the request timed out.\nDone.\n{Rest}"),
            (await RemoveAsync("--now --reason sold")).Ending);
        Assert.Null(await world.ReadAsync(Domain));
    }

    [Theory, InlineData("--now"), InlineData("--now --reason \t")]
    public async Task Now_without_a_reason_is_wrong_usage(string options)
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);

        Assert.Equal(
            new ToolResult(1, "", "--now needs a --reason.\nRun 'mta-sts remove --help' for usage.\n"), await RemoveAsync(options));
    }

    [Fact]
    public async Task With_dry_run_nothing_is_written()
    {
        await ServeAsync(PolicyMode.Enforce, daysToFollow: 30);

        var result = await world.RunAsync("remove contoso.com --dry-run");
        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith("\nNothing was changed: --dry-run.\n", result.Errors, Ordinal);
        Assert.Equal(RolloutWorld.Policy(PolicyMode.Enforce), (await world.ReadAsync(Domain))!.Policy);

        await world.SaveAsync(Domain, RolloutWorld.Policy(PolicyMode.None, maxAge: 86400));
        world.Pass(TimeSpan.FromDays(1));
        await world.RunAsync("remove contoso.com --dry-run");
        Assert.Null((await world.ReadTimelineAsync(Domain)).Current!.ServedAt);
    }

    [Fact]
    public async Task A_domain_that_was_never_hosted_is_refused() =>
        Assert.Equal("contoso.com was never hosted here.\n", await RefuseAsync());

    private Task<ToolResult> RemoveAsync(string options = "") => world.RunAsync($"remove contoso.com {options} --yes");

    private async Task<string> RefuseAsync(string options = "")
    {
        var result = await RemoveAsync(options);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        return result.Errors;
    }

    private Task ServeAsync(PolicyMode mode, double daysToFollow, int? maxAge = null) => ServeAsync(
        new PolicyContent.Inline(RolloutWorld.Policy(mode, maxAge: maxAge ?? (mode == PolicyMode.None ? 86400 : RolloutWorld.Week))),
        daysToFollow);

    private async Task ServeAsync(PolicyContent content, double daysToFollow)
    {
        await world.SaveAsync(Domain, content);
        await world.PublishAsync(Domain);
        world.Pass(TimeSpan.FromDays(daysToFollow));
    }

    private async Task SaveTemplateAsync(int maxAge)
    {
        var version = (await world.Store.ReadTemplateAsync("exchange", Token))?.Version;
        await world.Store.SaveTemplateAsync(TableWithPast.Template("exchange", "mail.contoso.com", maxAge, version), Token);
    }

    /// <summary>Edits one column of the row, as in a shell.</summary>
    private async Task EditByHandAsync(string column, object value)
    {
        var rows = new SqliteRowStore(InFolder("policies.db"), world.Time);
        var row = (await rows.FindAsync(Domain, "policy", Token))!;
        var edited = new Row(Domain, "policy", new Dictionary<string, object>(row.Columns) { [column] = value });
        await rows.WriteAsync([new RowWrite.Replace(edited, row.Version)], Token);
    }
}
