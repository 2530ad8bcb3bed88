using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>A domain that follows its provider's policy: the copy that the store keeps of it is what the commands go by.</summary>
public sealed class ProvidersPolicyTests : TestsWithFolder
{
    private const string Provider = "https://mta-sts.provider.example/.well-known/mta-sts.txt";
    private const string Alias = "_mta-sts.provider.example";

    private static readonly Uri Url = new(Provider);

    private readonly FakePublisher publisher = new();

    private string Database => InFolder("policies.db");

    private UpstreamCopies Copies =>
        new(new SqliteRowStore(StoreSettings.Database.GetCopiesPath(Database), TimeProvider.System), TimeProvider.System);

    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System, Copies);

    public override async ValueTask InitializeAsync()
    {
        await Store.CreateAsync(Token);
        publisher.Publish("provider.example", "testing", "mx.provider.example");
        publisher.Dns.MailExchanges("contoso.com", "mx.provider.example");
    }

    [Theory]
    [InlineData("set contoso.com --upstream " + Provider)]
    [InlineData("import domains.csv")]
    [InlineData("import domains.json")]
    public async Task What_the_provider_publishes_is_kept_before_a_domain_follows_it(string command)
    {
        Write("domains.csv", $"Domain,Upstream\ncontoso.com,{Provider}\n");
        Write("domains.json", $$"""[{"domain": "contoso.com", "upstream": "{{Provider}}"}]""");

        Assert.Equal(0, (await RunAsync(command)).ExitCode);

        var (copy, state) = (await Copies.FindAsync(Url, Token), Assert.Single((await ReadTimelineAsync()).States));
        Assert.Equal(["testing", "testing"], ((Policy[])[copy.Policy!, state.Policy!]).Select(policy => policy.Mode.ToText()));
        Assert.True(copy.Since <= state.Since, $"{copy.Since} {state.Since}");
    }

    [Fact]
    public async Task A_preview_shows_the_policy_that_would_be_served()
    {
        var result = await RunAsync($"set contoso.com --upstream {Provider} --dry-run");

        Assert.Equal(
            $"contoso.com:\n  upstream {Provider}\n+ version: STSv1\n+ mode: testing\n+ mx: mx.provider.example\n+ max_age: 1209600\n",
            result.Output);
        Assert.Null((await Copies.FindAsync(Url, Token)).Policy);
    }

    [Fact]
    public async Task Forced_the_domain_follows_a_provider_that_cannot_be_reached_without_a_copy()
    {
        publisher.Publish("provider.example", 503, "");

        Assert.Equal(3, (await RunAsync($"set contoso.com --upstream {Provider}")).ExitCode);
        Assert.Equal(0, (await RunAsync($"set contoso.com --upstream {Provider} --force --reason known")).ExitCode);

        Assert.IsType<PolicyContent.Upstream>((await ReadTimelineAsync()).Current!.Content);
        Assert.Null((await ReadTimelineAsync()).Current!.Policy);
        Assert.Null((await Copies.FindAsync(Url, Token)).Policy);
    }

    [Theory, InlineData("testing"), InlineData("none")]
    public async Task A_provider_may_take_its_policy_to_enforce_so_it_has_to_cover_the_mx_in_any_mode(string mode)
    {
        publisher.Publish("provider.example", mode, "mx.provider.example");
        publisher.Dns.MailExchanges("contoso.com", "mail.contoso.com");

        Assert.Equal(
            (3, "Refused contoso.com: the provider may take its policy to enforce at any time, and no mx in the policy covers "
                + "'mail.contoso.com'.\nNothing was changed. To change it all the same, use --force and --reason.\n"),
            (await RunAsync($"set contoso.com --upstream {Provider}")).Ending);
        Assert.Equal(0, (await RunAsync($"set contoso.com --upstream {Provider} --force --reason known")).ExitCode);
    }

    [Fact]
    public async Task A_copy_that_nobody_follows_any_more_is_of_long_ago_and_is_replaced()
    {
        await KeepAsync("enforce", "old.provider.example");
        var follower = (await Store.ReadAsync(DomainName.Parse("follower.example"), Token))!;
        await Store.RemoveAsync(new PolicyRemoval(follower.Domain, follower.Version, "ann", ""), Token);

        Assert.Equal((0, "Done.\n"), (await RunAsync($"set contoso.com --upstream {Provider}")).Ending);

        var copy = (await Copies.FindAsync(Url, Token)).Policy!;
        Assert.Equal((PolicyMode.Testing, "mx.provider.example"), (copy.Mode, $"{Assert.Single(copy.Mx)}"));
    }

    [Theory, InlineData("testing"), InlineData("503")]
    public async Task The_copy_is_what_would_be_served_where_the_provider_has_something_weaker_or_nothing(string published)
    {
        await KeepAsync("enforce");
        _ = published == "503" ? publisher.Publish("provider.example", 503, "")
            : publisher.Publish("provider.example", published, "mx.provider.example");

        Assert.Equal(
            (3, "Refused contoso.com: a domain starts in testing, and only 'mta-sts promote' takes it to enforce, unless its published "
                + "policy is in enforce; there is no valid record _mta-sts.\nNothing was changed. To change it all the same, use --force "
                + "and --reason.\n"),
            (await RunAsync($"set contoso.com --upstream {Provider}")).Ending);
        Assert.Equal(0, (await RunAsync($"set contoso.com --upstream {Provider} --force --reason known")).ExitCode);
        Assert.Equal(PolicyMode.Enforce, (await ReadTimelineAsync()).Current!.Policy!.Mode);
    }

    [Fact]
    public async Task A_domain_whose_copy_is_in_enforce_is_in_enforce_whatever_the_provider_says()
    {
        await KeepAsync("enforce");
        Assert.Equal(0, (await RunAsync($"set contoso.com --upstream {Provider} --force --reason known")).ExitCode);
        publisher.Publish("provider.example", 503, "");

        Assert.Equal(0, (await RunAsync("set contoso.com --mode enforce --mx mx.provider.example --max-age 2w")).ExitCode);
    }

    [Theory]
    [InlineData("mx.provider.example", "mx.provider.example new.example")]
    [InlineData("mx.provider.example new.example", "mx.provider.example")]
    public async Task Both_the_copy_and_what_the_provider_publishes_must_cover_the_mx_as_either_may_be_served(string copy, string published)
    {
        await KeepAsync("enforce", copy);
        publisher.Publish("provider.example", "enforce", published.Split(' '));
        publisher.Dns.MailExchanges("contoso.com", "new.example");
        var own = new Policy(PolicyMode.Enforce, [MxPattern.Parse("new.example")], 1209600);
        await Store.AddAsync("contoso.com", new PolicyContent.Inline(own));

        Assert.Equal(
            (3, "Refused contoso.com: no mx in the policy covers 'new.example'.\nNothing was changed. To change it all the same, use "
                + "--force and --reason.\n"),
            (await RunAsync($"set contoso.com --upstream {Provider}")).Ending);
    }

    [Fact]
    public async Task The_copy_and_why_it_is_not_newer_are_shown()
    {
        await RunAsync($"set contoso.com --upstream {Provider}");
        var at = new DateTimeOffset(2026, 11, 22, 10, 45, 0, TimeSpan.Zero);
        await Copies.NoteFetchedAsync(Url, at, id: null, Token);
        Assert.Contains("fetched 2026-11-22", (await RunAsync("list")).Output, Ordinal);

        await Copies.NoteFaultAsync(Url, at.AddHours(1), "What the provider publishes is weaker: its mode is none and was testing.", Token);

        var since = (await Copies.FindAsync(Url, Token)).Since;
        var (list, show) = ((await RunAsync("list")).Output, (await RunAsync("show contoso.com")).Output);
        Assert.Contains("testing", list, Ordinal);
        Assert.Contains("not taken", list, Ordinal);
        Assert.Contains($"\n  copy     of {since:u}; last fetched and taken: 2026-11-22 10:45:00Z\n", show, Ordinal);
        Assert.Contains(
            "\n  fault    What mta-sts.provider.example publishes was not taken at 2026-11-22 11:45:00Z; its policy of "
            + $"{since:u} is served on. What the provider publishes is weaker: its mode is none and was testing.\n", show, Ordinal);
        Assert.Contains($", unless _mta-sts.contoso.com is a CNAME for {Alias}, whose id counts then\n", show, Ordinal);
        Assert.Contains("\n  policy   version: STSv1\n           mode: testing\n", show, Ordinal);
        var json = (await RunAsync("list --output json")).Json[0];
        Assert.Equal(
            ("testing", Provider, "2026-11-22T10:45:00+00:00", "What the provider publishes is weaker: its mode is none and was testing."),
            (json.Text("mode"), json.Text("upstream"), json.Text("upstreamFetchedAt"), json.Text("upstreamFault")));
    }

    [Fact]
    public async Task The_history_has_a_state_for_each_copy_and_a_roll_back_makes_an_earlier_one_the_domains_own()
    {
        await RunAsync($"set contoso.com --upstream {Provider}");
        publisher.Dns.MailExchanges("contoso.com", "mx.provider.example");
        await KeepAsync("enforce");

        var history = (await RunAsync("history contoso.com --output json")).Json;
        Assert.Equal(["enforce", "testing"], history.Texts("mode"));
        Assert.Equal((true, false), (
            history[0].GetProperty("upstreamChange").GetBoolean(), history[1].TryGetProperty("upstreamChange", out var _)));
        Assert.Contains("mta-sts.provider.example: renewed", (await RunAsync("history contoso.com")).Output, Ordinal);

        var result = await RunAsync("rollback contoso.com");

        Assert.Equal(
            (0, "mta-sts.provider.example has another policy today, so contoso.com gets the earlier one as its own, which no longer "
                + $"changes with the provider's. To follow the provider: mta-sts set contoso.com --upstream {Provider}\nDone.\n"),
            result.Ending);
        Assert.Equal(PolicyMode.Testing, Assert.IsType<PolicyContent.Inline>((await ReadTimelineAsync()).Current!.Content).Policy.Mode);
    }

    [Theory]
    [InlineData("list --output json", "-")]
    [InlineData("export -", "-")]
    [InlineData("export policies.csv", "policies.csv")]
    public async Task What_is_listed_or_exported_is_imported_as_a_domain_that_follows_its_provider(string command, string file)
    {
        await RunAsync($"set contoso.com --upstream {Provider}");
        var exported = await RunAsync(command);
        Assert.Equal(command.StartsWith("list", Ordinal), exported.Output.Contains("\"mode\"", Ordinal));
        var target = InFolder("other.db");
        await new SqliteRowStore(target, TimeProvider.System).CreateAsync(Token);

        var imported = await Tool.RunAsync(
            ["import", file == "-" ? file : InFolder(file), "--yes", "--database", target], [], exported.Output,
            publisher.CreateServices());

        Assert.True(imported.ExitCode == 0, imported.ToString());
        Assert.Equal(
            new PolicyContent.Upstream(Url),
            (await new RowPolicyStore(new SqliteRowStore(target, TimeProvider.System), TimeProvider.System)
                .ReadAsync(DomainName.Parse("contoso.com"), Token))!.Content);
    }

    [Fact]
    public async Task An_export_says_until_when_senders_may_hold_the_copy_of_which_it_has_only_the_url()
    {
        await RunAsync($"set contoso.com --upstream {Provider}");

        var held = (await RunAsync("export -")).Json[0].GetProperty("heldUntil").GetDateTimeOffset();

        Assert.InRange(held, DateTimeOffset.UtcNow.AddDays(13), DateTimeOffset.UtcNow.AddDays(15));
        Assert.Equal("Nothing to change.\n", (await ImportAgainAsync()).Errors);
    }

    [Fact]
    public async Task A_folder_of_files_holds_no_copies()
    {
        await RunAsync($"set contoso.com --upstream {Provider}");

        Assert.Equal(
            (3, "Not exported: contoso.com: its policy comes from upstream, which a folder cannot hold.\nExported: 0.\n"),
            (await RunAsync("export texts")).Ending);
    }

    [Theory]
    [InlineData("set contoso.com --mode enforce", 2, "The policy of contoso.com comes from " + Provider)]
    [InlineData("set contoso.com --max-age 1d", 2, "The policy of contoso.com comes from " + Provider)]
    [InlineData("promote contoso.com", 3, "its policy comes from mta-sts.provider.example, and the mode with it")]
    [InlineData("move-mx contoso.com --to mx.example.net", 2,
        "The policy of contoso.com comes from mta-sts.provider.example, and its mx with it. Ask the provider to add the new hosts.")]
    public async Task Its_terms_cannot_be_edited(string command, int exitCode, string reason)
    {
        await RunAsync($"set contoso.com --upstream {Provider}");

        var result = await RunAsync(command);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(reason, Regex.Replace(result.Output + result.Errors, @"\s+", " "), Ordinal);
        Assert.Single((await ReadTimelineAsync()).States);
    }

    [Theory]
    [InlineData("", "_mta-sts 3600 IN CNAME _mta-sts.provider.example.", true)]
    [InlineData("alias", "_mta-sts 3600 IN CNAME _mta-sts.provider.example.", true)]
    [InlineData("own", "_mta-sts 300 IN TXT \"v=STSv1; id=ID;\"", false)]
    [InlineData("without", "_mta-sts 300 IN TXT \"v=STSv1; id=ID;\"", false)]
    public async Task The_record_is_a_cname_where_the_provider_has_one_and_the_domain_has_none_of_its_own(
        string records, string shown, bool isNoted)
    {
        await RunAsync($"set contoso.com --upstream {Provider}");
        _ = records switch
        {
            "alias" => publisher.Dns.Alias("_mta-sts.contoso.com", Alias),
            "own" => publisher.Dns.Text("_mta-sts.contoso.com", "v=STSv1; id=old;"),
            "without" => publisher.Dns.Miss(Alias),
            _ => publisher.Dns.Miss("_mta-sts.contoso.com"),
        };

        var result = await RunAsync("dns contoso.com --format bind");

        var id = (await ReadTimelineAsync()).Current!.Id!;
        Assert.Equal((0, $"; contoso.com\n$ORIGIN contoso.com.\n{shown.Replace("ID", id, Ordinal)}\n"), (result.ExitCode, result.Output));
        Assert.Equal(isNoted, result.Errors.EndsWith(
            $"Note on contoso.com: while _mta-sts is a CNAME for {Alias}, the id is the provider's, and there is nothing to publish; where "
            + "it is not, 'mta-sts publish' shows the id of the policy that is served here.\n", Ordinal));
    }

    [Theory, InlineData(Alias), InlineData("_mta-sts.contoso.com")]
    public async Task A_dns_that_does_not_answer_is_not_taken_for_one_without_a_record(string silent)
    {
        await RunAsync($"set contoso.com --upstream {Provider}");
        publisher.Dns.KeepSilent(silent);

        var result = await RunAsync("dns contoso.com --format bind");

        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain(" IN ", result.Output, Ordinal);
        Assert.Contains(
            $"Left out: _mta-sts of contoso.com; whose id it has is unknown, as the record {silent} could not be looked up: the request "
            + "timed out. Run this again.\n", result.Errors, Ordinal);
    }

    /// <summary>Keeps a policy as the copy that another domain is served.</summary>
    private async Task KeepAsync(string mode, string mx = "mx.provider.example")
    {
        var policy = new Policy(Enum.Parse<PolicyMode>(mode, ignoreCase: true), mx.Split(' ').Select(MxPattern.Parse), 1209600);
        await Copies.SaveAsync(await Copies.FindAsync(Url, Token), policy, "app", "renewed", Token);
        var follower = DomainName.Parse("follower.example");
        if (await Store.ReadAsync(follower, Token) is null)
        {
            await Store.AddAsync(follower, new PolicyContent.Upstream(Url));
        }
    }

    private async Task<ToolResult> ImportAgainAsync()
    {
        var exported = (await RunAsync("export -")).Output;
        return await Tool.RunAsync(["import", "-", "--yes", "--database", Database], [], exported, publisher.CreateServices());
    }

    private Task<PolicyTimeline> ReadTimelineAsync() => Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token);

    private async Task<ToolResult> RunAsync(string command)
    {
        string[] confirmed = command.Split(' ')[0] is "set" or "import" or "rollback" or "promote" ? ["--yes"] : [];
        return (await Tool.RunAsync(
            [.. command.Split(' ').Select(word => word.Contains("policies.csv", Ordinal) || word is "texts" || Path.Exists(InFolder(word))
                ? InFolder(word) : word), .. confirmed, "--database", Database], [],
            services: publisher.CreateServices())).WithoutNext;
    }
}
