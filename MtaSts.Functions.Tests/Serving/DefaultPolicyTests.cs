using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>The policy of domains without a row, from a SQLite file whose time and outages a test decides.</summary>
public sealed class DefaultPolicyTests : TestsWithFolder
{
    private const string Host = "mta-sts.any.example";
    private const string Failed = "could not be loaded; an older one is served:";
    private const string Outage = "Error: The policy of the default template exchange " + Failed;

    private readonly FakeTimeProvider time = new();
    private readonly BreakableRowStore rows;
    private readonly RowPolicyStore store;
    private readonly ServingSetup serving;

    public DefaultPolicyTests()
    {
        rows = new BreakableRowStore(new SqliteRowStore(InFolder("policies.db"), time));
        store = new RowPolicyStore(rows, time);
        serving = Serve(("DefaultTemplate", "exchange"));
    }

    public override async ValueTask InitializeAsync()
    {
        await store.CreateAsync(Token);
        await SaveTemplateAsync("mail.example");
    }

    public override ValueTask DisposeAsync()
    {
        serving.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_domain_without_a_row_gets_the_template_in_testing()
    {
        var answer = await serving.AskAsync("MTA-STS.Any.Example.:443");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("version: STSv1\r\nmode: testing\r\nmx: mail.example\r\nmax_age: 604800\r\n", ServingSetup.GetText(answer));
        Assert.Equal("0", ServingSetup.GetHeader(answer, "Age"));
    }

    [Fact]
    public async Task A_page_shows_it()
    {
        var page = await serving.Handler.GetHomeAsync(ServingSetup.RequestTo(Host));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("mail.example", ServingSetup.GetText(page), Ordinal);
    }

    [Theory, InlineData("mta-sts.contoso.com", HttpStatusCode.OK), InlineData("mta-sts.a.CONTOSO.com.", HttpStatusCode.OK)]
    [InlineData("mta-sts.evilcontoso.com", HttpStatusCode.NotFound), InlineData(Host, HttpStatusCode.NotFound)]
    [InlineData("contoso.com", HttpStatusCode.NotFound)]
    public async Task It_is_for_the_domains_that_are_named_and_those_below_them(string host, HttpStatusCode status)
    {
        using var narrow = Serve(("DefaultTemplate", "exchange"), ("DefaultDomains", "contoso.com; fabrikam.com"));

        Assert.Equal(status, (await narrow.AskAsync(host)).Status);
    }

    [Fact]
    public async Task A_domain_with_a_row_of_its_own_gets_that_from_a_minute_after_it_was_made_and_until_it_is_gone()
    {
        Assert.Contains("mx: mail.example\r", await GetTextAsync(), Ordinal);
        var version = await SaveAsync("mail.any.example");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("mx: mail.any.example\r", await GetTextAsync(), Ordinal);

        await store.RemoveAsync(new PolicyRemoval(DomainName.Parse("any.example"), version, "me", ""), Token);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("mx: mail.example\r", await GetTextAsync(), Ordinal);
    }

    [Fact]
    public async Task No_older_answer_is_given_than_a_policy_may_be_old_however_long_unknown_names_are_remembered()
    {
        using var patient = Serve(("DefaultTemplate", "exchange"), ("ForgetUnknownAfter", "01:00:00"));
        await patient.AskAsync(Host);
        await SaveAsync("mail.any.example");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("mx: mail.any.example\r", ServingSetup.GetText(await patient.AskAsync(Host)), Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_invalid_is_not_replaced_by_the_default()
    {
        await rows.WriteAsync([new RowWrite.Insert(Row("any.example", ("Mode", "enforce"), ("Mx", "mail..any.example")))], Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.AskAsync(Host)).Status);

        rows.IsDown = true;
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.AskAsync(Host)).Status);
    }

    [Fact]
    public async Task A_row_that_is_invalid_is_not_replaced_by_the_default_that_was_there_before()
    {
        Assert.Equal(HttpStatusCode.OK, (await serving.AskAsync(Host)).Status);
        await rows.WriteAsync([new RowWrite.Insert(Row("any.example", ("Template", "nothing"), ("Mode", "enforce")))], Token);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.AskAsync(Host)).Status);
        Assert.Contains(serving.WriteLog(), line => line.StartsWith($"Error: The policy of any.example {Failed} False", Ordinal));
    }

    [Fact]
    public async Task A_change_of_the_template_is_served_within_a_minute()
    {
        await serving.AskAsync(Host);
        await SaveTemplateAsync("other.example");
        time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Contains("mx: mail.example\r", await GetTextAsync(), Ordinal);

        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Contains("mx: other.example\r", await GetTextAsync(), Ordinal);
    }

    [Fact]
    public async Task A_template_that_does_not_exist_is_503_and_an_error_that_names_it()
    {
        using var wrong = Serve(("DefaultTemplate", "exchang"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await wrong.AskAsync(Host)).Status);
        Assert.Contains(
            $"Error: The policy of the default template exchang {Failed} False The policy in the template exchang of "
            + "MtaSts:DefaultTemplate is invalid: MTASTS173 error: There is no template 'exchang'. Create the template, or name one that "
            + "exists. (docs/architecture.md, Data)",
            wrong.WriteLog());
    }

    [Fact]
    public async Task A_template_that_becomes_invalid_leaves_the_last_good_one_and_an_error()
    {
        await serving.AskAsync(Host);
        var row = (await rows.FindAsync("template-exchange", "policy", Token))!;
        await rows.WriteAsync([new RowWrite.Replace(Row("template-exchange", ("Mx", "mail..example")), row.Version)], Token);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("mx: mail.example\r", await GetTextAsync(), Ordinal);
        Assert.Contains(serving.WriteLog(), line => line.StartsWith($"{Outage} True The policy in the template exchange of ", Ordinal));

        using var later = Serve(("DefaultTemplate", "exchange"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await later.AskAsync(Host)).Status);
    }

    [Fact]
    public async Task While_the_store_is_down_a_name_that_had_no_row_gets_the_last_default_and_any_other_503()
    {
        await serving.AskAsync(Host);
        rows.IsDown = true;
        time.Advance(TimeSpan.FromHours(1));

        var answer = await serving.AskAsync(Host);

        Assert.Equal((HttpStatusCode.OK, "3600"), (answer.Status, ServingSetup.GetHeader(answer, "Age")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.AskAsync("mta-sts.other.example")).Status);
        Assert.Contains($"{Outage} True down", serving.WriteLog());
        Assert.Contains(
            "Warning: The policy of the default template exchange was loaded 3600 seconds ago and is still served, because no later "
            + "load has succeeded",
            serving.Log.Lines);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.Handler.GetHealthAsync()).Status);
    }

    [Fact]
    public async Task After_the_longest_time_that_a_policy_may_be_kept_it_is_503()
    {
        await serving.AskAsync(Host);
        rows.IsDown = true;
        time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.AskAsync(Host)).Status);
    }

    [Fact]
    public async Task A_store_that_is_down_from_the_start_is_503()
    {
        rows.IsDown = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.AskAsync(Host)).Status);
    }

    [Fact]
    public async Task A_name_that_got_a_row_does_not_get_the_default_when_the_store_goes_down()
    {
        using var small = Serve(("DefaultTemplate", "exchange"), ("MaxCachedDomains", "1"));
        await small.AskAsync(Host);
        await SaveAsync("mail.any.example");
        time.Advance(TimeSpan.FromMinutes(1));
        await small.AskAsync(Host);
        await SaveAsync("mail.other.example", "other.example");
        await small.AskAsync("mta-sts.other.example");

        rows.IsDown = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await small.AskAsync(Host)).Status);
    }

    [Fact]
    public async Task A_store_that_hangs_keeps_a_sender_no_longer_than_a_second_and_a_half()
    {
        await serving.AskAsync(Host);
        time.Advance(TimeSpan.FromMinutes(2));
        rows.Pace = Task.Delay(Timeout.Infinite, Token);

        var answer = serving.AskAsync(Host);
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
    }

    [Fact]
    public async Task Names_that_get_it_push_no_policy_out()
    {
        using var small = Serve(("DefaultTemplate", "exchange"), ("MaxCachedDomains", "2"));
        await SaveAsync("mail.own.example", "own.example");
        await small.AskAsync("mta-sts.own.example");
        for (var number = 0; number < 10_000; number++)
        {
            await small.AskAsync($"mta-sts.host-{number}.example");
        }

        rows.IsDown = true;

        Assert.Contains("mx: mail.own.example\r", ServingSetup.GetText(await small.AskAsync("mta-sts.own.example")), Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_names_cost_a_read_each_and_one_of_the_template()
    {
        var before = rows.Reads;
        for (var number = 0; number < 10_000; number++)
        {
            Assert.Equal(HttpStatusCode.OK, (await serving.AskAsync($"mta-sts.host-{number}.example")).Status);
        }

        Assert.Equal(10_001, rows.Reads - before);
        Assert.Single(serving.WriteLog(), line => line.Contains("is served in mode", Ordinal));
    }

    private static Row Row(string partition, params (string Name, object Value)[] columns) =>
        new(partition, "policy", columns.Append(("MaxAge", 604800)).ToDictionary(column => column.Item1, column => column.Item2));

    private ServingSetup Serve(params (string Setting, string Value)[] settings) =>
        new(store, time, null, [("PolicyDatabase", "policies.db"), .. settings]);

    private async Task<string> GetTextAsync() => ServingSetup.GetText(await serving.AskAsync(Host));

    private Task<string> SaveAsync(string mx, string domain = "any.example") => store.AddAsync(
        domain, new PolicyContent.Inline(new Policy(PolicyMode.Enforce, [MxPattern.Parse(mx)], 604800)));

    private async Task SaveTemplateAsync(string mx) => await store.SaveTemplateAsync(
        new TemplateChange
        {
            Name = "exchange",
            Mx = [MxPattern.Parse(mx)],
            MaxAge = 604800,
            Version = (await store.ReadTemplateAsync("exchange", Token))?.Version,
            ChangedBy = "me",
            Reason = "",
        },
        Token);
}
