namespace MtaSts.Functions.Tests.Cli;

/// <summary>The move of mail to other hosts, a call a step.</summary>
public sealed class MoveMxCommandTests : TestsWithFolder
{
    private const string Command = "mta-sts move-mx contoso.com --to new.example.net";
    private readonly RolloutWorld world;

    public MoveMxCommandTests() => world = new RolloutWorld(InFolder("policies.db"));

    public override async ValueTask InitializeAsync()
    {
        await world.CreateAsync();
        await AddAsync("contoso.com");
    }

    [Fact]
    public async Task A_domain_moves_in_enforce_a_call_a_step()
    {
        var changed = world.Now;
        var added = await MoveAsync("--yes --reason filter");
        Assert.Equal((0, "Done.\n"), added.Ending);
        Assert.Contains("\n  mode: enforce\n  mx: mail.contoso.com\n+ mx: new.example.net\n  max_age: 604800\n", added.Output, Ordinal);
        Assert.EndsWith(
            $"\ncontoso.com: An instance of the app may still have an earlier policy in memory.\n"
            + $"Next: mta-sts publish contoso.com, after {changed.AddMinutes(1):HH:mm:ss} UTC.\n",
            added.Output,
            Ordinal);
        Assert.Equal("filter", (await world.ReadAsync("contoso.com"))!.Reason);

        world.Pass(TimeSpan.FromMinutes(2));
        var id = (await world.ReadTimelineAsync("contoso.com")).States[1].Id;
        await WaitAsync($"DNS has the id {id}, so senders do not know of the new policy.\nNext: mta-sts publish contoso.com.\n");

        await world.PublishAsync("contoso.com");
        var free = world.Now.AddDays(7).AddMinutes(1);
        await WaitAsync(
            $"Senders may hold a policy in enforce without new.example.net until {Format(free)}. Leave the MX as it is until then.\n"
            + $"Next: {Command}, after {free:yyyy-MM-dd HH:mm:ss} UTC.\n");

        world.Pass(free - world.Now);
        await WaitAsync(
            "Change the MX of contoso.com to new.example.net now, and let the old hosts receive mail until they are out of the policy.\n"
            + $"Next: {Command}.\n");

        world.SetMx("contoso.com", "new.example.net");
        var forgotten = world.Now.AddDays(1);
        await WaitAsync(
            $"The MX has changed. Resolvers may have the old one until {Format(forgotten)}; until then, the policy keeps mail.contoso.com, "
            + $"and the old hosts have to receive mail.\nNext: {Command}, after {forgotten:yyyy-MM-dd HH:mm:ss} UTC.\n");

        world.Pass(TimeSpan.FromDays(1));
        var dropped = await MoveAsync("--yes");
        Assert.Equal((0, "Done.\n"), dropped.Ending);
        Assert.Contains("\n- mx: mail.contoso.com\n", dropped.Output, Ordinal);
        Assert.Equal(RolloutWorld.Policy(PolicyMode.Enforce, "new.example.net"), (await world.ReadAsync("contoso.com"))!.Policy);

        await world.PublishAsync("contoso.com");
        Assert.Equal(
            new ToolResult(0, "contoso.com: The MX of contoso.com has moved, and its policy covers nothing else.\n", ""),
            await MoveAsync());
        Assert.All(
            (await world.ReadTimelineAsync("contoso.com")).States, state => Assert.Equal(PolicyMode.Enforce, state.Policy!.Mode));
    }

    [Fact]
    public async Task A_dry_run_shows_the_plan_with_dates_and_writes_nothing()
    {
        var now = world.Now;
        var result = await MoveAsync("--dry-run");

        Assert.Equal((0, "Nothing was changed: --dry-run.\n"), result.Ending);
        Assert.EndsWith(
            $"contoso.com\n  {Format(now)}  Add new.example.net to the policy, beside what it has.\n"
            + $"  {Format(now.AddMinutes(1))}  Publish the id of the policy.\n"
            + $"  {Format(now.AddDays(7).AddMinutes(2))}  Change the MX of contoso.com to new.example.net, and let the old hosts receive "
            + "mail until they are out of the policy.\n"
            + $"  {Format(now.AddDays(8).AddMinutes(2))}  Remove mail.contoso.com from the policy.\n"
            + $"  {Format(now.AddDays(8).AddMinutes(3))}  Publish the id of the policy.\n",
            result.Output,
            Ordinal);
        Assert.Single((await world.ReadTimelineAsync("contoso.com")).States);
    }

    [Fact]
    public async Task Each_of_several_domains_is_at_its_own_step_and_the_result_is_json()
    {
        await AddAsync("fabrikam.com");
        await MoveAsync("--yes");
        await world.PublishAsync("contoso.com");

        var result = await world.RunAsync("move-mx contoso.com fabrikam.com nobody.example --to new.example.net --yes --output json");

        Assert.Equal(2, result.ExitCode);
        var moves = result.Json.EnumerateArray().ToList();
        Assert.Equal(
            [("contoso.com", "waitForSenders", false), ("fabrikam.com", "publish", true), ("nobody.example", "refused", false)],
            moves.Select(move => (move.Text("domain"), move.Text("step"), move.GetProperty("changed").GetBoolean())));
        Assert.Equal(
            [Command, "mta-sts publish fabrikam.com", null], moves.Select(move => move.Text("command")));
        Assert.Equal(world.Now.AddMinutes(1), moves[1].GetProperty("notBefore").GetDateTimeOffset());
        Assert.Equal("nobody.example is not hosted here.", moves[2].Text("next"));
    }

    [Fact]
    public async Task Several_domains_are_a_table()
    {
        await AddAsync("fabrikam.com");

        var result = await world.RunAsync("move-mx contoso.com fabrikam.com --to new.example.net --yes");

        Assert.Equal(0, result.ExitCode);
        var after = Format((await world.ReadAsync("fabrikam.com"))!.Since!.Value.AddMinutes(1));
        Assert.EndsWith(
            "\nfabrikam.com  publish\n  An instance of the app may still have an earlier policy in memory.\n"
            + $"  after {after}: mta-sts publish fabrikam.com\n",
            result.Output,
            Ordinal);
    }

    [Fact]
    public async Task The_plan_is_in_the_json_of_a_dry_run()
    {
        var result = await MoveAsync("--dry-run --output json");

        Assert.Equal(
            ["addMx", "publish", "changeMx", "dropMx", "publish"], result.Json[0].GetProperty("plan").Texts("step"));
        Assert.False(result.Json[0].GetProperty("changed").GetBoolean());
    }

    [Fact]
    public async Task The_ttl_of_the_old_mx_is_remembered_where_it_is_longer_than_a_day()
    {
        world.MxTimeToLive = 3 * 86400;
        await MoveAsync("--yes");
        await world.PublishAsync("contoso.com");
        await MoveAsync();
        world.Pass(TimeSpan.FromDays(8));
        world.MxTimeToLive = 60;
        await MoveAsync();
        world.SetMx("contoso.com", "new.example.net");

        Assert.Contains($"until {Format(world.Now.AddDays(3))};", (await MoveAsync()).Output, Ordinal);
    }

    [Fact]
    public async Task An_mx_that_went_back_is_waited_for_anew()
    {
        await MoveAsync("--yes");
        await world.PublishAsync("contoso.com");
        world.Pass(TimeSpan.FromDays(8));
        world.SetMx("contoso.com", "new.example.net");
        await MoveAsync();
        world.Pass(TimeSpan.FromHours(20));
        world.SetMx("contoso.com", "mail.contoso.com");
        Assert.Contains("Change the MX of contoso.com", (await MoveAsync()).Output, Ordinal);
        world.SetMx("contoso.com", "new.example.net");

        Assert.Contains($"until {Format(world.Now.AddDays(1))};", (await MoveAsync()).Output, Ordinal);
    }

    [Fact]
    public async Task An_mx_that_was_changed_too_early_is_said_with_the_date_and_the_old_hosts_stay_so_that_it_can_go_back()
    {
        await MoveAsync("--yes");
        await world.PublishAsync("contoso.com");
        world.SetMx("contoso.com", "new.example.net");

        var free = world.Now.AddDays(7).AddMinutes(1);
        var early = $"The MX was changed too early: until {Format(free)}, senders that hold an earlier policy may refuse to deliver to the "
            + $"new hosts. Change it back until then if you can.\nNext: {Command}, after {free:yyyy-MM-dd HH:mm:ss} UTC.\n";
        await WaitAsync(early);

        world.Pass(TimeSpan.FromDays(6));
        await WaitAsync(early);
        world.Pass(free - world.Now);
        Assert.Equal((0, "Done.\n"), (await MoveAsync("--yes")).Ending);
    }

    [Fact]
    public async Task In_testing_the_mx_can_be_changed_at_any_time()
    {
        await world.SaveAsync("contoso.com", RolloutWorld.Policy(PolicyMode.Testing));
        await world.PublishAsync("contoso.com");
        world.Pass(TimeSpan.FromDays(30));

        var result = await MoveAsync("--yes");

        Assert.Contains(" No sender holds a policy in enforce, so the MX can be changed at any time.\nNext: ", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_dns_that_does_not_answer_is_not_taken_for_a_domain_without_mx()
    {
        world.SilentNames.Add("contoso.com");

        Assert.Equal(
            new ToolResult(
                2,
                $"contoso.com: It is unknown where mail goes: the MX could not be looked up: the request timed out.\nNext: {Command}.\n",
                ""),
            await MoveAsync("--yes"));
        Assert.Single((await world.ReadTimelineAsync("contoso.com")).States);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_holds_the_move_back()
    {
        await MoveAsync("--yes");
        await world.PublishAsync("contoso.com");
        world.Pass(TimeSpan.FromDays(8));
        world.IsAppUp = false;

        Assert.Equal(
            (2, "contoso.com: mta-sts.contoso.com does not accept a connection: 'connection refused'.\nNext: mta-sts check contoso.com.\n"),
            await ReadAsync());
    }

    [Fact]
    public async Task A_mail_host_that_is_left_out_in_enforce_refuses_the_move()
    {
        world.SetMx("contoso.com", "other.contoso.com");

        Assert.Equal(
            new ToolResult(
                3,
                "contoso.com: The move is refused: no mx in the policy covers 'other.contoso.com'. Correct that first, or use --force and "
                + "--reason.\nNext: mta-sts set contoso.com --mx mail.contoso.com --mx other.contoso.com.\n",
                ""),
            await MoveAsync("--yes"));
        Assert.Single((await world.ReadTimelineAsync("contoso.com")).States);

        Assert.Equal(0, (await MoveAsync("--yes --force --reason known")).ExitCode);
        Assert.Equal(
            "Forced: no mx in the policy covers 'other.contoso.com'. known", (await world.ReadAsync("contoso.com"))!.Reason);
    }

    [Fact]
    public async Task In_testing_a_mail_host_that_is_left_out_is_a_warning()
    {
        await world.SaveAsync("contoso.com", RolloutWorld.Policy(PolicyMode.Testing));
        world.SetMx("contoso.com", "other.contoso.com");

        Assert.Equal(
            (0, "Warning for contoso.com: no mx in the policy covers 'other.contoso.com'.\nDone.\n"), (await MoveAsync("--yes")).Ending);
    }

    [Fact]
    public async Task Exchange_online_is_what_the_mx_says_and_else_refused()
    {
        Assert.StartsWith(
            "contoso.com: None of the MX of contoso.com is Exchange Online's, and its host there cannot be guessed. Use --to ",
            (await world.RunAsync("move-mx contoso.com --to exchange-online --yes")).Output,
            Ordinal);

        world.SetMx("contoso.com", "mail.contoso.com contoso-com.mail.protection.outlook.com");
        await world.SaveAsync("contoso.com", RolloutWorld.Policy(PolicyMode.Testing));
        await world.RunAsync("move-mx contoso.com --to exchange-online --yes");
        Assert.Equal(
            RolloutWorld.Policy(PolicyMode.Testing, "mail.contoso.com *.mail.protection.outlook.com"),
            (await world.ReadAsync("contoso.com"))!.Policy);
    }

    [Theory]
    [InlineData("move-mx contoso.com --yes", "Option '--to' is required.")]
    [InlineData(
        "move-mx contoso.com --to .", "'.' is not a host, a pattern such as *.mx.example.net, or exchange-online: it ends in a dot.")]
    [InlineData(
        "move-mx contoso.com fabrikam.com --to contoso-com.o-v1.mx.microsoft",
        "contoso-com.o-v1.mx.microsoft is the host of one domain. Name domains one by one, or use a pattern such as *.o-v1.mx.microsoft.")]
    public async Task A_wrong_target_is_wrong_usage(string commandLine, string error) =>
        Assert.Equal((1, error), (await world.RunAsync(commandLine)).Refusal);

    private static string Format(DateTimeOffset time) => SaidTime.Format(time);

    private async Task AddAsync(string domain)
    {
        world.SetMx(domain, $"mail.{domain}");
        await world.SaveAsync(domain, RolloutWorld.Policy(PolicyMode.Enforce, $"mail.{domain}"));
        await world.PublishAsync(domain);
        world.Pass(TimeSpan.FromDays(10));
    }

    private Task<ToolResult> MoveAsync(string options = "") =>
        world.RunAsync($"move-mx contoso.com --to new.example.net {options}".TrimEnd());

    private async Task<(int ExitCode, string Output)> ReadAsync()
    {
        var result = await MoveAsync();
        return (result.ExitCode, result.Output);
    }

    private async Task WaitAsync(string output) => Assert.Equal(new ToolResult(2, $"contoso.com: {output}", ""), await MoveAsync());
}
