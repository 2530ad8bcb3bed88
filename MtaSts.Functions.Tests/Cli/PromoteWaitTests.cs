using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>promote --wait</c>: first the policy is served, then the records are named (RFC 8461 §8.1).</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class PromoteWaitTests(TestNetwork network, AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncDisposable
{
    private static readonly string Enforce = PromotionSetup.Id(PolicyMode.Enforce);
    private static readonly string Record = $"  _mta-sts.d1.app.scripted.test  TXT  \"v=STSv1; id={Enforce};\"\n";

    private readonly PromotionSetup hosted = new(network, azurite.Server);

    private static string Domain => $"{PromotionSetup.Domain(1)}";

    public ValueTask DisposeAsync() => hosted.DisposeAsync();

    [Fact]
    public async Task Once_the_new_policy_is_served_the_records_may_change_at_once()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        await hosted.StartAppAsync("00:00:01");

        var result = await hosted.RunAsync(Domain, "--yes", "--wait", "--refresh-after", "2s");

        Assert.EndsWith("\nThe new policy is served. Change these TXT records now:\n" + Record, WithoutTime(result.Output), Ordinal);
        Assert.Equal((0, "Domains: 1; held back: 0; ready: 1, of which now: 1.\n"), result.Ending);
    }

    [Fact]
    public async Task The_setting_of_the_app_says_how_long_its_caches_live()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        await hosted.StartAppAsync("00:00:01");

        var result = await RunWithAsync("00:00:02", "--wait");

        Assert.EndsWith(Record, WithoutTime(result.Output), Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task What_is_not_served_at_the_first_look_is_looked_at_again()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        await hosted.StartAppAsync("00:00:05");

        var result = await hosted.RunAsync(Domain, "--yes", "--wait", "--refresh-after", "1s");

        Assert.EndsWith("\nNot served yet: d1.app.scripted.test. Looking again every 5 seconds.\n", result.Errors, Ordinal);
        Assert.EndsWith("\nThe new policy is served. Change these TXT records now:\n" + Record, WithoutTime(result.Output), Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_domain_whose_new_policy_is_not_served_keeps_its_record()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        await hosted.SaveAsync(20, network.Domains.Testing, new PolicyContent.Inline(PromotionSetup.Policy(PolicyMode.Testing)));
        await hosted.StartAppAsync("00:00:01");
        var result = await hosted.RunAsync(
            Domain, $"{network.Domains.Testing}", "--yes", "--force", "--reason", "try", "--wait", "--refresh-after", "2s", "--timeout",
            "3s");

        Assert.EndsWith(
            "\ntesting.test: the new policy is not served yet. Leave _mta-sts as it is, and find out why with 'mta-sts check'.\n",
            result.Errors, Ordinal);
        Assert.EndsWith("\nThe new policy is served. Change these TXT records now:\n" + Record, WithoutTime(result.Output), Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task The_json_has_no_record_of_a_domain_whose_new_policy_is_not_served()
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);
        await hosted.StartAppAsync("01:00:00");

        var result = await hosted.RunAsync(Domain, "--yes", "--wait", "--refresh-after", "1s", "--timeout", "3s", "--output", "json");

        var domain = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("promoted", Enforce), (domain.Text("outcome"), WithoutTime(domain.Text("id")!)));
        Assert.Equal((false, false), (domain.TryGetProperty("record", out _), domain.TryGetProperty("publishAfter", out _)));
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Interrupted_while_it_waits_it_says_that_the_change_is_made_and_when_the_record_may_change()
    {
        await hosted.StartInTestingAsync(1);
        using var session = TerminalSession.Start(
            ["promote", Domain, "--yes", "--wait", .. hosted.Options], environment: hosted.Environment);
        await session.ReadUntilAsync("Waiting for the app's caches");

        var (exitCode, screen) = await session.InterruptAsync();

        Assert.Equal(2, exitCode);
        Assert.EndsWith("Cancelled while waiting; the change is made.\n"
            + "Change these TXT records after TIME, when every cache of the app has the new policy (RFC 8461 §8.1):\n" + Record,
            WithoutTime(screen), Ordinal);
        var stored = await hosted.ReadAsync(1);
        Assert.Equal(PolicyMode.Enforce, stored.Policy!.Mode);
        var said = TimeIn(screen);
        Assert.Equal(0, (said - stored.ChangedAt!.Value.AddMinutes(1)).TotalMinutes, 0.5);
    }

    [Theory, InlineData("0"), InlineData("00:00:00"), InlineData("-00:05:00"), InlineData("five minutes")]
    public async Task A_setting_that_is_no_time_is_not_taken_for_another(string setting)
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);

        Assert.Equal(new ToolResult(1, "",
                $"MtaSts__RefreshAfter is '{setting}', which is not a time above zero such as 00:01:00. Correct it, or use "
                + "--refresh-after. Nothing was changed.\n"),
            await RunWithAsync(setting));
        Assert.Equal(PolicyMode.Testing, (await hosted.ReadAsync(1)).Policy!.Mode);
    }

    [Theory]
    [InlineData("--refresh-after", "0s", "'0s' is not a duration. Use one such as 90s, 10m or 1h.")]
    [InlineData("--limit", "0", "'0' is not a whole number from 1 to 2147483647.")]
    [InlineData("--limit", "all", "'all' is not a whole number from 1 to 2147483647.")]
    [InlineData("--min-days", "-1", "'-1' is not a whole number from 0 to 3650.")]
    [InlineData("--min-days", "2000000000", "'2000000000' is not a whole number from 0 to 3650.")]
    [InlineData("--concurrency", "many", "'many' is not a whole number from 1 to 256.")]
    [InlineData("--all", "--yes", "Name domains, or use --all.")]
    public async Task What_makes_no_sense_is_wrong_usage(string option, string value, string message) =>
        Assert.Equal((1, message), (await hosted.RunAsync(Domain, option, value)).Refusal);

    private async Task<ToolResult> RunWithAsync(string setting, params string[] options) =>
        await Tool.RunAsync(
            ["promote", Domain, "--yes", .. options, .. hosted.Options], [.. hosted.Environment, ("MtaSts__RefreshAfter", setting)]);
}
