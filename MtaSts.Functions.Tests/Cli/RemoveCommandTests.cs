using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The safe removal of RFC 8461 §8.3, a call a step.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class RemoveCommandTests(AzuriteFixture azurite)
{
    private const string Until = "Senders may hold earlier policies of contoso.com until ";
    private const string Unknown = "What was served before is unknown, so the longest max_age (one year) is assumed.";
    private const string Refused = "Nothing was changed. Try again then, or override with --now --reason.\n";

    private static readonly string NoneId = HostedDomain.Id(PolicyMode.None, 86400);

    private readonly HostedDomain hosted = new(azurite.Server);

    [Fact]
    public async Task The_first_call_serves_none_and_says_until_when_senders_hold_the_policy()
    {
        await hosted.SaveAsync(30, PolicyMode.Enforce, 1209600);

        var result = await hosted.RunAsync("remove", "contoso.com", "--yes", "--reason", "moved");

        Assert.Equal((0, $"contoso.com: now id {HostedDomain.Id(PolicyMode.Enforce, 1209600)}"), (
            result.ExitCode, WithoutTime(result.Output).Split('\n')[0]));
        var current = (await hosted.ReadAsync())!;
        Assert.Equal((HostedDomain.Policy(PolicyMode.None, 86400), "moved"), (current.Policy!, current.Reason));
        Assert.Equal(
            $"Done.\n{Until}TIME, in 14 days and 1 hour. Keep mta-sts.contoso.com and its certificate until then, and run remove again. "
            + $"Next, 1 minute after this change, set the id in _mta-sts.contoso.com to {NoneId}.\n", WithoutTime(result.Errors));
        Assert.Equal(0, (current.ChangedAt!.Value.AddDays(14).AddMinutes(1) - TimeIn(result.Errors)).TotalMinutes, 0.5);
    }

    [Fact]
    public async Task What_the_app_keeps_in_memory_counts_too()
    {
        await hosted.SaveAsync(100, PolicyMode.Enforce, 14 * 86400);

        var result = await hosted.RunAsync("remove", "contoso.com", "--yes", "--refresh-after", "1h");

        Assert.Contains(", in 14 days and 1 hour. ", result.Errors, Ordinal);
        Assert.Contains(" Next, 1 hour after this change, set the id in _mta-sts.contoso.com ", result.Errors, Ordinal);
        var current = (await hosted.ReadAsync())!;
        Assert.Equal(0, (current.ChangedAt!.Value.AddDays(14).AddHours(1) - TimeIn(result.Errors)).TotalMinutes, 1.0);
    }

    [Fact]
    public async Task A_call_too_early_is_refused_and_says_how_long_it_takes()
    {
        await hosted.SaveAsync(30, PolicyMode.Enforce);
        await hosted.SaveAsync(3, PolicyMode.None, 86400);
        var until = (await hosted.ReadAsync())!.ChangedAt!.Value.AddDays(7).AddMinutes(1);

        Assert.Equal(new ToolResult(2, "", $"{Until}{Format(until)}, in 4 days and 1 hour (RFC 8461 §8.3). {Refused}"),
            await hosted.RunAsync("remove", "contoso.com", "--yes"));
        Assert.NotNull(await hosted.ReadAsync());
    }

    [Fact]
    public async Task A_call_late_enough_removes_the_domain_and_leaves_its_history()
    {
        await hosted.SaveAsync(60, PolicyMode.Enforce, 1209600);
        await hosted.SaveAsync(20, PolicyMode.None, 86400);

        var result = await hosted.RunAsync("remove", "contoso.com", "--yes", "--reason", "moved");

        Assert.Equal((0, $"contoso.com: now id {NoneId}"), (result.ExitCode, WithoutTime(result.Output).Split('\n')[0]));
        Assert.Equal(
            "Done.\nAfter that, remove the record _mta-sts.contoso.com, then mta-sts.contoso.com and its certificate.\n", result.Errors);
        var states = (await hosted.StatesAsync());
        Assert.Equal((3, true, "moved"), (states.Count, states[0].IsRemoval, states[0].Reason));
    }

    [Fact]
    public async Task The_largest_max_age_ever_served_counts_not_the_last()
    {
        await hosted.SaveAsync(60, PolicyMode.Enforce, 31557599);
        await hosted.SaveAsync(40, PolicyMode.Enforce, 86400);
        await hosted.SaveAsync(20, PolicyMode.None, 86400);

        Assert.Contains(", in 325 days and ", (await RefuseAsync()).Errors, Ordinal);
    }

    [Fact]
    public async Task A_template_counts_with_the_largest_max_age_it_ever_had()
    {
        await hosted.SaveTemplateAsync(60, "exchange", 2592000);
        await hosted.SaveAsync(50, new PolicyContent.Template("exchange", PolicyMode.Enforce, null));
        await hosted.SaveTemplateAsync(40, "exchange", 86400);
        await hosted.SaveAsync(20, PolicyMode.None, 86400);

        Assert.Contains(", in 10 days and 1 hour (RFC", (await RefuseAsync()).Errors, Ordinal);
    }

    [Fact]
    public async Task A_policy_from_upstream_counts_for_a_year()
    {
        await hosted.SaveAsync(40, TableWithPast.Upstream);
        await hosted.SaveAsync(20, PolicyMode.None, 86400);

        Assert.Contains(", in 345 days and 7 hours (RFC", (await RefuseAsync()).Errors, Ordinal);
    }

    [Fact]
    public async Task What_was_edited_by_hand_stays_a_year_for_what_was_there_before()
    {
        await hosted.SaveAsync(60, PolicyMode.Enforce);
        await hosted.EditByHandAsync(20, "contoso.com", "Mode", "none");
        var edited = (await hosted.ReadAsync())!.ChangedAt!.Value;

        Assert.Equal($"{Until}{Format(edited.AddDays(365.25).AddMinutes(1))}, in 345 days and 7 hours (RFC 8461 §8.3). "
            + $"contoso.com was edited by hand at {Format(edited)}. {Unknown} {Refused}", (await RefuseAsync()).Errors);
    }

    [Fact]
    public async Task The_year_also_counts_once_none_is_served_in_place_of_what_was_edited()
    {
        await hosted.SaveAsync(60, PolicyMode.Enforce);
        await hosted.EditByHandAsync(20, "contoso.com", "MaxAge", 86400);

        var first = await hosted.RunAsync("remove", "contoso.com", "--yes");

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(
            $"Done.\n{Until}TIME, in 345 days and 7 hours. Keep mta-sts.contoso.com and its certificate until then, and run remove again. "
            + $"contoso.com was edited by hand at TIME. {Unknown} "
            + $"Next, 1 minute after this change, set the id in _mta-sts.contoso.com to {NoneId}.\n", WithoutTime(first.Errors));
        Assert.Equal($"{Until}TIME, in 345 days and 7 hours (RFC 8461 §8.3). contoso.com was edited by hand at TIME. {Unknown} {Refused}",
            WithoutTime((await RefuseAsync()).Errors));
    }

    [Fact]
    public async Task A_row_that_was_written_by_hand_in_the_first_place_counts_for_a_year_too_and_now_overrides()
    {
        await hosted.WriteByHandAsync(20, "testing");
        var written = (await hosted.ReadAsync())!.ChangedAt!.Value;

        await hosted.RunAsync("remove", "contoso.com", "--yes");

        Assert.Equal($"{Until}{Format(written.AddDays(365.25).AddMinutes(1))}, in 345 days and 7 hours (RFC 8461 §8.3). "
            + $"contoso.com was edited by hand at {Format(written)}. {Unknown} {Refused}", (await RefuseAsync()).Errors);
        Assert.Equal(
            0, (await hosted.RunAsync("remove", "contoso.com", "--now", "--reason", "the first row; max_age is over", "--yes")).ExitCode);
        Assert.Null(await hosted.ReadAsync());
    }

    [Fact]
    public async Task A_year_after_the_edit_by_hand_the_domain_goes()
    {
        await hosted.SaveAsync(500, PolicyMode.Enforce);
        await hosted.EditByHandAsync(366, "contoso.com", "Mode", "none");

        Assert.Equal(0, (await hosted.RunAsync("remove", "contoso.com", "--yes")).ExitCode);
    }

    [Fact]
    public async Task A_template_edited_by_hand_counts_for_a_year_for_those_who_used_it_before()
    {
        await hosted.SaveTemplateAsync(60, "exchange", 2592000);
        await hosted.SaveAsync(50, new PolicyContent.Template("exchange", PolicyMode.Enforce, null));
        await hosted.EditByHandAsync(30, "template-exchange", "MaxAge", 86400);
        await hosted.SaveAsync(20, PolicyMode.None, 86400);

        Assert.Equal($"{Until}TIME, in 345 days and 7 hours (RFC 8461 §8.3). "
            + $"The template exchange was edited by hand at TIME. {Unknown} {Refused}", WithoutTime((await RefuseAsync()).Errors));
    }

    [Fact]
    public async Task Now_says_too_what_is_not_known()
    {
        await hosted.SaveAsync(60, PolicyMode.Enforce);
        await hosted.EditByHandAsync(20, "contoso.com", "Mode", "none");

        var result = await hosted.RunAsync("remove", "contoso.com", "--now", "--reason", "sold", "--yes", "--output", "json");

        Assert.StartsWith($"{Until}TIME, in 345 days and 7 hours, and go by them even when the policy host is gone. "
            + $"contoso.com was edited by hand at TIME. {Unknown}\n", WithoutTime(result.Errors), Ordinal);
    }

    [Theory, InlineData(0.5, 2), InlineData(1.5, 0)]
    public async Task A_domain_that_only_ever_served_none_goes_after_a_day(double daysAgo, int exitCode)
    {
        await hosted.SaveAsync(daysAgo, PolicyMode.None, 86400);

        Assert.Equal(exitCode, (await hosted.RunAsync("remove", "contoso.com", "--yes")).ExitCode);
    }

    [Fact]
    public async Task Now_removes_it_at_once_and_warns()
    {
        await hosted.SaveAsync(30, PolicyMode.Enforce);

        var result = await hosted.RunAsync("remove", "contoso.com", "--now", "--reason", "sold", "--yes", "--output", "json");

        Assert.Equal($"{Until}TIME, in 7 days and 1 hour, and go by them even when the policy host is gone.\n"
            + "After that, remove the record _mta-sts.contoso.com, then mta-sts.contoso.com and its certificate.\n",
            WithoutTime(result.Errors));
        var change = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("removed", true), (change.Text("change"), change.GetProperty("done").GetBoolean()));
        Assert.Equal((0, false), (result.ExitCode, change.TryGetProperty("after", out _)));
        Assert.Null(await hosted.ReadAsync());
    }

    [Theory, InlineData("--now"), InlineData("--now", "--reason", " ")]
    public async Task Now_without_a_reason_is_wrong_usage(params string[] options)
    {
        await hosted.SaveAsync(30, PolicyMode.Enforce);

        Assert.Equal(new ToolResult(1, "", "--now needs a --reason.\nRun 'mta-sts remove --help' for usage.\n"),
            await hosted.RunAsync(["remove", "contoso.com", "--yes", .. options]));
    }

    [Fact]
    public async Task With_dry_run_nothing_is_written()
    {
        await hosted.SaveAsync(30, PolicyMode.Enforce);

        Assert.Equal((0, "Nothing was changed: --dry-run."), (await hosted.RunAsync("remove", "contoso.com", "--dry-run")).Refusal);
        Assert.Equal(HostedDomain.Policy(PolicyMode.Enforce), (await hosted.ReadAsync())!.Policy);
    }

    [Fact]
    public async Task A_domain_that_was_removed_is_refused()
    {
        await hosted.SaveAsync(30, PolicyMode.None);
        await hosted.RemoveAsync(20);
        var removal = (await hosted.StatesAsync())[0];

        Assert.Equal($"contoso.com was already removed at {Format(removal.ChangedAt)}.\n", (await RefuseAsync()).Errors);
    }

    [Fact]
    public async Task A_domain_that_was_never_hosted_is_refused() =>
        Assert.Equal("contoso.com was never hosted here.\n", (await RefuseAsync()).Errors);

    private async Task<ToolResult> RefuseAsync()
    {
        var result = await hosted.RunAsync("remove", "contoso.com", "--yes");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        return result;
    }
}
