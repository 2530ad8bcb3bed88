using System.Globalization;
using MtaSts.Functions.Tests.Checks;
using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class RollbackCommandTests(AzuriteFixture azurite)
{
    private readonly HostedDomain hosted = new(azurite.Server);

    [Fact]
    public async Task It_puts_the_state_before_in_force_and_history_grows_by_one()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing);
        await hosted.SaveAsync(10, PolicyMode.Enforce);

        var result = await hosted.RunAsync("rollback", "contoso.com", "--yes", "--reason", "MX fails");

        var expected = $"""
            contoso.com: now id {HostedDomain.Id(PolicyMode.Enforce)}
              version: STSv1
            - mode: enforce
            + mode: testing
              mx: mail.contoso.com
              max_age: 604800

            """;
        Assert.Equal(
            (0, expected.ReplaceLineEndings("\n"), "Done.\n"),
            (result.ExitCode, WithoutTime(result.Output), result.WithoutNext.Errors));
        var states = await hosted.StatesAsync();
        Assert.Equal([PolicyMode.Testing, PolicyMode.Enforce, PolicyMode.Testing], states.Select(state => state.Policy!.Mode));
        Assert.Equal("MX fails", states[0].Reason);
    }

    [Fact]
    public async Task It_goes_back_to_an_id_and_tells_machines_what_it_did()
    {
        await hosted.SaveAsync(30, PolicyMode.Testing);
        await hosted.SaveAsync(20, PolicyMode.Enforce);
        await hosted.SaveAsync(10, PolicyMode.Enforce, 1209600);

        var states = await hosted.StatesAsync();
        var result = await hosted.RunAsync(
            "rollback", "contoso.com", "--to", states[^1].Id!, "--yes", "--output", "json");

        Assert.Equal((0, ""), result.WithoutNext.Ending);
        var change = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("changed", true), (change.Text("change"), change.GetProperty("done").GetBoolean()));
        Assert.Equal(states[0].Id, change.Text("idBefore"));
        Assert.Equal((await hosted.ReadAsync())!.Id, change.Text("idAfter"));
        Assert.False(states[^1].Id == change.Text("idAfter"), "The id came back.");
        Assert.Equal(HostedDomain.Policy(PolicyMode.Testing), (await hosted.StatesAsync())[0].Policy);
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss'Z'")]
    [InlineData("yyyy-MM-dd HH:mm:ss'Z'")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.fffffff'+00:00'")]
    [InlineData("yyyyMMdd'T'HHmmss'Z'")]
    public async Task It_goes_back_to_a_time(string format)
    {
        await hosted.SaveAsync(30, PolicyMode.Testing);
        await hosted.SaveAsync(20, PolicyMode.Enforce);
        await hosted.SaveAsync(10, PolicyMode.Enforce, 1209600);
        var time = (await hosted.StatesAsync())[1].Since!.Value.ToString(format, CultureInfo.InvariantCulture);

        Assert.Equal((0, "Done.\n"), (await hosted.RunAsync("rollback", "contoso.com", "--to", time, "--yes")).WithoutNext.Ending);
        Assert.Equal(HostedDomain.Policy(PolicyMode.Enforce), (await hosted.StatesAsync())[0].Policy);
    }

    [Fact]
    public async Task A_time_of_whole_seconds_is_that_second_to_its_end()
    {
        await hosted.SaveAsync(30, PolicyMode.Testing);
        await hosted.SaveAsync(20, PolicyMode.Enforce);
        await hosted.SaveAsync(10, PolicyMode.Enforce, 1209600);
        var row =
            (await hosted.Table.GetEntityAsync<Azure.Data.Tables.TableEntity>("contoso.com", "policy", cancellationToken: Token)).Value;
        row["ChangedAt"] = row.GetDateTimeOffset("ChangedAt")!.Value.AddMilliseconds(700);
        await hosted.Table.UpdateEntityAsync(row, row.ETag, cancellationToken: Token);
        var shown = Format(row.GetDateTimeOffset("ChangedAt"));

        var result = await hosted.RunAsync("rollback", "contoso.com", "--to", shown, "--yes");

        Assert.Equal((0, "contoso.com: unchanged\n", "Nothing to change.\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task It_hosts_a_removed_domain_again()
    {
        await hosted.SaveAsync(20, PolicyMode.Enforce);
        await hosted.RemoveAsync(10);

        var result = await hosted.RunAsync("rollback", "contoso.com", "--force", "--reason", "removed in error", "--yes");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("contoso.com:\n", result.Output, Ordinal);
        Assert.Equal(3, (await hosted.StatesAsync()).Count);
        Assert.Equal(HostedDomain.Policy(PolicyMode.Enforce), (await hosted.ReadAsync())!.Policy);
    }

    [Theory, InlineData(""), InlineData(" --to c451a06e5fc4b6d4")]
    public async Task It_hosts_a_domain_again_whose_row_was_deleted_by_hand(string to)
    {
        await using var store = await ToolStore.CreateAsync(azurite);
        await store.DoAsync("set contoso.com --mx mail.contoso.com --yes");
        await store.DoAsync("set contoso.com --mode enforce --force --reason ready --yes");
        await store.Table.DeleteEntityAsync("contoso.com", "policy", cancellationToken: Token);

        await store.DoAsync($"rollback contoso.com --yes{to}");

        Assert.Equal(["testing"], (await store.ReadAsync("list")).Texts("mode"));
    }

    [Fact]
    public async Task Upstream_is_a_state_to_go_back_to()
    {
        var upstream = TableWithPast.Upstream;
        await hosted.SaveAsync(20, upstream);
        await hosted.SaveAsync(10, PolicyMode.Enforce);

        hosted.Services = new FakePublisher().Publish("provider.example", "enforce", "mx.provider.example").CreateServices();

        Assert.Equal(0, (await hosted.RunAsync("rollback", "contoso.com", "--yes")).ExitCode);
        Assert.Equal(upstream, (await hosted.StatesAsync())[0].Content);
    }

    [Fact]
    public async Task It_goes_back_from_a_template_to_a_policy_of_the_same_text()
    {
        await hosted.SaveTemplateAsync(30, "exchange", 604800);
        await hosted.SaveAsync(20, PolicyMode.Enforce);
        await hosted.SaveAsync(10, new PolicyContent.Template("exchange", PolicyMode.Enforce, null));

        var result = await hosted.RunAsync("rollback", "contoso.com", "--yes");

        Assert.StartsWith(
            $"contoso.com: now id {HostedDomain.Id(PolicyMode.Enforce)}\n  template exchange → its own mx\n  version: STSv1\n",
            WithoutTime(result.Output), Ordinal);
        Assert.Equal((0, "Done.\n"), result.WithoutNext.Ending);
        Assert.IsType<PolicyContent.Inline>((await hosted.StatesAsync())[0].Content);
    }

    [Fact]
    public async Task With_dry_run_nothing_is_written()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing);
        await hosted.SaveAsync(10, PolicyMode.Enforce);

        Assert.Equal((0, "Nothing was changed: --dry-run.\n"), (await hosted.RunAsync("rollback", "contoso.com", "--dry-run")).Ending);
        Assert.Equal(2, (await hosted.StatesAsync()).Count);
    }

    [Fact]
    public async Task Without_a_state_before_it_is_refused()
    {
        await hosted.SaveAsync(10, PolicyMode.Testing);

        await AssertRefusedAsync("contoso.com has only ever been in one state; there is nothing to go back to.");
    }

    [Fact]
    public async Task A_domain_that_was_never_hosted_is_refused() => Assert.Equal(
        new ToolResult(2, "", "nobody.example was never hosted here.\n"), await hosted.RunAsync("rollback", "nobody.example", "--yes"));

    [Fact]
    public async Task An_id_that_never_was_is_refused()
    {
        await hosted.SaveAsync(10, PolicyMode.Testing);

        await AssertRefusedAsync(
            "contoso.com never had a policy with the id 0123456789abcdef. See 'mta-sts history contoso.com'.", "--to", "0123456789abcdef");
    }

    [Fact]
    public async Task A_time_before_the_first_state_is_refused()
    {
        await hosted.SaveAsync(10, PolicyMode.Testing);
        var first = Format((await hosted.StatesAsync())[0].ChangedAt);

        await AssertRefusedAsync($"contoso.com had no policy at 2020-01-01 00:00:00Z; its first dates from {first}.", "--to", "2020-01-01");
    }

    [Fact]
    public async Task A_removal_is_no_state_to_go_back_to()
    {
        await hosted.SaveAsync(30, PolicyMode.Testing);
        await hosted.RemoveAsync(20);
        await hosted.SaveAsync(10, PolicyMode.Testing);
        var removed = Format((await hosted.StatesAsync())[1].ChangedAt);

        await AssertRefusedAsync(
            $"contoso.com was removed at {removed}, so there is no policy to go back to. Use --to for another state, or 'mta-sts remove'.");
    }

    [Fact]
    public async Task A_state_that_is_invalid_is_refused()
    {
        await hosted.SaveAsync(20, new PolicyContent.Template("gone", PolicyMode.Enforce, null));
        await hosted.SaveAsync(10, PolicyMode.Testing);
        var invalid = (await hosted.StatesAsync())[1];

        await AssertRefusedAsync($"The state of contoso.com since {Format(invalid.ChangedAt)} cannot be served: {invalid.Findings[0]}");
        Assert.Equal("MTASTS173", invalid.Findings[0].Code);
    }

    [Theory, InlineData("yesterday"), InlineData("0123456789ABCDEF"), InlineData("0123456789abcde"), InlineData("2026-13-01")]
    public async Task What_is_neither_an_id_nor_a_time_is_wrong_usage(string text) => Assert.Equal(
        new ToolResult(1, "", $"'{text}' is neither a policy id (as 'mta-sts history' shows it) nor a time such as 2026-11-22T08:00:00Z.\n"
            + "Run 'mta-sts rollback --help' for usage.\n"), await hosted.RunAsync("rollback", "contoso.com", "--to", text));

    private async Task AssertRefusedAsync(string message, params string[] options)
    {
        var before = (await hosted.StatesAsync()).Count;

        Assert.Equal(new ToolResult(2, "", message + "\n"), await hosted.RunAsync(["rollback", "contoso.com", "--yes", .. options]));
        Assert.Equal(before, (await hosted.StatesAsync()).Count);
    }
}
