using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The commands, of domains that have no row and get the default template.</summary>
public sealed class DefaultTemplateCommandTests : TestsWithFolder
{
    private const string Get = "any.example has no row: the app serves it the default template exchange in mode testing. "
        + "'mta-sts status any.example' shows where it stands, and 'mta-sts set any.example --template exchange' gives it a row.\n";

    private readonly RolloutWorld world;

    public DefaultTemplateCommandTests() => world = new RolloutWorld(InFolder("policies.db"))
    {
        Default = new DefaultTemplate("exchange", PolicyMode.Testing, []),
    };

    public override async ValueTask InitializeAsync()
    {
        await world.CreateAsync();
        await world.RunAsync("template set exchange --mx mail.contoso.com --yes");
        world.SetMx("any.example", "mail.contoso.com");
        world.Pass(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Status_shows_the_record_that_the_domain_needs_and_then_that_it_is_in_step()
    {
        var id = await FindIdAsync();
        var asked = await world.RunAsync("status any.example");
        asked.AssertOutputContains(0, "any.example  testing   2026-01-01              to publish\n");
        Assert.Contains(
            "The policy is that of the default template: change the record _mta-sts.any.example, or the one that it is a CNAME for, to "
            + $"\"v=STSv1; id={id};\".",
            Unwrap(asked.Output), Ordinal);

        world.SetId("any.example", id);
        var done = await world.RunAsync("status any.example --output json");

        Assert.Equal(
            ("inStep", "exchange", id), (done.Json[0].Text("stage"), done.Json[0].Text("defaultTemplate"), done.Json[0].Text("id")));
        Assert.Equal("Nothing to do. It has no row, and gets the default template exchange.", done.Json[0].Text("next"));
        Assert.Equal(0, done.ExitCode);
    }

    [Fact]
    public async Task Status_waits_until_a_change_of_the_template_is_served_everywhere()
    {
        world.SetId("any.example", await FindIdAsync());
        await world.RunAsync("template set exchange --mx mail.contoso.com --mx other.contoso.com --yes");

        var result = await world.RunAsync("status any.example");

        result.AssertOutputContains(0, "settling\n");
        Assert.Contains("after 2026-01-01 10:11:00Z: mta-sts status any.example\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task Status_finds_a_mail_host_that_a_default_in_enforce_does_not_cover()
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);
        world.SetMx("any.example", "mail.other.example");

        (await world.RunAsync("status any.example")).AssertOutputContains(
            3, "mta-sts set any.example --mx \"mail.contoso.com\" --mx mail.other.example\n");
    }

    [Fact]
    public async Task Status_says_that_the_template_is_missing()
    {
        world.Default = new DefaultTemplate("exchang", PolicyMode.Testing, []);

        var result = await world.RunAsync("status any.example");

        Assert.Contains(
            "The policy in the store cannot be served: There is no template 'exchang'.", Unwrap(result.Output), Ordinal);
        result.AssertOutputContains(3, "mta-sts template list\n");
    }

    [Fact]
    public async Task A_domain_that_the_default_is_not_for_was_never_hosted()
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Testing, [DomainName.Parse("contoso.com")]);

        Assert.Equal((2, "any.example was never hosted here.\n"), (await world.RunAsync("status any.example")).Ending);
        Assert.Equal((2, "any.example is not hosted here.\n"), (await world.RunAsync("show any.example")).Ending);
        Assert.Equal("testing", (await world.RunAsync("status a.contoso.com --output json")).Json[0].Text("mode"));
    }

    [Theory, InlineData("show any.example"), InlineData("history any.example"), InlineData("dns any.example")]
    [InlineData("publish any.example"), InlineData("promote any.example --yes"), InlineData("rollback any.example --yes")]
    [InlineData("remove any.example --yes"), InlineData("move-mx any.example --to mail.other.example --yes")]
    public async Task Other_commands_say_what_it_gets_and_how_it_gets_a_row(string command) =>
        Assert.Equal((2, Get), (await world.RunAsync(command)).Ending);

    [Fact]
    public async Task Set_gives_it_a_row_and_keeps_until_when_senders_may_go_by_a_default_in_enforce()
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);

        Assert.Equal(0, (await world.RunAsync("set any.example --mx mail.own.example --yes")).ExitCode);

        var timeline = await world.ReadTimelineAsync("any.example");
        Assert.Equal(world.Now.AddMinutes(1).AddDays(14), timeline.HeldUntil);
        Assert.False(timeline.Current!.IsDefault);
        Assert.Equal(0, (await world.RunAsync("show any.example")).ExitCode);
    }

    [Fact]
    public async Task Set_says_that_a_first_row_takes_a_domain_from_the_enforce_of_the_default_to_testing()
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);

        var preview = await world.RunAsync("set any.example --template exchange --dry-run");

        Assert.Contains(
            "Note on any.example: the app serves it the default template exchange in mode enforce until now, and mode testing once it has "
            + "a row.\n",
            preview.Errors, Ordinal);
        Assert.EndsWith(
            "'mta-sts set any.example --template exchange' gives it a row, in testing.\n",
            (await world.RunAsync("show any.example")).Errors,
            Ordinal);
    }

    [Fact]
    public async Task What_the_template_was_before_counts_with_the_longer_max_age_that_it_had()
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);
        await world.RunAsync("template set exchange --max-age 1d --force --reason shorter --yes");
        world.Pass(TimeSpan.FromDays(1));

        Assert.Equal(0, (await world.RunAsync("set any.example --mx mail.own.example --yes")).ExitCode);

        Assert.Equal(world.Now.AddMinutes(1).AddDays(14), (await world.ReadTimelineAsync("any.example")).HeldUntil);
    }

    [Theory, InlineData("import FILE"), InlineData("rollback any.example --to 2026-01-01T10:10:30Z")]
    public async Task Import_and_rollback_of_a_removed_domain_keep_until_when_senders_may_go_by_the_default(string command)
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);
        await world.SaveAsync("any.example", RolloutWorld.Policy(PolicyMode.Testing, "mail.own.example"));
        world.Pass(TimeSpan.FromHours(1));
        await world.RunAsync(["remove", "any.example", "--now", "--reason", "moved", "--yes"]);
        world.Pass(TimeSpan.FromDays(60));
        await File.WriteAllTextAsync(InFolder("domains.csv"), "Domain,Mode,Mx\nany.example,testing,mail.own.example\n", Token);

        var result = await world.RunAsync($"{command.Replace("FILE", InFolder("domains.csv"), Ordinal)} --yes");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(world.Now.AddMinutes(1).AddDays(14), (await world.ReadTimelineAsync("any.example")).HeldUntil);
    }

    [Fact]
    public async Task A_default_in_testing_may_have_been_in_enforce_and_counts_all_the_same()
    {
        await world.RunAsync("set any.example --mx mail.own.example --yes");

        Assert.Equal(world.Now.AddMinutes(1).AddDays(14), (await world.ReadTimelineAsync("any.example")).HeldUntil);
    }

    [Theory, InlineData("--mode enforce"), InlineData("--max-age 1w")]
    public async Task Set_of_a_part_of_its_policy_says_that_it_has_no_row(string part) =>
        Assert.Equal((2, Get), (await world.RunAsync($"set any.example {part} --yes")).Ending);

    [Theory, InlineData("import FILE"), InlineData("rollback any.example --to 2026-01-01T10:10:30Z")]
    public async Task Import_and_rollback_say_that_a_row_takes_a_domain_from_the_enforce_of_the_default_to_testing(string command)
    {
        await world.SaveAsync("any.example", RolloutWorld.Policy(PolicyMode.Testing, "mail.own.example"));
        world.Pass(TimeSpan.FromHours(1));
        await world.RunAsync(["remove", "any.example", "--now", "--reason", "moved", "--yes"]);
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);
        await File.WriteAllTextAsync(InFolder("domains.csv"), "Domain,Mode,Mx\nany.example,testing,mail.own.example\n", Token);

        var result = await world.RunAsync($"{command.Replace("FILE", InFolder("domains.csv"), Ordinal)} --dry-run");

        Assert.Contains(
            "the app serves it the default template exchange in mode enforce until now, and mode testing once it has a row",
            Unwrap(result.Errors), Ordinal);
    }

    [Fact]
    public async Task In_enforce_a_change_of_the_template_drops_no_mx_unless_it_is_forced()
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, [DomainName.Parse("contoso.com")]);

        Assert.Equal(
            (3, "The template exchange was not changed: Each domain at or below contoso.com without a row gets it in mode enforce, and it "
                + "no longer covers mail.contoso.com. Keep that mx until no MX of these domains points there. To change it all the same, "
                + "use --force and --reason.\n"),
            (await world.RunAsync("template set exchange --mx other.contoso.com --yes")).Ending);
        Assert.Equal(
            0, (await world.RunAsync("template set exchange --mx mail.contoso.com --mx other.contoso.com --yes")).ExitCode);
        Assert.Equal(
            0, (await world.RunAsync("template set exchange --mx other.contoso.com --force --reason moved --yes")).ExitCode);
        Assert.StartsWith(
            "Forced: Each domain at or below contoso.com without a row gets it in mode enforce, and it no longer covers mail.contoso.com. "
            + "moved",
            (await world.Store.ReadTemplateAsync("exchange", Token))!.Reason, Ordinal);
    }

    [Fact]
    public async Task Template_show_and_list_say_that_it_is_the_default()
    {
        (await world.RunAsync("template show exchange")).AssertOutputContains(
            0, "default  Any domain without a row gets it in mode testing\n");
        (await world.RunAsync("template list")).AssertErrorsStartWith(
            0, "Any domain without a row gets the default template exchange in mode testing.\n");
    }

    [Fact]
    public async Task A_domain_that_is_removed_falls_under_it_and_remove_says_so()
    {
        await world.SaveAsync("any.example", RolloutWorld.Policy(PolicyMode.Testing));
        var removed = await world.RunAsync(["remove", "any.example", "--now", "--reason", "moved", "--yes"]);

        Assert.Equal(0, removed.ExitCode);
        Assert.EndsWith(
            "While mta-sts.any.example points to the app, any.example gets the default template exchange in mode testing, now that it has "
            + "no row.\n",
            removed.Errors, Ordinal);
        Assert.Equal("exchange", (await world.RunAsync("status any.example --output json")).Json[0].Text("defaultTemplate"));
    }

    [Theory, InlineData(""), InlineData(" --dry-run")]
    public async Task A_domain_is_not_removed_while_a_default_in_enforce_would_refuse_its_mail(string preview)
    {
        world.Default = new DefaultTemplate("exchange", PolicyMode.Enforce, []);
        await world.SaveAsync("any.example", RolloutWorld.Policy(PolicyMode.None));
        await world.PublishAsync("any.example");
        world.Pass(TimeSpan.FromDays(2));
        world.SetMx("any.example", "mail.other.example");

        var uncovered = await world.RunAsync($"remove any.example --yes{preview}");
        Assert.Equal(2, uncovered.ExitCode);
        Assert.Contains(
            "Without a row, any.example gets the default template exchange in mode enforce, which does not cover the MX "
            + "'mail.other.example', so senders would not deliver there.",
            uncovered.Errors, Ordinal);
        Assert.NotNull(await world.ReadAsync("any.example"));

        world.SetMx("any.example", "mail.contoso.com");
        Assert.Equal(
            (2, "Without a row, any.example gets the default template exchange in mode enforce, and senders fetch that as long as the "
                + "record _mta-sts.any.example is there: delete it, and wait until its TTL is over. Nothing was changed. Run remove again "
                + "when that is right, or override with --now --reason.\n"),
            (await world.RunAsync($"remove any.example --yes{preview}")).Ending);

        world.SetId("any.example", null);
        Assert.Equal(0, (await world.RunAsync($"remove any.example --yes{preview}")).ExitCode);
    }

    [Fact]
    public async Task Status_of_a_row_that_was_deleted_by_hand_says_what_is_served_in_its_place()
    {
        await world.SaveAsync("any.example", RolloutWorld.Policy(PolicyMode.Testing));
        await world.SaveAsync("any.example", RolloutWorld.Policy(PolicyMode.Enforce));
        var row = (await world.ReadAsync("any.example"))!;
        await new SqliteRowStore(InFolder("policies.db"), world.Time).WriteAsync(
            [new RowWrite.Delete("any.example", "policy", row.Version)], Token);

        Assert.Equal(
            "Its row was deleted by hand, and senders may hold its policies. Without a row, the app serves it the default template "
            + "exchange in mode testing.",
            (await world.RunAsync("status any.example --output json")).Json[0].Text("next"));
    }

    [Fact]
    public async Task The_template_cannot_be_removed_and_a_change_says_whom_it_is_for()
    {
        Assert.Equal(
            (2, "The template exchange was not removed. Any domain without a row gets it, by MtaSts__DefaultTemplate or mta-sts.json. "
                + "Name another template there first, for the app and the tool, or remove the setting. If it was in enforce, senders hold "
                + "it for its max_age: until that is over, move no MX of these domains.\n"),
            (await world.RunAsync("template remove exchange --yes")).Ending);

        Assert.Contains(
            "Any domain without a row gets it in mode testing; the MX of these are not looked up. Where the record _mta-sts has an id, it "
            + "needs the new one, which 'mta-sts status DOMAIN' shows once this is served.",
            Unwrap((await world.RunAsync("template set exchange --mx other.contoso.com --dry-run")).Output), Ordinal);
    }

    [Fact]
    public async Task List_and_export_say_what_they_leave_out()
    {
        DomainName[] domains = [DomainName.Parse("contoso.com"), DomainName.Parse("b.example")];
        world.Default = new DefaultTemplate("exchange", PolicyMode.Testing, domains);

        Assert.Equal(
            (0, "Domains: 0.\nNot listed: Each domain at or below contoso.com, b.example without a row gets the default template exchange "
                + "in mode testing.\n"),
            (await world.RunAsync("list")).Ending);
        (await world.RunAsync("export -")).AssertErrorsStartWith(
            0,
            "Not exported: the default template exchange in mode testing, a setting of the app, and the domains without a row that get "
            + "it.\n");
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_are_wrong_usage()
    {
        var result = await Tool.RunAsync(
            ["status", "any.example", "--database", InFolder("policies.db")],
            [("MtaSts__DefaultTemplate", "exchange"), ("MtaSts__DefaultMode", "on")]);

        Assert.Equal((1, "MtaSts__DefaultMode is 'on', which is not a mode. Use enforce, testing or none.\n"), result.Ending);
    }

    private static string Unwrap(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<string> FindIdAsync() =>
        world.Default!.Apply(DomainName.Parse("any.example"), await world.Store.ReadTemplateAsync("exchange", Token)).Id!;
}
