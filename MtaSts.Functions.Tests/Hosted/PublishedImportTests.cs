using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Hosted;

/// <summary><c>import --published</c>, and what is noted of the host before.</summary>
public sealed class PublishedImportTests : TestsWithFolder
{
    private const int Day = 86_400;
    private const string SameMaxAge = "what its host served before is unknown; senders are taken to hold it for the max_age of the policy "
        + "that it serves now";

    private readonly FakePublisher publisher = new();

    private DatabaseWithPast store = null!;

    public override async ValueTask InitializeAsync() => store = await DatabaseWithPast.CreateAsync(InFolder("policies.db"));

    [Fact]
    public async Task The_policy_of_each_domain_is_taken_over_mode_and_all_and_the_same_again_changes_nothing()
    {
        publisher.Publish("a.example", "enforce", "mx.a.example").Publish("b.example", "testing", "mx.b.example");
        publisher.Dns.MailExchanges("a.example", "mx.a.example").MailExchanges("b.example", "mx.b.example");

        var first = await RunAsync("--published", "a.example", "b.example", "--yes");
        var second = await RunAsync("--published", "a.example", "b.example", "--yes");

        Assert.Equal((0, $"Note on a.example, b.example: {SameMaxAge}.\nWritten: 2 of 2.\n"), first.WithoutNext.Ending);
        Assert.Equal((0, "Nothing to change.\n"), second.Ending);
        Assert.Equal(
            [PolicyMode.Enforce, PolicyMode.Testing],
            await store.Store.ListAsync(Token).Select(stored => stored.Policy!.Mode).ToListAsync(Token));
        await AssertHeldAsync("a.example", 14 * Day);
    }

    [Theory]
    [InlineData("none", 14 * Day)]
    [InlineData("enforce", 3600)]
    public async Task Of_a_host_before_a_move_or_a_removal_the_longest_max_age_is_assumed(string mode, int maxAge)
    {
        publisher.Publish("a.example", 200, $"version: STSv1\nmode: {mode}\nmx: mx.a.example\nmax_age: {maxAge}\n");
        publisher.Dns.MailExchanges("a.example", "mx.a.example");

        Assert.Contains(
            "Note on a.example: its policy is as one before a move or a removal (none, or a max_age under a day), and what was served "
            + "before is unknown, so the longest max_age (one year) is assumed.\n",
            (await RunAsync("--published", "a.example", "--yes")).Errors, Ordinal);

        await AssertHeldAsync("a.example", Policy.MaximumMaxAge);
    }

    [Theory, InlineData("20240101000000Z00000000", true), InlineData("2024010112000000", false), InlineData("20240101T120000Z", false)]
    public async Task An_id_of_another_policy_is_named_where_an_id_tells_that(string id, bool isNamed)
    {
        publisher.Publish("a.example", "enforce", "mx.a.example");
        publisher.Dns.MailExchanges("a.example", "mx.a.example").Text("_mta-sts.a.example", $"v=STSv1; id={id};");

        var result = await RunAsync("--published", "a.example", "--yes");

        Assert.Equal(isNamed, result.Errors.Contains(
            "Note on a.example: the id in DNS is that of another policy, which senders may hold, so the longest max_age (one year) is "
            + "assumed.\n", Ordinal));
        await AssertHeldAsync("a.example", isNamed ? Policy.MaximumMaxAge : 14 * Day);
    }

    [Fact]
    public async Task A_list_says_whose_the_domains_are_not_what_their_policies_are_and_until_when_others_are_held()
    {
        publisher.Publish("a.example", "testing", "mx.a.example");
        publisher.Dns.MailExchanges("a.example", "mx.a.example");
        var file = Write("list.csv", $"Domain,Mode,HeldUntil\na.example,none,{store.Now.AddDays(90):yyyy-MM-dd'T'HH:mm:ss'Z'}\n");

        var result = await RunAsync("--published", file, "--yes");

        Assert.Equal(
            $"Note on {file}: what it says of policies is left out; --published takes what the hosts serve.\n"
            + "Note on a.example: the file says until when senders may hold earlier policies; that is kept.\nWritten: 1 of 1.\n",
            result.WithoutNext.Errors);
        Assert.Equal(PolicyMode.Testing, (await store.Store.ReadAsync(DomainName.Parse("a.example"), Token))!.Policy!.Mode);
        await AssertHeldAsync("a.example", 90 * Day);
    }

    [Theory, InlineData(-2_500), InlineData(3)]
    public async Task A_time_that_a_list_says_does_not_shorten_what_is_assumed_of_the_host(int days)
    {
        publisher.Publish("a.example", "enforce", "mx.a.example");
        publisher.Dns.MailExchanges("a.example", "mx.a.example");
        var file = Write("list.csv", $"Domain,HeldUntil\na.example,{store.Now.AddDays(days):yyyy-MM-dd'T'HH:mm:ss'Z'}\n");

        var result = await RunAsync("--published", file, "--yes");

        Assert.Equal((0, $"Note on a.example: {SameMaxAge}.\nWritten: 1 of 1.\n"), result.WithoutNext.Ending);
        await AssertHeldAsync("a.example", 14 * Day);
    }

    [Fact]
    public async Task A_host_that_still_serves_what_was_replaced_here_does_not_bring_it_back()
    {
        publisher.Publish("contoso.com", "testing", "mail.contoso.com");
        publisher.Dns.MailExchanges("contoso.com", "mail.contoso.com");
        await RunAsync("--published", "contoso.com", "--yes");
        await store.DoAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--mx", "new.contoso.com", "--yes");

        Assert.Equal(
            (3, "Refused contoso.com: its host serves an earlier policy of this store, which has replaced it since; to go back to it, use "
                + "'mta-sts rollback'.\nWhat is refused is not written. 'mta-sts check' says more of a domain. Mend it at its host, or "
                + "give it a policy with 'mta-sts set'.\nNothing was changed.\n"),
            (await RunAsync("--published", "contoso.com", "--yes")).Ending);
    }

    [Fact]
    public async Task The_policy_of_a_provider_that_is_passed_on_stays_that_of_the_provider()
    {
        publisher.Publish("contoso.com", "testing", "mail.contoso.com").Publish("provider.example", "testing", "mail.contoso.com");
        publisher.Dns.MailExchanges("contoso.com", "mail.contoso.com");
        await RunAsync(
            "set", "contoso.com", "--upstream", "https://mta-sts.provider.example/.well-known/mta-sts.txt", "--yes");

        (await RunAsync("--published", "contoso.com", "--yes")).AssertErrorsStartWith(
            3, "Refused contoso.com: it has its provider's policy here (--upstream); to replace that, use 'mta-sts set' and --from.\n");
    }

    [Fact]
    public async Task A_policy_that_is_its_providers_is_named()
    {
        publisher.Publish("contoso.com", "testing", "mail.contoso.com");
        publisher.Dns.MailExchanges("contoso.com", "mail.contoso.com").Alias("_mta-sts.contoso.com", "_mta-sts.mail.example.")
            .Text("_mta-sts.mail.example", "v=STSv1; id=1;");

        Assert.Contains(
            "Note on contoso.com: its policy is that of mail.example (its record _mta-sts is a CNAME there); to go on serving what that "
            + "one serves, use 'mta-sts set' and --upstream.\n",
            (await RunAsync("--published", "contoso.com", "--yes")).Errors, Ordinal);
    }

    [Theory]
    [InlineData("--mode", "none")]
    [InlineData("--mx", "a.example")]
    [InlineData("--max-age", "1d")]
    [InlineData("--template", "t")]
    [InlineData("--domains", "a.example")]
    public async Task Policies_are_taken_over_as_they_are_or_not_at_all(string option, string value) => Assert.Equal(
        (1, $"--published takes policies over as they are and cannot be combined with {option}."),
        (await RunAsync("--published", "a.example", option, value)).Refusal);

    [Theory]
    [InlineData("Name one file or folder. To take over what the hosts of domains serve, use --published.", "a.csv", "b.csv")]
    [InlineData("--timeout has a meaning only with --published.", "a.csv", "--timeout", "5m")]
    [InlineData("--allow-private has a meaning only with --published.", "a.csv", "--allow-private")]
    [InlineData("'bad_' is neither a file nor a domain name: it contains a character other than letters, digits, hyphens and dots. "
        + "Nothing was written.", "--published", "a.example", "bad_")]
    public async Task A_wrong_call_says_what_is_meant(string message, params string[] arguments) =>
        Assert.Equal((1, message), (await RunAsync(arguments)).Refusal);

    [Fact]
    public async Task A_list_that_is_not_there_is_not_taken_for_a_domain() =>
        (await RunAsync("--published", "domains.txt")).AssertErrorsStartWith(2, "domains.txt could not be read: ");

    [Fact]
    public async Task A_dry_run_shows_and_writes_nothing_and_json_has_what_is_refused()
    {
        publisher.Publish("a.example", "testing", "mx.a.example").Publish("b.example", 404, "");
        publisher.Dns.MailExchanges("a.example", "mx.a.example").MailExchanges("b.example", "mx.b.example");

        var result = await RunAsync("--published", "a.example", "b.example", "--dry-run", "--output", "json");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["created", "refused"], result.Json.Texts("change"));
        Assert.Equal(
            "senders get no policy: The response has status 404", result.Json[1].GetProperty("blockers")[0].GetString());
        Assert.Empty(await store.Store.ListAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_resolver_that_answers_nothing_is_no_word_about_the_domains()
    {
        foreach (var name in (string[])["a.example", "_mta-sts.a.example", "mta-sts.a.example", "example"])
        {
            publisher.Dns.KeepSilent(name);
        }

        (await RunAsync("--published", "a.example", "--yes")).AssertErrorsStartWith(2, "The system's resolver answered nothing: ");
    }

    private async Task AssertHeldAsync(string domain, int seconds)
    {
        var held = (await store.Store.ReadTimelineAsync(DomainName.Parse(domain), Token)).HeldUntil;
        Assert.Equal(store.Now.AddSeconds(seconds), held!.Value, TimeSpan.FromMinutes(5));
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        [.. arguments[0] == "set" ? [] : (string[])["import"], .. arguments, "--database", InFolder("policies.db")], [],
        services: publisher.CreateServices());
}
