using MtaSts.Cli.Console;
using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>promote</c>, with the app that serves what is promoted and the servers by which a sender finds it.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class PromoteCommandTests(TestNetwork network, AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncDisposable
{
    private const string Reports = "v=TLSRPTv1; rua=mailto:tls@mail.test";

    private static readonly string Testing = PromotionSetup.Id(PolicyMode.Testing);

    private readonly PromotionSetup hosted = new(network, azurite.Server);

    public ValueTask DisposeAsync()
    {
        network.ScriptedDns.Answer($"_smtp._tls.{Domain(1)}", ScriptedRecord.Text(Reports));
        network.ScriptedDns.Answer(Domain(1).Ascii, ScriptedRecord.MailExchange("mx.mail.test"));
        return hosted.DisposeAsync();
    }

    [Fact]
    public async Task A_clean_domain_goes_to_enforce_and_what_comes_next_is_said()
    {
        await hosted.StartInTestingAsync(1);

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--reason", "clean reports");

        var stored = await hosted.ReadAsync(1);
        var next = Words.FormatTime(stored.Since!.Value.AddMinutes(1), stored.Since.Value);
        Assert.Equal((0, $"Next: mta-sts publish d1.app.scripted.test, after {next}.\n"), result.Ending);
        Assert.Equal(
            "Domains: 1; held back: 0; ready: 1, of which now: 1.\n"
            + $"d1.app.scripted.test: now id {Testing}\n  version: STSv1\n- mode: testing\n+ mode: enforce\n  mx: *.mail.test\n"
            + "  max_age: 1209600\n", WithoutTime(result.Output));
        Assert.Equal((PromotionSetup.Policy(PolicyMode.Enforce), "clean reports"), (stored.Policy!, stored.Reason));
    }

    [Fact]
    public async Task What_is_not_in_testing_is_held_back()
    {
        await hosted.SaveAsync(20, PolicyMode.Enforce, 1);
        await hosted.SaveAsync(20, PolicyMode.None, 2);
        await hosted.SaveAsync(20, Domain(3), TableWithPast.Upstream);
        await hosted.SaveAsync(20, PolicyMode.Testing, 4);
        await hosted.EditByHandAsync(19, $"{Domain(4)}", "Mx", "no host!");

        Assert.Equal(
            new ToolResult(
                3,
                "Held back: d2.app.scripted.test\n  it is in none, not in testing\n"
                + "Held back: d3.app.scripted.test\n  its policy comes from mta-sts.provider.example, and the mode with it\n"
                + "Held back: d4.app.scripted.test\n  its stored policy is invalid; the command show lists the findings\n"
                + "Unchanged: d1.app.scripted.test\n  it is already in enforce\n"
                + "Domains: 4; held back: 3; ready: 0, of which now: 0.\n",
                "Nothing was changed.\n"),
            await hosted.RunAsync([.. Names(1, 2, 3, 4), "--yes", "--force", "--reason", "try"]));
        Assert.Equal([PolicyMode.Enforce, PolicyMode.None], await hosted.ModesAsync(1, 2));
    }

    [Fact]
    public async Task A_domain_that_is_in_enforce_already_is_nothing_to_do()
    {
        await hosted.SaveAsync(20, PolicyMode.Enforce, 1);

        Assert.Equal(
            new ToolResult(
                0,
                "Unchanged: d1.app.scripted.test\n  it is already in enforce\nDomains: 1; held back: 0; ready: 0, of which now: 0.\n",
                "Nothing was changed.\n"),
            await hosted.RunAsync([.. Names(1), "--yes"]));
    }

    [Fact]
    public async Task Of_all_domains_those_that_cannot_be_served_are_named_and_left_out()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        await hosted.EditByHandAsync(19, $"{Domain(1)}", "Mx", "no host!");

        var result = await hosted.RunAsync("--all", "--yes");

        Assert.StartsWith(
            "Left out d1.app.scripted.test: its stored policy is invalid; the command show lists the findings.\n", result.Errors, Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Too_few_days_in_testing_hold_back_and_those_before_an_edit_by_hand_do_not_count()
    {
        await hosted.SaveAsync(30, PolicyMode.Testing, 2);
        await hosted.EditByHandAsync(5.5, $"{Domain(2)}", "MaxAge", 1209600);
        await hosted.SaveAsync(3.5, PolicyMode.Testing, 1);
        var edited = Format((await hosted.ReadAsync(2)).ChangedAt);
        var (first, second) = (await FindEndAsync(2), await FindEndAsync(1));

        Assert.Equal(
            new ToolResult(
                3,
                $"Held back until {first}: d2.app.scripted.test\n"
                + $"  it has been in testing for 5 of 14 days; it was changed by hand at\n    {edited}, and what was served before is "
                + "unknown\n"
                + $"Held back until {second}: d1.app.scripted.test\n  it has been in testing for 3 of 14 days\n"
                + "Domains: 2; held back: 2; ready: 0, of which now: 0.\n",
                "Nothing was changed.\n"),
            await hosted.RunAsync([.. Names(1, 2), "--yes"]));
    }

    [Theory, InlineData("3", 0), InlineData("4", 3), InlineData("0", 0)]
    public async Task How_many_days_are_enough_can_be_said(string days, int exitCode)
    {
        await hosted.SaveAsync(3.5, PolicyMode.Testing, 1);
        await hosted.StartAppAsync();

        var result = await hosted.RunAsync($"{Domain(1)}", "--min-days", days, "--dry-run");

        Assert.Equal((exitCode, "Nothing was changed"), (result.ExitCode, result.Errors.Split('\n')[^2][..19]));
    }

    [Fact]
    public async Task A_warning_an_error_and_what_could_not_be_checked_hold_back_each_in_words()
    {
        await hosted.StartInTestingAsync(1, 2, 3);
        network.ScriptedDns.Answer($"_smtp._tls.{Domain(1)}");
        hosted.Publish(Domain(2), "20200101000000Z");
        network.ScriptedDns.Answer(Domain(3).Ascii, ScriptedRecord.MailExchange(network.MailHosts.Closed));

        var result = await hosted.RunAsync([.. Names(1, 2, 3), "--yes", "--smtp"]);

        network.ScriptedDns.Answer(Domain(3).Ascii, ScriptedRecord.MailExchange("mx.mail.test"));
        Assert.Matches(@"^Held back: d1\.app\.scripted\.test\n  MTASTS455 _smtp\._tls\.d1\.app\.scripted\.test: [^:]+"
            + @"Held back: d2\.app\.scripted\.test\n  MTASTS702 _mta-sts\.d2\.app\.scripted\.test:[^:]*20200101000000Z[^:]*"
            + @"Held back: d3\.app\.scripted\.test\n  [^:]*closed\.mail\.test[^;]*"
            + @"Domains: 3; held back: 3; ready: 0, of which now: 0\.\n$", result.Output);
        Assert.Equal("Nothing was changed.\n", result.Errors);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal([PolicyMode.Testing, PolicyMode.Testing, PolicyMode.Testing], await hosted.ModesAsync(1, 2, 3));
    }

    [Fact]
    public async Task A_check_that_does_not_end_in_time_holds_back()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        network.ScriptedDns.KeepSilent(network.Domains.NoDnsAnswer.Ascii);
        await hosted.SaveAsync(20, network.Domains.NoDnsAnswer, new PolicyContent.Inline(PromotionSetup.Policy(PolicyMode.Testing)));

        var result = await hosted.RunAsync($"{network.Domains.NoDnsAnswer}", "--yes", "--timeout", "1s");

        Assert.Contains($"Held back: {network.Domains.NoDnsAnswer}\n  The check ran out of time.\n", result.Output, Ordinal);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory, InlineData("--force"), InlineData("--force", "--reason", " ")]
    public async Task Force_without_a_reason_is_wrong_usage(params string[] options)
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);

        Assert.Equal(new ToolResult(1, "", "--force needs a --reason.\nRun 'mta-sts promote --help' for usage.\n"),
            await hosted.RunAsync([$"{Domain(1)}", "--yes", .. options]));
    }

    [Fact]
    public async Task Force_goes_against_what_holds_back_and_still_says_it()
    {
        await hosted.SaveAsync(3.5, PolicyMode.Testing, 1);
        await hosted.StartAppAsync();
        network.ScriptedDns.Answer(Domain(1).Ascii, ScriptedRecord.MailExchange("mx.stray.test"));

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--force", "--reason", "the stray host goes tomorrow");

        Assert.Matches(
            @"^Forced: d1\.app\.scripted\.test\n  it has been in testing for 3 of 14 days\n  MTASTS751 mx\.stray\.test: [^\n]+\n"
            + @"(  MTASTS752 [^\n]+\n|    [^\n]+\n)*"
            + @"Domains: 1; held back: 0; ready: 1, of which now: 1\.\n", result.Output);
        Assert.Equal(0, result.ExitCode);
        var stored = await hosted.ReadAsync(1);
        Assert.Equal(PolicyMode.Enforce, stored.Policy!.Mode);
        Assert.Matches(
            @"^Forced: it has been in testing for 3 of 14 days; MTASTS751 mx\.stray\.test: .+\. the stray host goes tomorrow$",
            stored.Reason);
    }

    [Fact]
    public async Task All_goes_in_rings_the_longest_in_testing_first()
    {
        await hosted.SaveAsync(40, PolicyMode.Testing, 3);
        await hosted.SaveAsync(30, PolicyMode.Testing, 1, 4);
        await hosted.SaveAsync(20, PolicyMode.Testing, 2);
        await hosted.SaveAsync(10, PolicyMode.Testing, 5);
        await hosted.SaveAsync(10, PolicyMode.Enforce, 6);
        await hosted.StartAppAsync();

        var first = await hosted.RunAsync("--all", "--limit", "2", "--yes");

        Assert.StartsWith(
            $"Held back until {await FindEndAsync(5)}: d5.app.scripted.test\n  it has been in testing for 10 of 14 days\n"
            + "Ready, past --limit: d4.app.scripted.test, d2.app.scripted.test\n"
            + "Domains: 5; held back: 1; ready: 4, of which now: 2.\nd3.app.scripted.test: now id ",
            first.Output, Ordinal);
        Assert.Equal(Next("d3.app.scripted.test", "d1.app.scripted.test"), WithoutTime(first.Errors));
        Assert.Equal(0, first.ExitCode);
        Assert.Equal([PolicyMode.Enforce, PolicyMode.Testing, PolicyMode.Enforce, PolicyMode.Testing], await hosted.ModesAsync(1, 2, 3, 4));

        Assert.Equal(0, (await hosted.RunAsync("--all", "--limit", "2", "--yes")).ExitCode);
        Assert.Equal([PolicyMode.Enforce, PolicyMode.Enforce, PolicyMode.Testing], await hosted.ModesAsync(2, 4, 5));
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_changes_nothing_of_the_others()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);

        Assert.Equal(new ToolResult(2, "", "d2.app.scripted.test is not hosted here. Nothing was changed.\n"),
            await hosted.RunAsync([.. Names(1, 2), "--yes"]));
        Assert.Equal([PolicyMode.Testing], await hosted.ModesAsync(1));
    }

    [Fact]
    public async Task A_domain_of_a_template_changes_its_own_mode_only()
    {
        await hosted.SaveTemplateAsync(40, "shared", 1209600, "*.mail.test");
        await hosted.SaveAsync(30, Domain(1), new PolicyContent.Template("shared", PolicyMode.Testing, null));
        await hosted.SaveAsync(30, Domain(2), new PolicyContent.Template("shared", PolicyMode.Testing, 604800));
        hosted.Publish(Domain(1), (await hosted.ReadAsync(1)).Id!);
        await hosted.StartAppAsync();

        Assert.Equal(0, (await hosted.RunAsync($"{Domain(1)}", "--yes")).ExitCode);
        Assert.Equal(new PolicyContent.Template("shared", PolicyMode.Enforce, null), (await hosted.ReadAsync(1)).Content);
        Assert.Equal(new PolicyContent.Template("shared", PolicyMode.Testing, 604800), (await hosted.ReadAsync(2)).Content);
        Assert.Equal(1209600, (await hosted.Store.ReadTemplateAsync("shared", Token))!.MaxAge);
    }

    [Fact]
    public async Task A_max_age_of_a_week_is_remarked_before_it_goes()
    {
        await hosted.SaveAsync(30, Domain(1), new PolicyContent.Inline(PromotionSetup.Policy(PolicyMode.Testing, maxAge: 604800)));
        hosted.Publish(Domain(1), (await hosted.ReadAsync(1)).Id!);
        await hosted.StartAppAsync();

        var result = await hosted.RunAsync($"{Domain(1)}", "--dry-run");

        Assert.Contains("MTASTS157", result.Output, Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal((0, PolicyMode.Testing), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
    }

    [Fact]
    public async Task With_dry_run_what_would_change_is_shown_and_nothing_changes()
    {
        await hosted.StartInTestingAsync(1);

        var result = await hosted.RunAsync($"{Domain(1)}", "--dry-run");

        Assert.Equal("Nothing was changed: --dry-run.\n", result.Errors);
        Assert.Equal(
            "Domains: 1; held back: 0; ready: 1, of which now: 1.\n"
            + $"d1.app.scripted.test: now id {Testing}\n  version: STSv1\n- mode: testing\n+ mode: enforce\n  mx: *.mail.test\n"
            + "  max_age: 1209600\n", WithoutTime(result.Output));
        Assert.Equal((0, PolicyMode.Testing), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
    }

    [Fact]
    public async Task With_nobody_to_ask_nothing_changes()
    {
        await hosted.StartInTestingAsync(1);

        var result = await hosted.RunAsync($"{Domain(1)}");

        Assert.Equal(
            "This would change 1 domain. Not running interactively: add --yes to apply, or --dry-run to preview.\n", result.Errors);
        Assert.Equal((1, PolicyMode.Testing), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
    }

    [Fact]
    public async Task After_a_no_nothing_changes()
    {
        await hosted.StartInTestingAsync(1);
        using var session = await AskAsync($"{Domain(1)}");

        var (exitCode, screen) = await session.AnswerAsync("n");

        Assert.EndsWith("\nNothing was changed.\n", screen, Ordinal);
        Assert.DoesNotContain("Next:", screen, Ordinal);
        Assert.Equal((2, PolicyMode.Testing), (exitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
    }

    [Fact]
    public async Task The_slower_of_two_operators_is_refused_and_hears_what_comes_next_for_what_is_done_all_the_same()
    {
        await hosted.StartInTestingAsync(1, 2, 3);
        using var session = await AskAsync(Names(1, 2, 3));
        await hosted.SaveAsync(0, PolicyMode.None, 2);

        var (exitCode, screen) = await session.AnswerAsync("y");

        Assert.Equal(2, exitCode);
        Assert.EndsWith("\nDone: d1.app.scripted.test. Not done: d2.app.scripted.test, d3.app.scripted.test.\n"
            + "Next: mta-sts publish d1.app.scripted.test.\n"
            + "The policy of d2.app.scripted.test was changed by ann@contoso.com at TIME. Nothing was written; look at it, then try "
            + "again.\n", WithoutTime(screen), Ordinal);
        Assert.Equal([PolicyMode.Enforce, PolicyMode.None, PolicyMode.Testing], await hosted.ModesAsync(1, 2, 3));
    }

    [Fact]
    public async Task A_store_that_is_gone_when_it_comes_to_writing_is_said_and_nothing_next()
    {
        await using var storage = new AzuriteServer();
        await storage.StartAsync();
        await using var place = new PromotionSetup(network, storage);
        await place.StartInTestingAsync(1, 2);
        using var session = await ToolQuestion.AskAsync(["promote", .. Names(1, 2), .. place.Options], environment: place.Environment);
        storage.Kill();

        var (exitCode, screen) = await session.AnswerAsync("y");

        Assert.Equal(2, exitCode);
        Assert.Matches($@"\nThe table '{place.Table.Name}' could not be used: Connection refused \([^()\n]+\)\n$", screen);
        Assert.DoesNotContain("Next:", screen, Ordinal);
    }

    [Fact]
    public async Task The_json_says_what_became_of_each_domain()
    {
        await hosted.SaveAsync(30, PolicyMode.Testing, 1);
        await hosted.SaveAsync(20.5, PolicyMode.Testing, 2);
        await hosted.SaveAsync(3, PolicyMode.Testing, 3);
        await hosted.StartAppAsync();

        var result = await hosted.RunAsync("--all", "--limit", "1", "--yes", "--output", "json");

        var domains = result.Json.EnumerateArray().ToList();
        Assert.Equal(["d1.app.scripted.test promoted 30", "d2.app.scripted.test ready 20", "d3.app.scripted.test heldBack 3"],
            domains.Select(Summary));
        Assert.Equal([[], [], ["it has been in testing for 3 of 14 days"]],
            domains.Select(domain => domain.GetProperty("obstacles").EnumerateArray().Select(text => text.GetString())));
        Assert.Equal((await hosted.ReadAsync(3)).Since!.Value.AddDays(14), domains[2].GetProperty("heldUntil").GetDateTimeOffset());
        Assert.All(domains[..2], domain => Assert.False(domain.TryGetProperty("heldUntil", out _)));
        Assert.Equal([(await hosted.ReadAsync(1)).Id, null, null], domains.Select(domain => domain.Text("id")));
        Assert.Equal([$"v=STSv1; id={domains[0].Text("id")};", null, null], domains.Select(domain => domain.Text("record")));
        Assert.Equal([true, false, false], domains.Select(domain => domain.TryGetProperty("publishAfter", out _)));
        var changedAt = (await hosted.ReadAsync(1)).ChangedAt!.Value;
        Assert.Equal(0, (domains[0].GetProperty("publishAfter").GetDateTimeOffset() - changedAt.AddMinutes(1)).TotalMinutes, 0.5);
        Assert.Equal(0, result.ExitCode);
    }

    private static DomainName Domain(int number) => PromotionSetup.Domain(number);
    private static string[] Names(params int[] numbers) => [.. numbers.Select(number => $"{Domain(number)}")];

    private async Task<string> FindEndAsync(int number)
    {
        var end = (await hosted.ReadAsync(number)).Since!.Value.UtcDateTime.AddDays(14);
        return $"{end.AddTicks(TimeSpan.TicksPerMinute - 1):yyyy-MM-dd HH:mm} UTC";
    }

    private static string Summary(JsonElement domain) =>
        $"{domain.Text("domain")} {domain.Text("outcome")} {domain.GetProperty("daysInTesting").GetInt32()}";

    private Task<ToolQuestion> AskAsync(params string[] arguments) =>
        ToolQuestion.AskAsync(["promote", .. arguments, .. hosted.Options], environment: hosted.Environment);
}
