using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>status</c>: where domains stand, and what comes next.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class StatusCommandTests : TestsWithFolder
{
    private static readonly Policy Testing = RolloutBench.Policy(PolicyMode.Testing);
    private static readonly Policy Enforce = RolloutBench.Policy(PolicyMode.Enforce);

    private readonly TestNetwork network;
    private readonly RolloutBench bench;

    public StatusCommandTests(TestNetwork network)
    {
        this.network = network;
        bench = new RolloutBench(network, Folder);
    }

    public override ValueTask DisposeAsync()
    {
        network.ScriptedDns.Answer(Domain(1).Ascii, ScriptedRecord.MailExchange("mx.mail.test"));
        bench.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task The_worst_comes_first_with_the_command_that_comes_next()
    {
        await StartAsync();

        var result = await bench.RunAsync("status", "--all");

        Assert.Equal(
            """
            Domain                Mode      Since       Held until  Stage
            d1.app.scripted.test  enforce   2026-09-23              mail at risk
              The policy in enforce does not cover the MX 'mx.stray.test', so senders do not
              deliver there. If the MX is right, add it to the policy.
              mta-sts set d1.app.scripted.test --mx "*.mail.test" --mx mx.stray.test
            d2.app.scripted.test  testing   2026-11-22              to publish
              DNS has no id, so senders do not know of the policy.
              mta-sts publish d2.app.scripted.test
            d3.app.scripted.test  testing   2026-11-22              settling
              An instance of the app may still have an earlier policy in memory.
              after 2026-11-22 10:48:00Z: mta-sts publish d3.app.scripted.test
            d4.app.scripted.test  testing   2026-11-19              in testing
              In testing for 3 of 14 days.
              after 2026-12-03 10:45:00Z: mta-sts promote d4.app.scripted.test
            d5.app.scripted.test  enforce   2026-11-12  2026-11-26  held
            d6.app.scripted.test  enforce   2026-10-23              in step

            """.ReplaceLineEndings("\n"), result.Output);
        Assert.Equal((3, "Domains: 6; to mend: 1, to do: 1, waiting: 3, in order: 1.\n"), result.Ending);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Only_what_has_to_be_mended_or_only_what_is_to_be_done_can_be_asked_for()
    {
        await StartAsync();

        Assert.Equal(["d1"], await NamesAsync(3, "--all", "--failed"));
        Assert.Equal(["d1", "d2"], await NamesAsync(3, "--all", "--next"));
        Assert.Equal([], await NamesAsync(0, $"{Domain(4)}", $"{Domain(5)}", "--next"));
    }

    [Fact]
    public async Task The_json_has_the_members_of_the_document()
    {
        await StartAsync();
        var id = (await bench.Store.ReadAsync(Domain(3), Token))!.Id!;
        bench.Publish(Domain(3), "1");

        var status = Assert.Single((await bench.RunAsync("status", $"{Domain(3)}", "--output", "json")).Json.EnumerateArray());

        Assert.Equal(
            [
                ("domain", $"{Domain(3)}"), ("mode", "testing"), ("modeSince", "2026-11-22T10:47:00+00:00"), ("id", id), ("servedId", id),
                ("publishedId", "1"), ("stage", "settling"),
                ("next", "An instance of the app may still have an earlier policy in memory."),
                ("command", $"mta-sts publish {Domain(3)}"), ("notBefore", "2026-11-22T10:48:00+00:00"),
            ],
            status.EnumerateObject().Select(member => (member.Name, member.Value.GetString()!)));
    }

    [Fact]
    public async Task What_senders_may_hold_is_in_the_json()
    {
        await StartAsync();

        var status = Assert.Single((await bench.RunAsync("status", $"{Domain(5)}", "--output", "json")).Json.EnumerateArray());

        Assert.Equal(
            ("held", "2026-11-26T10:47:00+00:00", null), (status.Text("stage"), status.Text("heldUntil"), status.Text("command")));
    }

    [Fact]
    public async Task Every_stage_is_in_the_document()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "json.md"), Token);

        Assert.All(
            Enum.GetNames<RolloutStage>(),
            stage => Assert.Contains($" | `{JsonNamingPolicy.CamelCase.ConvertName(stage)}` | ", document, Ordinal));
    }

    [Theory, InlineData("status"), InlineData("publish")]
    public async Task A_resolver_that_answers_nothing_says_nothing_of_the_domains(string command)
    {
        await bench.StartInStepAsync(Domain(1), Testing, daysAgo: 3);
        using var dead = new ScriptedDnsServer(new IPEndPoint(IPAddress.Loopback, 0));
        dead.Fail("test");

        Assert.Equal(new ToolResult(2, "",
                $"The resolver {dead.EndPoint} answered nothing: SERVFAIL. Nothing was checked. Name another one with --resolver.\n"),
            await bench.RunAsync(dead.EndPoint, command, "--all"));
    }

    [Fact]
    public async Task A_domain_that_dns_does_not_answer_for_is_unknown_and_the_others_are_not()
    {
        await bench.StartInStepAsync(Domain(6), Enforce, daysAgo: 30);
        await bench.SaveAsync(network.Domains.ServerFailure, Testing);

        var result = await bench.RunAsync("status", "--all", "--output", "json");

        Assert.Equal(["unknown", "inStep"], result.Json.Texts("stage"));
        Assert.Equal((2, "Domains: 2; to mend: 1, to do: 0, waiting: 0, in order: 1.\n"), result.Ending);
    }

    [Fact]
    public async Task A_domain_that_was_removed_is_told_what_is_left_of_it()
    {
        await bench.StartInStepAsync(Domain(1), RolloutBench.Policy(PolicyMode.None), daysAgo: 3);
        var version = (await bench.Store.ReadAsync(Domain(1), Token))!.Version;
        await bench.Store.RemoveAsync(new PolicyRemoval(Domain(1), version, "ann@contoso.com", ""), Token);

        var result = await bench.RunAsync("status", $"{Domain(1)}");

        Assert.Equal(
            """
            Domain                Mode      Since       Held until  Stage
            d1.app.scripted.test                                    to clean up
              It was removed at 2026-11-22 10:45:00Z. Delete the record
              _mta-sts.d1.app.scripted.test first, then mta-sts.d1.app.scripted.test and its
              certificate.

            """.ReplaceLineEndings("\n"), result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_long_name_takes_a_line_of_its_own()
    {
        await bench.StartInStepAsync(Domain(4), Testing, daysAgo: 3);
        await bench.SaveAsync(network.Domains.ServerFailure, Testing);
        await bench.SaveAsync(DomainName.Parse("bücher.a-name-that-is-rather-long.scripted.test"), Testing);

        var result = await bench.RunAsync("status", "--all");

        Assert.Contains(
            "\nxn--bcher-kva.a-name-that-is-rather-long.scripted.test (bücher.a-name-that-is-rather-long.scripted.test)\n"
            + $"{new string(' ', 28)}  testing   2026-11-22              ",
            result.Output, Ordinal);
        Assert.Equal((3, "Domains: 3; to mend: 2, to do: 0, waiting: 1, in order: 0.\n"), result.Ending);
    }

    [Fact]
    public async Task A_domain_that_was_never_hosted_is_refused() => Assert.Equal(
        new ToolResult(2, "", $"{Domain(1)} was never hosted here.\n"), await bench.RunAsync("status", $"{Domain(1)}"));

    [Fact]
    public async Task A_store_without_domains_has_none() => Assert.Equal(
        new ToolResult(0, "", "Domains: 0; to mend: 0, to do: 0, waiting: 0, in order: 0.\n"), await bench.RunAsync("status", "--all"));

    private static DomainName Domain(int number) => RolloutBench.Domain(number);

    /// <summary>Domains at six points of their way, at 10:47.</summary>
    private async Task StartAsync()
    {
        await bench.StartInStepAsync(Domain(1), Enforce, daysAgo: 60);
        network.ScriptedDns.Answer(Domain(1).Ascii, ScriptedRecord.MailExchange("mx.stray.test"));
        await bench.StartInStepAsync(Domain(4), Testing, daysAgo: 3);
        await bench.StartInStepAsync(Domain(5), RolloutBench.Policy(PolicyMode.Testing, "other.mail.test *.mail.test"), daysAgo: 40);
        await bench.StartInStepAsync(Domain(5), Enforce, daysAgo: 10);
        await bench.StartInStepAsync(Domain(6), Enforce, daysAgo: 30);
        await bench.SaveAsync(Domain(2), Testing);
        bench.Publish(Domain(2), null);
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.SaveAsync(Domain(3), Testing);
        bench.Publish(Domain(3), null);
    }

    private async Task<IEnumerable<string>> NamesAsync(int exitCode, params string[] arguments)
    {
        var result = await bench.RunAsync(["status", .. arguments, "--output", "json"]);
        Assert.Equal(exitCode, result.ExitCode);
        return result.Json.Texts("domain").Select(name => name!.Split('.')[0]);
    }
}
