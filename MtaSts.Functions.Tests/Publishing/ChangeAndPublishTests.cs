namespace MtaSts.Functions.Tests.Publishing;

/// <summary><c>promote --publish</c> and <c>move-mx --publish</c>: the change, and its id in DNS, in one call.</summary>
public sealed class ChangeAndPublishTests : PublishingTests
{
    private const string One = "contoso.com";
    private const string Customer = "fabrikam.com";
    private const string Promote = "--min-days 0 --force --reason test --yes --publish";

    [Fact]
    public async Task A_promotion_ends_with_the_id_in_Azure_DNS()
    {
        await HostAsync(One);

        var result = await Cloud.RunAsync($"promote {One} {Promote} --output json");

        var id = await ReadIdAsync(One);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([Text(id)], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
        var promotion = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("promoted", id), (promotion.Text("outcome"), promotion.Text("id")));
        var written = Assert.Single(promotion.GetProperty("publication").EnumerateArray());
        Assert.Equal((One, true), (written.Text("zone"), written.GetProperty("written").GetBoolean()));
        Assert.DoesNotContain("Next:", result.Errors, Ordinal);
    }

    [Fact]
    public async Task The_id_is_not_written_before_every_instance_serves_the_policy()
    {
        await HostAsync(One);
        DateTimeOffset? publishedAt = null;
        Cloud.Dns.OnChange = name => publishedAt ??= name == "_mta-sts.contoso.com" ? Cloud.Clock.Now : null;

        await Cloud.RunAsync($"promote {One} {Promote}");

        var since = (await Cloud.Store.ReadAsync(DomainName.Parse(One), Token))!.Since;
        Assert.InRange(publishedAt!.Value - since!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task What_is_elsewhere_is_shown_and_named_as_what_remains()
    {
        await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);

        var result = await Cloud.RunAsync($"promote {Customer} {Promote}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(await ReadIdAsync(Customer), result.Output, Ordinal);
        Assert.EndsWith($"\nNext: mta-sts publish {Customer}.\n", result.Errors, Ordinal);
    }

    [Fact]
    public async Task What_is_not_served_in_time_is_published_by_the_same_call_again()
    {
        await HostAsync(One);

        var early = await Cloud.RunAsync($"promote {One} {Promote} --timeout 20s");
        Assert.Equal(2, early.ExitCode);
        Assert.Matches(@"\nNext: mta-sts publish contoso\.com --write, after [^\n]+ UTC\.\n$", early.Errors);
        Assert.Empty(Cloud.Dns.FindTexts("_mta-sts.contoso.com"));

        var again = await Cloud.RunAsync($"promote {One} {Promote}");
        Assert.True(again.ExitCode == 0, $"{again}");
        Assert.Equal([Text(await ReadIdAsync(One))], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task Thinking_at_the_question_takes_nothing_of_the_time_limit()
    {
        await HostAsync(One);
        using var output = new StringWriter();
        var console = Tool.CreateConsole(output, output, [], readAnswer: () =>
        {
            Cloud.Clock.Time.Advance(TimeSpan.FromHours(1));
            return "y";
        });
        string[] arguments = ["promote", One, .. Promote.Replace("--yes ", "", Ordinal).Split(' ')];

        var exitCode = await Cloud.Clock.RunAsync(Task.Run(() => Tool.RunAsync(arguments, console, [], Cloud.Services, Token), Token));

        Assert.True(exitCode == 0, output.ToString());
        Assert.Equal([Text(await ReadIdAsync(One))], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task A_dry_run_of_a_promotion_publishes_nothing()
    {
        await HostAsync(One);
        Settle();

        Assert.Equal(0, (await Cloud.RunAsync($"promote {One} {Promote} --dry-run")).ExitCode);
        Assert.Empty(Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task Who_is_not_signed_in_promotes_nothing()
    {
        await HostAsync(One);
        Cloud.Credential.Token = null;

        Assert.Equal(2, (await Cloud.RunAsync($"promote {One} {Promote}")).ExitCode);
        Assert.Equal(PolicyMode.Testing, (await Cloud.Store.ReadAsync(DomainName.Parse(One), Token))!.Policy!.Mode);
    }

    [Fact]
    public async Task A_move_of_the_MX_publishes_what_it_adds_and_says_what_comes_then()
    {
        await HostAsync(PolicyMode.Enforce, isInAzure: true, One);
        Settle();
        await PublishAsync($"{One} --write --wait");

        var result = await Cloud.RunAsync($"move-mx {One} --to contoso-com.a-v1.mx.microsoft --yes --publish --output json");

        var move = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal((0, true, "waitForSenders"), (result.ExitCode, move.GetProperty("changed").GetBoolean(), move.Text("step")));
        Assert.True(Assert.Single(move.GetProperty("publication").EnumerateArray()).GetProperty("written").GetBoolean());
        Assert.Equal([Text(await ReadIdAsync(One))], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task Where_no_sender_holds_a_policy_in_enforce_the_next_step_comes_at_once()
    {
        await HostAsync(One);

        var result = await Cloud.RunAsync($"move-mx {One} --to contoso-com.a-v1.mx.microsoft --yes --publish");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Change the MX of contoso.com to contoso-com.a-v1.mx.microsoft now", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_move_whose_zone_is_elsewhere_stops_at_the_id()
    {
        await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);

        var result = await Cloud.RunAsync($"move-mx {Customer} --to fabrikam-com.a-v1.mx.microsoft --yes --publish");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(await ReadIdAsync(Customer), result.Output, Ordinal);
        Assert.EndsWith($"Next: mta-sts publish {Customer}.\n", result.Output, Ordinal);
    }
}
