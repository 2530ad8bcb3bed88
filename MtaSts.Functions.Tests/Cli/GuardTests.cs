using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The guard on the commands that change policies: what could lose mail is refused, and nothing of it is written.</summary>
public sealed class GuardTests : TestsWithFolder
{
    private const string Advice = "Nothing was changed. To change it all the same, use --force and --reason.\n";
    private const string Uncovered = "no mx in the policy covers 'mx.fabrikam.com'";
    private const string Promote = "only 'mta-sts promote' takes a domain from testing to enforce";
    private const string Start = "a domain starts in testing, and only 'mta-sts promote' takes it to enforce";
    private const string TakeOver = Start + ", unless its published policy is in enforce; ";
    private const string Provider = "https://mta-sts.provider.example/.well-known/mta-sts.txt";

    private readonly FakePublisher publisher = new();

    private string Database => InFolder("policies.db");
    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System);

    public override async ValueTask InitializeAsync()
    {
        await Store.CreateAsync(Token);
        publisher.Dns.MailExchanges("contoso.com", "mail.contoso.com", "mx.fabrikam.com");
    }

    [Theory]
    [InlineData("set contoso.com --mx mail.contoso.com --max-age 2w")]
    [InlineData("set contoso.com --mx mail.contoso.com --mx mx.example.net")]
    [InlineData("import - --mx mail.contoso.com --max-age 2w")]
    [InlineData("set contoso.com --template exchange")]
    [InlineData("rollback contoso.com")]
    public async Task In_enforce_a_change_that_leaves_out_a_mail_host_is_refused(string command)
    {
        await SaveTemplateAsync("exchange", "mail.contoso.com");
        await SaveAsync("contoso.com", PolicyMode.Enforce, "mail.contoso.com");
        await SaveAsync("contoso.com", PolicyMode.Enforce, "mail.contoso.com", "mx.fabrikam.com");

        await AssertRefusedAsync(command, $"Refused contoso.com: {Uncovered}.\n{Advice}");
    }

    [Theory]
    [InlineData("fails", "the MX could not be looked up: SERVFAIL")]
    [InlineData("silent", "the MX could not be looked up: the request timed out")]
    [InlineData("loop", "the MX could not be looked up: the CNAMEs lead back to 'loop.example'")]
    [InlineData("without", "there is no MX")]
    [InlineData("missing", "there is no MX: the name does not exist in DNS")]
    [InlineData("address", "no mx in the policy covers 'address.example'")]
    [InlineData("moved", "no mx in the policy covers 'moved-example.a-v1.mx.microsoft' (add '*.a-v1.mx.microsoft')")]
    public async Task In_enforce_a_change_is_refused_while_it_is_unknown_where_mail_goes(string name, string reason)
    {
        publisher.Dns.Fail("fails.example").KeepSilent("silent.example").Alias("loop.example", "other.example")
            .Alias("other.example", "loop.example").MailExchanges("without.example").Miss("missing.example")
            .Address("address.example", "192.0.2.1").MailExchanges("moved.example", "moved-example.a-v1.mx.microsoft");
        await SaveAsync($"{name}.example", PolicyMode.Enforce, "mail.contoso.com");

        await AssertRefusedAsync($"set {name}.example --max-age 2w", $"Refused {name}.example: {reason}.\n{Advice}");
    }

    [Fact]
    public async Task A_change_that_covers_all_hosts_is_made_without_a_word()
    {
        await SaveAsync("contoso.com", PolicyMode.Enforce, "mail.contoso.com");

        Assert.Equal((0, "Done.\n"), (await RunAsync("set contoso.com --mx mail.contoso.com --mx *.fabrikam.com")).Ending);
    }

    [Fact]
    public async Task A_domain_with_a_null_mx_has_no_mail_to_lose()
    {
        await SaveAsync("parked.example", PolicyMode.Enforce, "mail.contoso.com");
        publisher.Dns.MailExchanges("parked.example", ".");

        Assert.Equal((0, "Done.\n"), (await RunAsync("set parked.example --max-age 2w")).Ending);
    }

    [Theory]
    [InlineData("set contoso.com --mode testing", $"Warning for contoso.com: {Uncovered}.\n")]
    [InlineData("set contoso.com --mode testing --mx mail.example.net",
        "Warning for contoso.com: no mx in the policy covers 'mail.contoso.com', 'mx.fabrikam.com'.\n")]
    [InlineData("set contoso.com --mode none", "")]
    [InlineData("rollback contoso.com", $"Warning for contoso.com: {Uncovered}.\n")]
    public async Task Leaving_enforce_is_never_refused(string command, string warning)
    {
        await SaveAsync("contoso.com", PolicyMode.Testing, "mail.contoso.com");
        await SaveAsync("contoso.com", PolicyMode.Enforce, "mail.contoso.com");

        Assert.Equal((0, $"{warning}Done.\n"), (await RunAsync(command)).Ending);
        Assert.NotEqual(PolicyMode.Enforce, (await ReadAsync("contoso.com"))!.Policy!.Mode);
    }

    [Fact]
    public async Task In_testing_dns_that_does_not_answer_is_a_warning()
    {
        publisher.Dns.Fail("contoso.com");

        Assert.Equal((0, "Warning for contoso.com: the MX could not be looked up: SERVFAIL.\nDone.\n"),
            (await RunAsync("set contoso.com --mx mail.contoso.com")).Ending);
    }

    [Theory]
    [InlineData("set contoso.com --mode none")]
    [InlineData("set contoso.com --mx mail.contoso.com --max-age 1w")]
    [InlineData("template set exchange --mx mail.contoso.com")]
    public async Task Nothing_is_looked_up_for_what_asks_nothing_of_senders_or_stays_as_it_is(string command)
    {
        await SaveAsync("contoso.com", PolicyMode.Enforce, "mail.contoso.com");

        Assert.Equal(0, (await RunAsync(command)).ExitCode);
        Assert.Empty(publisher.Dns.Queries);
    }

    [Theory]
    [InlineData("set contoso.com --mode enforce", PolicyMode.Testing, Promote)]
    [InlineData("set contoso.com --mode enforce", PolicyMode.None, Start)]
    [InlineData("set contoso.com --mode enforce --mx mx.fabrikam.com --mx mail.contoso.com", null, Start)]
    [InlineData("import - --mode enforce --mx mx.fabrikam.com --mx mail.contoso.com", PolicyMode.Testing,
        Promote + ", unless its published policy is in enforce; there is no valid record _mta-sts")]
    [InlineData("import - --mode enforce --mx mx.fabrikam.com --mx mail.contoso.com", null,
        TakeOver + "there is no valid record _mta-sts")]
    public async Task Only_promote_takes_a_domain_to_enforce(string command, PolicyMode? mode, string reason)
    {
        if (mode is { } before)
        {
            await SaveAsync("contoso.com", before, "mx.fabrikam.com", "mail.contoso.com");
        }

        await AssertRefusedAsync(command, $"Refused contoso.com: {reason}.\n{Advice}");
    }

    [Fact]
    public async Task A_roll_back_from_testing_to_enforce_is_refused_and_one_from_enforce_to_enforce_is_not()
    {
        await SaveAsync("contoso.com", PolicyMode.Enforce, "mail.contoso.com", "mx.fabrikam.com");
        await SaveAsync("contoso.com", PolicyMode.Testing, "mail.contoso.com", "mx.fabrikam.com");
        await AssertRefusedAsync("rollback contoso.com", $"Refused contoso.com: {Promote}.\n{Advice}");

        await SaveAsync("contoso.com", PolicyMode.Enforce, "*.fabrikam.com", "mail.contoso.com");
        await SaveAsync("contoso.com", PolicyMode.Enforce, "*.fabrikam.com", "mail.contoso.com", "mail2.contoso.com");
        Assert.Equal((0, "Done.\n"), (await RunAsync("rollback contoso.com")).Ending);
    }

    [Theory]
    [InlineData("enforce", "mail.contoso.com mx.fabrikam.com", null)]
    [InlineData("enforce", "mail.contoso.com", Uncovered)]
    [InlineData("testing", "mail.contoso.com mx.fabrikam.com", TakeOver + "that one is in testing")]
    [InlineData("404", "mail.contoso.com mx.fabrikam.com",
        TakeOver + "senders get no policy: The response has status 404")]
    [InlineData("invalid", "mail.contoso.com mx.fabrikam.com",
        TakeOver + "senders get no policy: The field 'version' is missing")]
    [InlineData("no host", "mail.contoso.com mx.fabrikam.com",
        TakeOver + "the policy host has no public address")]
    [InlineData("no record", "mail.contoso.com mx.fabrikam.com",
        TakeOver + "there is no valid record _mta-sts")]
    [InlineData("no answer", "mail.contoso.com mx.fabrikam.com",
        TakeOver + "the record _mta-sts could not be looked up: SERVFAIL")]
    public async Task A_policy_is_taken_over_in_enforce_only_where_it_is_published_in_enforce_now(
        string published, string mx, string? reason)
    {
        var lines = string.Concat(mx.Split(' ').Select(name => $"mx: {name}\n"));
        Write("policies/contoso.com.txt", $"version: STSv1\nmode: enforce\n{lines}max_age: 1209600\n");
        _ = published switch
        {
            "404" => publisher.Publish("contoso.com", 404, ""),
            "invalid" => publisher.Publish("contoso.com", 200, "mode: enforce\nmx: mail.contoso.com\nmax_age: 1209600\n"),
            _ => publisher.Publish("contoso.com", published is "testing" ? "testing" : "enforce", "mail.contoso.com"),
        };
        _ = published switch
        {
            "no host" => publisher.Dns.Miss("mta-sts.contoso.com"),
            "no record" => publisher.Dns.Miss("_mta-sts.contoso.com"),
            "no answer" => publisher.Dns.Fail("_mta-sts.contoso.com"),
            var _ => publisher.Dns,
        };

        string[] commands = [$"set contoso.com --from {InFolder("policies", "contoso.com.txt")}", $"import {InFolder("policies")}"];
        foreach (var command in commands)
        {
            if (reason is not null)
            {
                await AssertRefusedAsync(command, $"Refused contoso.com: {reason}.\n{Advice}");
                continue;
            }

            Assert.Equal(0, (await RunAsync(command)).ExitCode);
            await Store.RemoveAsync(new(DomainName.Parse("contoso.com"), (await ReadAsync("contoso.com"))!.Version, "ann", "again"), Token);
        }
    }

    [Fact]
    public async Task Of_many_domains_all_are_looked_at_and_all_are_refused_together()
    {
        foreach (var name in (string[])["good.example", "bad.example", "worse.example"])
        {
            await SaveAsync(name, PolicyMode.Enforce, "mail.contoso.com");
            publisher.Dns.MailExchanges(name, name is "good.example" ? "mail.contoso.com" : "mx.fabrikam.com");
        }

        await AssertRefusedAsync("set good.example bad.example worse.example --max-age 2w",
            $"Refused bad.example, worse.example: {Uncovered}.\n{Advice}");
        var json = (await RunAsync("set good.example bad.example worse.example --max-age 2w --output json")).Json;
        Assert.Equal(["changed False ", $"refused False {Uncovered}", $"refused False {Uncovered}"], json.EnumerateArray().Select(
            change => $"{change.Text("change")} {change.GetProperty("done")} "
                + (change.TryGetProperty("blockers", out var blockers) ? blockers[0].GetString() : "")));
    }

    [Fact]
    public async Task A_template_is_refused_for_one_domain_in_enforce_that_it_would_leave_uncovered()
    {
        await SaveTemplateAsync("exchange", "*.contoso.com");
        await SaveAsync("contoso.com", new PolicyContent.Template("exchange", PolicyMode.Enforce, null));
        await SaveAsync("fabrikam.com", new PolicyContent.Template("exchange", PolicyMode.Testing, null));
        publisher.Dns.MailExchanges("fabrikam.com", "mx.fabrikam.com");

        await AssertRefusedAsync(
            "template set exchange --mx mail.contoso.com",
            $"Warning for fabrikam.com: {Uncovered}.\nRefused contoso.com: {Uncovered}.\n{Advice}");
        Assert.Equal("*.contoso.com", $"{(await Store.ReadTemplateAsync("exchange", Token))!.Mx[0]}");
    }

    [Fact]
    public async Task What_a_template_or_an_import_changes_is_summed_up()
    {
        await SaveTemplateAsync("exchange", "mx.fabrikam.com");
        await SaveAsync("contoso.com", new PolicyContent.Template("exchange", PolicyMode.Enforce, null));
        await SaveAsync("fabrikam.com", new PolicyContent.Template("exchange", PolicyMode.Testing, null));

        Assert.Contains("template exchange:\n  This changes 2 domains, 1 of them in enforce.\n",
            (await RunAsync("template set exchange --mx mx.fabrikam.com --mx mail.contoso.com --dry-run")).Output, Ordinal);
        Assert.EndsWith("Domains: 1 (0 new, 1 changed, 0 unchanged).\nThis changes 1 domain, which is in enforce.\n",
            (await RunAsync("import - --mx mx.fabrikam.com --mx mail.contoso.com --dry-run")).Output, Ordinal);
    }

    [Fact]
    public async Task What_is_forced_is_made_and_the_history_keeps_what_was_overridden()
    {
        await SaveTemplateAsync("exchange", "*.contoso.com");
        await SaveAsync("contoso.com", PolicyMode.Testing, "mail.contoso.com");
        await SaveAsync("shared.example", new PolicyContent.Template("exchange", PolicyMode.Enforce, null));
        publisher.Dns.MailExchanges("shared.example", "mx.fabrikam.com");

        var set = await Tool.RunAsync(
            ["set", "contoso.com", "--mode", "enforce", "--force", "--reason", "the filter goes", "--yes", "--database", Database], [],
            services: publisher.CreateServices());
        var template = await RunAsync("template set exchange --max-age 2d --force --reason known");
        var import = await RunAsync("import - --mx mail.contoso.com --max-age 2w --force --reason known");

        Assert.Equal((0, $"Forced contoso.com: {Promote}.\nForced contoso.com: {Uncovered}.\nDone.\n"), set.WithoutNext.Ending);
        Assert.Equal((0, $"Forced shared.example: {Uncovered}.\nDone.\n"), template.Ending);
        Assert.Equal((0, $"Forced contoso.com: {Uncovered}.\nWritten: 1 of 1.\n"), import.Ending);
        Assert.Equal(
            [$"Forced: {Uncovered}. known", $"Forced: {Promote}; {Uncovered}. the filter goes"],
            (await Store.ReadTimelineAsync(DomainName.Parse("contoso.com"), Token)).States.Take(2).Select(state => state.Reason));
        Assert.Equal($"Forced: shared.example: {Uncovered}. known", (await Store.ReadTemplateAsync("exchange", Token))!.Reason);
    }

    [Theory, InlineData("set contoso.com --mode none"), InlineData("import -"), InlineData("rollback contoso.com")]
    [InlineData("template set exchange --mx mail.contoso.com")]
    public async Task To_force_without_a_reason_is_wrong_usage(string command) =>
        Assert.Equal((1, "--force needs a --reason."), (await RunAsync($"{command} --force")).Refusal);

    [Theory]
    [InlineData("enforce", "mx.fabrikam.com mail.contoso.com", TakeOver + "there is no valid record _mta-sts")]
    [InlineData("enforce", "mx.fabrikam.com",
        TakeOver + "there is no valid record _mta-sts|no mx in the policy covers 'mail.contoso.com'")]
    [InlineData("testing", "mx.fabrikam.com mail.contoso.com", null)]
    [InlineData(null, "", "the provider's policy is unknown: the policy host has no public address")]
    public async Task A_providers_policy_is_fetched_and_judged_like_any_other(string? mode, string mx, string? reason)
    {
        if (mode is not null)
        {
            publisher.Publish("provider.example", mode, mx.Split(' '));
        }

        if (reason is null)
        {
            Assert.Equal((0, "Done.\n"), (await RunAsync($"set contoso.com --upstream {Provider}")).Ending);
        }
        else
        {
            await AssertRefusedAsync(
                $"set contoso.com --upstream {Provider}",
                string.Concat(reason.Split('|').Select(part => $"Refused contoso.com: {part}.\n")) + Advice);
        }
    }

    [Fact]
    public async Task A_domain_whose_provider_is_in_enforce_is_in_enforce()
    {
        publisher.Publish("provider.example", "enforce", "mx.provider.example");
        await SaveAsync("contoso.com", new PolicyContent.Upstream(new Uri(Provider)));

        Assert.Equal(0, (await RunAsync("set contoso.com --mode enforce --mx mail.contoso.com --mx mx.fabrikam.com")).ExitCode);
    }

    private async Task AssertRefusedAsync(string command, string errors)
    {
        var before = await DescribeAsync();

        Assert.Equal(new ToolResult(3, "", errors), await RunAsync(command));
        Assert.Equal(before, await DescribeAsync());
    }

    private async Task<string> DescribeAsync() => string.Join('\n', await Store.ListAsync(Token)
        .Select(stored => $"{stored.Domain} {stored.Version} {stored.Policy?.MaxAge} {stored.Id}").ToListAsync());

    private async Task<ToolResult> RunAsync(string command) => (await Tool.RunAsync(
        [.. command.Split(' '), "--yes", "--database", Database], [], input: "DomainName\ncontoso.com\n", publisher.CreateServices()))
        .WithoutNext;

    private Task<StoredPolicy?> ReadAsync(string domain) => Store.ReadAsync(DomainName.Parse(domain), Token);

    private Task SaveAsync(string domain, PolicyMode mode, params string[] mx) =>
        SaveAsync(domain, new PolicyContent.Inline(new Policy(mode, [.. mx.Select(MxPattern.Parse)], 604800)));

    private async Task SaveAsync(string domain, PolicyContent content) => await Store.SaveAsync(
        new PolicyChange
        {
            Domain = DomainName.Parse(domain),
            Content = content,
            Version = (await ReadAsync(domain))?.Version,
            ChangedBy = "ann@contoso.com",
            Reason = "as agreed",
        },
        Token);

    private Task SaveTemplateAsync(string name, string mx) => Store.SaveTemplateAsync(TableWithPast.Template(name, mx, 604800), Token);
}
