namespace MtaSts.Functions.Tests.Storage;

/// <summary>What holds for the copies of providers' policies, whatever keeps the rows.</summary>
public abstract class UpstreamCopiesContract : TestsWithFolder
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly Uri Url = new("https://mta-sts.provider.example/.well-known/mta-sts.txt");

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    private UpstreamCopies Copies => new(OpenCopies(Time), Time);
    private RowPolicyStore Store => new(OpenPolicies(Time), Time, Copies);

    [Fact]
    public async Task Before_the_first_copy_nothing_is_kept_and_nothing_needs_to_be_there()
    {
        Assert.Equal(new UpstreamCopy(Url), await Copies.FindAsync(Url, Token));

        await FollowAsync();
        Assert.Null((await Store.FindAsync(Domain, Token))!.Policy);
        Assert.Null(Assert.Single(await Store.ListAsync(Token).ToListAsync(Token)).Policy);
        Assert.Null(Assert.Single((await Store.ReadTimelineAsync(Domain, Token)).States).Policy);
    }

    [Fact]
    public async Task Who_may_not_read_the_copies_can_list_domains_that_follow_none()
    {
        var forbidden = new UpstreamCopies(new FailingRowStore(), Time);
        var store = new RowPolicyStore(OpenPolicies(Time), Time, forbidden);
        await store.SaveAsync(Change(new PolicyContent.Inline(CreatePolicy(PolicyMode.Testing, "mail.example.com"))), Token);
        Assert.Equal([Domain], await store.ListAsync(Token).Select(stored => stored.Domain).ToListAsync(Token));

        await FollowAsync(domain: "second.example");

        await Assert.ThrowsAsync<PolicyStoreException>(async () => await store.ListAsync(Token).ToListAsync(Token));
        await Assert.ThrowsAsync<PolicyStoreException>(() => store.FindAsync(DomainName.Parse("second.example"), Token));
    }

    [Fact]
    public async Task A_domain_has_the_policy_of_its_providers_copy_since_the_later_of_the_two_changed()
    {
        await KeepAsync(PolicyMode.Testing, "mail.provider.example");
        await FollowAsync();
        var first = (await Store.FindAsync(Domain, Token))!;
        Time.Advance(TimeSpan.FromDays(1));
        await KeepAsync(PolicyMode.Enforce, "mail.provider.example");

        var second = (await Store.FindAsync(Domain, Token))!;

        Assert.Equal([PolicyMode.Testing, PolicyMode.Enforce], [first.Policy!.Mode, second.Policy!.Mode]);
        Assert.True(second.Since > first.Since);
        Assert.Equal(PolicyId.Create(second.Since!.Value, second.Policy), second.Id);
        Assert.Equal(second.Policy, Assert.Single(await Store.ListAsync(Token).ToListAsync(Token)).Policy);
        Assert.Equal(first.Version, second.Version);
    }

    [Fact]
    public async Task Each_change_of_the_copy_while_a_domain_follows_it_is_a_state_of_the_domain()
    {
        await KeepAsync(PolicyMode.Testing, "old.provider.example");
        await KeepAsync(PolicyMode.Testing, "mail.provider.example");
        await FollowAsync();
        await KeepAsync(PolicyMode.Enforce, "mail.provider.example");

        var states = (await Store.ReadTimelineAsync(Domain, Token)).States;

        Assert.Equal([(PolicyMode.Enforce, true), (PolicyMode.Testing, false)],
            states.Select(state => (state.Policy!.Mode, state.IsSourceChange)));
        Assert.Equal(["app", "ann@example.com"], states.Select(state => state.ChangedBy));
        Assert.Equal(2, states.Select(state => state.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_the_provider_publishes_becomes_the_copy_before_the_domain_follows_it_where_there_is_none()
    {
        var provided = CreatePolicy(PolicyMode.Enforce, "mail.provider.example");
        await FollowAsync(provided);
        Assert.Equal(provided, Assert.Single((await Store.ReadTimelineAsync(Domain, Token)).States).Policy);

        await FollowAsync(CreatePolicy(PolicyMode.None), "second.example");

        Assert.Equal(provided, (await Store.FindAsync(DomainName.Parse("second.example"), Token))!.Policy);
    }

    [Fact]
    public async Task A_copy_that_somebody_else_replaced_meanwhile_is_not_overwritten()
    {
        var seen = await Copies.FindAsync(Url, Token);
        await KeepAsync(PolicyMode.Enforce, "mail.provider.example");

        await Assert.ThrowsAsync<PolicyConflictException>(
            () => Copies.SaveAsync(seen, CreatePolicy(PolicyMode.None), "app", "", Token));

        Assert.Equal(PolicyMode.Enforce, (await Copies.FindAsync(Url, Token)).Policy!.Mode);
    }

    [Fact]
    public async Task When_the_provider_was_asked_and_what_came_of_it_is_noted_beside_the_copy()
    {
        var at = Time.GetUtcNow();
        await Copies.NoteFetchedAsync(Url, at, "20261130", Token);
        Assert.Equal((at, null), Said(await Copies.FindAsync(Url, Token)));

        await Copies.NoteFaultAsync(Url, at.AddHours(1), "It is down.", Token);
        Assert.Equal((at.AddHours(1), "It is down."), Said(await Copies.FindAsync(Url, Token)));
        Assert.Equal(at, (await Copies.FindAsync(Url, Token)).FetchedAt);
        Assert.Equal("20261130", (await Copies.FindAsync(Url, Token)).FetchedId);

        await Copies.NoteFetchedAsync(Url, at.AddHours(2), null, Token);
        Assert.Equal((at.AddHours(2), null), Said(await Copies.FindAsync(Url, Token)));
    }

    [Fact]
    public async Task A_copy_is_of_its_host_and_port()
    {
        var other = new Uri("https://mta-sts.provider.example:8443/.well-known/mta-sts.txt");
        await KeepAsync(PolicyMode.Enforce, "mail.provider.example");

        Assert.Null((await Copies.FindAsync(other, Token)).Policy);
        Assert.NotNull((await Copies.FindAsync(new Uri("https://MTA-STS.Provider.example:443/.well-known/mta-sts.txt"), Token)).Policy);
    }

    [Fact]
    public async Task A_copy_that_was_spoilt_by_hand_is_none_and_can_be_replaced()
    {
        await OpenCopies(Time).CreateAsync(Token);
        await OpenCopies(Time).WriteAsync([new RowWrite.Insert(new Row("mta-sts.provider.example", "policy", new Dictionary<string, object>
        {
            ["Mode"] = "on",
            ["Mx"] = "mail.provider.example",
        }))], Token);
        await FollowAsync();
        Assert.Null((await Store.FindAsync(Domain, Token))!.Policy);

        await KeepAsync(PolicyMode.Enforce, "mail.provider.example");

        Assert.Equal(PolicyMode.Enforce, (await Store.FindAsync(Domain, Token))!.Policy!.Mode);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Where_the_row_of_a_copy_was_deleted_by_hand_the_policy_of_today_is_not_known(bool isFollowedBefore)
    {
        await KeepAsync(PolicyMode.Testing, "mail.provider.example");
        if (isFollowedBefore)
        {
            await FollowAsync();
        }

        await KeepAsync(PolicyMode.Enforce, "mail.provider.example");
        await OpenCopies(Time).WriteAsync(
            [new RowWrite.Delete("mta-sts.provider.example", "policy", (await Copies.FindAsync(Url, Token)).Version!)], Token);
        if (!isFollowedBefore)
        {
            await FollowAsync();
        }

        var timeline = await Store.ReadTimelineAsync(Domain, Token);

        Assert.Equal((null, true), (timeline.Current!.Policy, timeline.Current.Content is PolicyContent.Upstream));
        Assert.Null(Assert.Single(timeline.States).Policy);
    }

    protected abstract IRowStore OpenPolicies(TimeProvider time);

    /// <summary>The rows of copies, which are not there in the beginning.</summary>
    protected abstract IRowStore OpenCopies(TimeProvider time);

    private static (DateTimeOffset?, string?) Said(UpstreamCopy copy) => (copy.AskedAt, copy.Fault);

    private static Policy CreatePolicy(PolicyMode mode, params string[] mx) => new(mode, mx.Select(MxPattern.Parse), 604800);

    private static PolicyChange Change(PolicyContent content) =>
        new() { Domain = Domain, Content = content, Version = null, ChangedBy = "ann@example.com", Reason = "" };

    private async Task KeepAsync(PolicyMode mode, params string[] mx)
    {
        await Copies.SaveAsync(await Copies.FindAsync(Url, Token), CreatePolicy(mode, mx), "app", "as it is published", Token);
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task FollowAsync(Policy? provided = null, string domain = "example.com")
    {
        await Store.SaveAsync(
            Change(new PolicyContent.Upstream(Url)) with { Domain = DomainName.Parse(domain), Provided = provided }, Token);
        Time.Advance(TimeSpan.FromSeconds(1));
    }
}
