namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>publish</c>: first the policy is served everywhere, then its id goes to DNS (RFC 8461 §8.1).</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class PublishCommandTests : TestsWithFolder
{
    private const string Replace = "Replace the record that is there: of two, senders see none (RFC 8461 §3.1).\n";
    private const string Settling = "An instance of the app may still have an earlier policy in memory.";

    private static readonly DomainName One = RolloutBench.Domain(1);
    private static readonly DomainName Two = RolloutBench.Domain(2);
    private static readonly Policy Testing = RolloutBench.Policy(PolicyMode.Testing);
    private static readonly Policy Enforce = RolloutBench.Policy(PolicyMode.Enforce);

    private readonly TestNetwork network;
    private readonly RolloutBench bench;

    public PublishCommandTests(TestNetwork network)
    {
        this.network = network;
        bench = new RolloutBench(network, Folder);
        bench.Publish(One, null);
        bench.Publish(Two, null);
    }

    public override ValueTask DisposeAsync()
    {
        network.ScriptedDns.Answer(One.Ascii, ScriptedRecord.MailExchange("mx.mail.test"));
        bench.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_new_policy_is_held_back_for_as_long_as_an_instance_may_have_the_one_before()
    {
        await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new ToolResult(2, "",
                $"{One}: held back until 10:46:00 UTC: {Settling}\nDomains: 1; in step: 0, to change: 0, held back: 1.\n"
                + $"Next: mta-sts publish {One}, after 10:46:00 UTC.\n"),
            await bench.RunAsync("publish", $"{One}", "--format", "bind"));
        Assert.Null(await bench.ReadServedAtAsync(One));
    }

    [Fact]
    public async Task Once_it_is_served_everywhere_that_is_noted_and_its_id_is_shown()
    {
        var id = await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(
            new ToolResult(
                0, Bind(One, id), $"Domains: 1; in step: 0, to change: 1, held back: 0.\n{Replace}"),
            await bench.RunAsync("publish", $"{One}", "--format", "bind"));
        Assert.Equal(RolloutBench.Start.AddMinutes(1), await bench.ReadServedAtAsync(One));
    }

    [Fact]
    public async Task A_host_that_says_that_it_keeps_policies_for_longer_is_believed()
    {
        await bench.SaveAsync(One, Testing);
        bench.Host.Serve(One, Testing, maxAge: 300);
        bench.Time.Advance(TimeSpan.FromMinutes(4));

        var result = await bench.RunAsync("publish", $"{One}", "--format", "bind");

        Assert.StartsWith($"{One}: held back until 10:50:00 UTC: {Settling}\n", result.Errors, Ordinal);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task What_is_in_step_is_left_alone()
    {
        await bench.StartInStepAsync(One, Enforce, daysAgo: 30);

        Assert.Equal(
            new ToolResult(0, "", "Domains: 1; in step: 1, to change: 0, held back: 0.\n"),
            await bench.RunAsync("publish", "--all", "--format", "bind"));
    }

    [Fact]
    public async Task Of_all_domains_only_the_records_that_differ_are_shown()
    {
        await bench.StartInStepAsync(One, Enforce, daysAgo: 30);
        var id = await bench.SaveAsync(Two, Testing);
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(
            new ToolResult(0, Bind(Two, id), $"Domains: 2; in step: 1, to change: 1, held back: 0.\n{Replace}"),
            await bench.RunAsync("publish", "--all", "--format", "bind"));
    }

    [Fact]
    public async Task Domains_that_are_held_back_for_the_same_reason_share_a_line()
    {
        await bench.SaveAsync(One, Testing);
        await bench.SaveAsync(Two, Testing);

        Assert.Equal(
            (2, $"{One}, {Two}: held back until 10:46:00 UTC: {Settling}\nDomains: 2; in step: 0, to change: 0, held back: 2.\n"
                + $"Next: mta-sts publish {One} {Two}, after 10:46:00 UTC.\n"),
            (await bench.RunAsync("publish", "--all", "--format", "bind")).Ending);
    }

    [Fact]
    public async Task Of_what_is_in_step_it_is_noted_when_that_was_never_done()
    {
        bench.Publish(One, await bench.SaveAsync(One, Testing));
        bench.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(
            (0, "Domains: 1; in step: 1, to change: 0, held back: 0.\n"), (await bench.RunAsync("publish", "--all")).Ending);
        Assert.Equal(RolloutBench.Start.AddHours(1), await bench.ReadServedAtAsync(One));
    }

    [Fact]
    public async Task Of_two_changes_in_a_row_only_the_later_one_is_published()
    {
        await bench.StartInStepAsync(One, Testing, daysAgo: 30);
        var first = await bench.SaveAsync(One, Enforce);
        bench.Time.Advance(TimeSpan.FromSeconds(70));
        var second = await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal((2, ""), Shown(await bench.RunAsync("publish", $"{One}", "--format", "bind")));
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((0, Bind(One, second)), Shown(await bench.RunAsync("publish", $"{One}", "--format", "bind")));

        var served = (await bench.Store.ReadTimelineAsync(One, Token)).States.ToDictionary(state => state.Id!, state => state.ServedAt);
        Assert.Equal((null, RolloutBench.Start.AddSeconds(130)), (served[first], served[second]));
    }

    [Fact]
    public async Task A_change_between_the_look_and_the_note_is_neither_noted_nor_published()
    {
        var before = await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        var after = "";
        bench.Host.DuringFetch = async () =>
            after = after.Length == 0 ? await bench.SaveAsync(One, Enforce) : after;

        var result = await bench.RunAsync("publish", $"{One}", "--format", "bind");

        Assert.Equal((2, ""), Shown(result));
        Assert.StartsWith($"{One}: held back until 10:48:00 UTC: {Settling}\n", result.Errors, Ordinal);
        Assert.NotEqual(before, after);
        Assert.All((await bench.Store.ReadTimelineAsync(One, Token)).States, state => Assert.Null(state.ServedAt));
    }

    [Fact]
    public async Task A_host_that_still_serves_the_policy_before_holds_back()
    {
        await bench.StartInStepAsync(One, Testing, daysAgo: 30);
        await bench.SaveAsync(One, Enforce, isServed: false);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(new ToolResult(2, "",
                $"{One}: held back: mta-sts.{One} still serves the policy of 2026-10-23 10:45:00Z. Run 'mta-sts check {One}'.\n"
                + "Domains: 1; in step: 0, to change: 0, held back: 1.\n"),
            await bench.RunAsync("publish", $"{One}"));
    }

    [Fact]
    public async Task A_host_that_fails_and_a_dns_that_does_not_answer_hold_back_their_domains_and_no_other()
    {
        await bench.SaveAsync(One, Testing, isServed: false);
        bench.Host.Fail(One, "503 Service Unavailable");
        var id = await bench.SaveAsync(Two, Testing);
        await bench.SaveAsync(network.Domains.ServerFailure, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(new ToolResult(2, Bind(Two, id),
                $"{One}: held back: mta-sts.{One} answers with status 503. Run 'mta-sts check {One}'.\n"
                + "server-failure.scripted.test: held back: The address of mta-sts.server-failure.scripted.test could not be determined, "
                + "so the policy was not fetched. Run 'mta-sts status server-failure.scripted.test'.\n"
                + $"Domains: 3; in step: 0, to change: 1, held back: 2.\n{Replace}"),
            await bench.RunAsync("publish", "--all", "--format", "bind"));
    }

    [Fact]
    public async Task A_dns_that_does_not_answer_for_the_record_in_time_is_not_one_without_a_record()
    {
        await bench.SaveAsync(Two, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        network.ScriptedDns.KeepSilent($"_mta-sts.{Two}");

        var result = await bench.RunAsync("publish", $"{Two}");

        network.ScriptedDns.AnswerAgain($"_mta-sts.{Two}");
        Assert.Equal((2, ""), Shown(result));
        Assert.StartsWith($"{Two}: held back: The record _mta-sts.{Two} could not be looked up: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task The_id_of_an_earlier_version_of_the_tool_is_replaced()
    {
        var id = await bench.SaveAsync(One, Testing);
        bench.Publish(One, PolicyId.ComputeDigest(Testing));
        bench.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((0, Bind(One, id)), Shown(await bench.RunAsync("publish", $"{One}", "--format", "bind")));
    }

    [Fact]
    public async Task The_id_of_a_providers_policy_is_the_providers()
    {
        await bench.SaveAsync(One, TableWithPast.Upstream);
        bench.Host.Serve(One, Enforce);

        Assert.Equal(new ToolResult(2, "",
                $"{One}: held back: DNS has no id, so senders do not know of the policy. The id is the provider's: make _mta-sts.{One} a "
                + "CNAME for _mta-sts.provider.example, or copy its record.\nDomains: 1; in step: 0, to change: 0, held back: 1.\n"),
            await bench.RunAsync("publish", $"{One}"));

        bench.Publish(One, "20260101");
        Assert.Equal(
            (0, "Domains: 1; in step: 1, to change: 0, held back: 0.\n"), (await bench.RunAsync("publish", $"{One}")).Ending);
    }

    [Fact]
    public async Task An_id_that_makes_senders_fetch_a_policy_that_refuses_a_mail_host_is_held_back()
    {
        await bench.SaveAsync(One, Enforce);
        network.ScriptedDns.Answer(One.Ascii, ScriptedRecord.MailExchange("mx.stray.test"));
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var result = await bench.RunAsync("publish", $"{One}");

        Assert.Equal((2, ""), Shown(result));
        Assert.StartsWith(
            $"{One}: held back: The policy in enforce does not cover the MX 'mx.stray.test', so senders do not deliver there. If the MX is "
            + $"right, add it to the policy. Run 'mta-sts set {One} --mx \"*.mail.test\" --mx mx.stray.test'.\n",
            result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_delegated_is_changed_where_it_is()
    {
        await bench.SaveAsync(network.Domains.RecordAlias, Enforce);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var result = await bench.RunAsync("publish", $"{network.Domains.RecordAlias}");

        Assert.EndsWith(
            Replace + "_mta-sts.record-alias.scripted.test is a CNAME for three.record-alias.scripted.test: change the record there. If "
                + "that one is another's, such as an earlier provider's, replace the CNAME by this record.\n",
            result.Errors, Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("table", "TXT")]
    [InlineData("json", "\"value\": \"v=STSv1; id=")]
    [InlineData("azure-cli", "az network dns record-set txt add-record")]
    [InlineData("bicep", "v=STSv1; id=")]
    public async Task Records_are_written_as_dns_writes_them(string format, string part)
    {
        var id = await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var result = await bench.RunAsync("publish", $"{One}", "--format", format, "--zone", "scripted.test");

        Assert.Contains(part, result.Output, Ordinal);
        Assert.Contains("_mta-sts.d1.app", result.Output, Ordinal);
        Assert.Contains($"id={id};", result.Output, Ordinal);
    }

    [Fact]
    public async Task The_table_fits_into_80_columns()
    {
        await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var result = await bench.RunAsync("publish", $"{One}");

        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_domain_outside_the_zone_is_wrong_usage_and_nothing_is_noted()
    {
        await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(
            (1, $"{One} is not in the zone contoso.com.\n"), (await bench.RunAsync("publish", $"{One}", "--zone", "contoso.com")).Ending);
        Assert.Null(await bench.ReadServedAtAsync(One));
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_has_nothing_to_publish() => Assert.Equal(
        new ToolResult(2, "", $"{One} is not hosted here.\n"), await bench.RunAsync("publish", $"{One}"));

    [Fact]
    public async Task With_wait_it_waits_until_the_policy_is_served_and_then_until_dns_has_the_id()
    {
        var id = await bench.SaveAsync(One, Testing);

        var result = await bench.WaitAsync(
            elapsed => bench.Publish(One, elapsed > TimeSpan.FromSeconds(150) ? id : null),
            "publish", $"{One}", "--wait", "--format", "bind");

        Assert.Equal(new ToolResult(0, Bind(One, id),
                $"Waiting until 10:46:00 UTC, when no instance of the app has an earlier policy in memory: {One}.\n"
                + $"Domains: 1; in step: 0, to change: 1, held back: 0.\n{Replace}Waiting until DNS has them.\nDNS has them.\n"),
            result);
        Assert.InRange(bench.Time.GetUtcNow(), RolloutBench.Start.AddSeconds(150), RolloutBench.Start.AddMinutes(8));
    }

    [Fact]
    public async Task What_is_still_not_served_then_is_looked_at_again()
    {
        await bench.StartInStepAsync(One, Testing, daysAgo: 30);
        var id = await bench.SaveAsync(One, Enforce, isServed: false);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var result = await bench.WaitAsync(
            elapsed =>
            {
                if (elapsed > TimeSpan.FromSeconds(60))
                {
                    bench.Host.Serve(One, Enforce);
                }

                if (elapsed > TimeSpan.FromSeconds(180))
                {
                    bench.Publish(One, id);
                }
            },
            "publish", $"{One}", "--wait", "--format", "bind");

        Assert.Equal((0, Bind(One, id)), Shown(result));
        Assert.StartsWith($"Not served yet: {One}. Looking again every 5 seconds.\nDomains: 1;", result.Errors, Ordinal);
    }

    [Fact]
    public async Task At_the_end_of_its_time_it_says_what_dns_lacks()
    {
        var id = await bench.SaveAsync(One, Testing);
        bench.Time.Advance(TimeSpan.FromMinutes(2));

        var result = await bench.WaitAsync(_ => { }, "publish", $"{One}", "--wait", "--timeout", "1m", "--format", "bind");

        Assert.Equal((2, Bind(One, id)), Shown(result));
        Assert.EndsWith(
            $"\nWaiting until DNS has them.\nDNS does not have the id of {One} yet. Run 'mta-sts publish {One}' again.\n",
            result.Errors, Ordinal);
    }

    [Fact]
    public async Task It_does_not_wait_for_what_comes_after_its_time()
    {
        await bench.SaveAsync(One, Testing);

        var result = await bench.RunAsync("publish", $"{One}", "--wait", "--timeout", "30s");

        Assert.StartsWith($"{One}: held back until 10:46:00 UTC: {Settling}\n", result.Errors, Ordinal);
        Assert.Equal((2, ""), Shown(result));
    }

    private static (int ExitCode, string Output) Shown(ToolResult result) => (result.ExitCode, result.Output);
    private static string Bind(DomainName domain, string id) =>
        $"; {domain}\n$ORIGIN {domain}.\n_mta-sts 300 IN TXT \"v=STSv1; id={id};\"\n";
}
