using System.Text.Json.Nodes;
using MtaSts.Functions.Tests.TlsReports;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What senders report to go by, in <c>status</c>, <c>move-mx</c>, <c>remove</c> and <c>check</c>.</summary>
public sealed class PoliciesInUseTests : TestsWithFolder
{
    private const string Contoso = "contoso.com";
    private readonly RolloutWorld world;

    public PoliciesInUseTests() => world = new RolloutWorld(InFolder("policies.db"));

    public override async ValueTask InitializeAsync()
    {
        await world.CreateAsync();
        Directory.CreateDirectory(InFolder("reports"));
        world.SetMx(Contoso, "mail.contoso.com");
        await world.SaveAsync(Contoso, RolloutWorld.Policy(PolicyMode.Enforce));
        await world.PublishAsync(Contoso);
        world.Pass(TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task Status_says_who_still_goes_by_which_state_and_until_when_it_may_hold_it()
    {
        await ChangeAsync(RolloutWorld.Policy(PolicyMode.Enforce, "mail.contoso.com new.example.net"));
        var seen = await ReportAsync("Google Inc.", "mail.contoso.com");

        Assert.Equal(
            $"""
            Domain       Mode      Since       Held until  Stage
            contoso.com  enforce   2026-01-01              in step

            """.ReplaceLineEndings("\n"),
            (await world.RunAsync($"status {Contoso}")).Output);
        Assert.Equal(
            $"""
            Domain       Mode      Since       Held until  Stage
            contoso.com  enforce   2026-01-01  {seen.AddDays(7):yyyy-MM-dd}  held
              Google Inc. still goes by the state of 2026-01-01 (max_age 604800, 7 days), last seen on {seen.AddTicks(-1):yyyy-MM-dd}.

            """.ReplaceLineEndings("\n"),
            (await world.RunAsync($"status {Contoso} --reports {InFolder("reports")}")).Output);
    }

    [Fact]
    public async Task The_json_of_status_has_the_policy_and_the_sender()
    {
        await ChangeAsync(RolloutWorld.Policy(PolicyMode.Enforce, "mail.contoso.com new.example.net"));
        var seen = await ReportAsync("Google Inc.", "mail.contoso.com");

        var result = await world.RunAsync($"status {Contoso} --reports {InFolder("reports")} --output json");

        var status = Assert.Single(result.Json.EnumerateArray());
        var use = Assert.Single(status.GetProperty("inUse").EnumerateArray());
        Assert.Equal(
            ("Google Inc.", (await world.ReadTimelineAsync(Contoso)).States[1].Id, "enforce"),
            (use.Text("sender"), use.Text("id"), use.Text("mode")));
        Assert.Equal(
            (seen, seen.AddDays(7), false, "mail.contoso.com", 604_800),
            (use.GetProperty("seenAt").GetDateTimeOffset(),
                use.GetProperty("heldUntil").GetDateTimeOffset(),
                use.GetProperty("replaced").GetBoolean(),
                use.GetProperty("mx")[0].GetString(),
                use.GetProperty("maxAge").GetInt32()));
    }

    [Fact]
    public async Task A_move_waits_for_the_sender_that_is_late_and_names_it()
    {
        await ChangeAsync(RolloutWorld.Policy(PolicyMode.Enforce, "mail.contoso.com new.example.net"));
        var seen = await ReportAsync("Google Inc.", "mail.contoso.com");
        const string Move = "move-mx contoso.com --to new.example.net";

        Assert.StartsWith(
            "contoso.com: Change the MX of contoso.com to new.example.net now, ", (await world.RunAsync(Move)).Output, Ordinal);
        var result = await world.RunAsync($"{Move} --reports {InFolder("reports")}");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            $"contoso.com: Senders may hold a policy in enforce without new.example.net until {Format(seen.AddDays(7).AddMinutes(1))}. "
            + "Leave the MX as it is until then. Google Inc. still goes by the state of 2026-01-01 (max_age 604800, 7 days), "
            + $"last seen on {seen.AddTicks(-1):yyyy-MM-dd}.\n",
            result.Output,
            Ordinal);
        Assert.Contains($"  {Format(seen.AddDays(7).AddMinutes(1))}  Change the MX of contoso.com to new.example.net",
            (await world.RunAsync($"{Move} --reports {InFolder("reports")} --dry-run")).Output, Ordinal);
    }

    [Fact]
    public async Task A_check_names_the_mail_host_to_which_a_sender_that_is_late_does_not_deliver()
    {
        await ChangeAsync(RolloutWorld.Policy(PolicyMode.Enforce, "mail.contoso.com new.example.net"));
        await ReportAsync("Google Inc.", "mail.contoso.com");
        world.SetMx(Contoso, "new.example.net");

        Assert.DoesNotContain("MTASTS704", (await world.RunAsync($"check {Contoso}")).Output, Ordinal);
        Assert.Contains(
            "MTASTS704 new.example.net", (await world.RunAsync($"check {Contoso} --reports {InFolder("reports")}")).Output, Ordinal);
    }

    [Fact]
    public async Task A_removal_waits_for_it_too()
    {
        await ChangeAsync(RolloutWorld.Policy(PolicyMode.None, maxAge: 86_400));
        var seen = await ReportAsync("Google Inc.", "mail.contoso.com");

        var result = await world.RunAsync($"remove {Contoso} --reports {InFolder("reports")} --yes");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            $"Senders may hold earlier policies of contoso.com until {Format(seen.AddDays(7).AddMinutes(1))}, ", result.Errors, Ordinal);
        Assert.Contains(
            " Google Inc. still goes by the state of 2026-01-01 (max_age 604800, 7 days), last seen on ", result.Errors, Ordinal);
        Assert.NotNull(await world.ReadAsync(Contoso));
        Assert.Equal(0, (await world.RunAsync($"remove {Contoso} --yes")).ExitCode);
    }

    [Theory, InlineData("status contoso.com"), InlineData("remove contoso.com")]
    [InlineData("move-mx contoso.com --to new.example.net --yes")]
    public async Task Where_the_reports_are_not_there_nothing_is_done(string commandLine)
    {
        var result = await world.RunAsync($"{commandLine} --reports {InFolder("elsewhere")}");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(InFolder("elsewhere"), result.Errors, Ordinal);
        Assert.Single((await world.ReadTimelineAsync(Contoso)).States);
    }

    [Fact]
    public async Task The_name_of_a_sender_writes_nothing_raw_to_the_terminal()
    {
        await ChangeAsync(RolloutWorld.Policy(PolicyMode.Enforce, "mail.contoso.com new.example.net"));
        await ReportAsync("Goo\u001b[2Jgle\n\u202eInc.", "mail.contoso.com");

        foreach (var command in (string[])["status contoso.com", "move-mx contoso.com --to new.example.net"])
        {
            var result = await world.RunAsync($"{command} --reports {InFolder("reports")}");
            Assert.Contains("gle", result.Output, Ordinal);
            Assert.DoesNotContain('\u001b', result.Output + result.Errors);
            Assert.DoesNotContain('\u202e', result.Output + result.Errors);
        }
    }

    [Fact]
    public async Task A_folder_of_the_settings_that_is_not_there_is_named_with_the_file_that_names_it()
    {
        world.Services = new() { ReadSettings = () => new() { File = "/home/ann/mta-sts.json", Reports = InFolder("elsewhere") } };

        var result = await world.RunAsync($"status {Contoso}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"{InFolder("elsewhere")} does not exist, and /home/ann/mta-sts.json names it for reports. ", result.Errors, Ordinal);
    }

    private static string Format(DateTimeOffset time) => SaidTime.Format(time);

    /// <summary>Serves another policy, for long enough that by the history nobody holds the one before.</summary>
    private async Task ChangeAsync(Policy policy)
    {
        await world.SaveAsync(Contoso, policy);
        await world.PublishAsync(Contoso);
        world.Pass(TimeSpan.FromDays(20));
    }

    /// <summary>A report of the day before yesterday, by a sender that goes by a policy in enforce of a week.</summary>
    /// <returns>When its time ends.</returns>
    private async Task<DateTimeOffset> ReportAsync(string sender, string mx)
    {
        var end = new DateTimeOffset(world.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-1);
        var report = ReportText.Create(Contoso);
        report["organization-name"] = sender;
        report["date-range"]!["start-datetime"] = $"{end.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}";
        report["date-range"]!["end-datetime"] = $"{end:yyyy-MM-ddTHH:mm:ssZ}";
        report.GetPolicy()["policy-string"] = new JsonArray("version: STSv1", "mode: enforce", $"mx: {mx}", "max_age: 604800");
        await File.WriteAllBytesAsync(InFolder("reports/google.json.gz"), ReportText.Gzip(report.ToBytes()), CurrentTest.Token);
        return end;
    }
}
