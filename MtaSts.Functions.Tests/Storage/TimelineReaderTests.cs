using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>Everything that a domain ever served, with its ids, also where a template brought it about.</summary>
public sealed class TimelineReaderTests : TestsWithFolder
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly PolicyContent Shared = new PolicyContent.Template("shared", PolicyMode.Enforce, null);
    private static readonly PolicyContent A = Own("a.example.com");
    private static readonly PolicyContent B = Own("b.example.com");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    private RowPolicyStore Store => new(new SqliteRowStore(InFolder("policies.db"), time), time);

    public override async ValueTask InitializeAsync() => await Store.CreateAsync(Token);

    [Fact]
    public async Task An_id_does_not_come_back_with_the_text_of_before()
    {
        await SaveAsync(A);
        await SaveAsync(B);
        await SaveAsync(A);

        var states = (await ReadAsync()).States;

        Assert.Equal(states[0].Policy, states[2].Policy);
        Assert.Equal(3, states.Select(state => state.Id).Distinct().Count());
        Assert.Equal((await Store.ReadAsync(Domain, Token))!.Id, states[0].Id);
    }

    [Fact]
    public async Task Nor_does_it_when_the_domain_was_removed_in_between()
    {
        await SaveAsync(A);
        await RemoveAsync();
        await SaveAsync(A);

        var ids = (await ReadAsync()).States.Select(state => state.Id).ToList();

        Assert.Equal((3, null), (ids.Distinct().Count(), ids[1]));
    }

    [Fact]
    public async Task Nor_does_it_with_a_template_that_goes_back()
    {
        await SaveTemplateAsync("a.example.com");
        await SaveAsync(Shared);
        await SaveTemplateAsync("b.example.com");
        await SaveTemplateAsync("a.example.com");

        var states = (await ReadAsync()).States;

        Assert.Equal(["a.example.com", "b.example.com", "a.example.com"], states.Select(state => $"{state.Policy!.Mx[0]}"));
        Assert.Equal([true, true, false], states.Select(state => state.IsSourceChange));
        Assert.Equal(3, states.Select(state => state.Id).Distinct().Count());
        Assert.Equal((await Store.ReadAsync(Domain, Token))!.Id, states[0].Id);
        Assert.Equal((await Store.ListAsync(Token).SingleAsync(Token)).Id, states[0].Id);
    }

    [Fact]
    public async Task Of_a_template_only_the_changes_count_that_fell_into_its_time()
    {
        await SaveTemplateAsync("old.example.com");
        await SaveTemplateAsync("a.example.com");
        await SaveAsync(Shared);
        await SaveAsync(B);
        await SaveTemplateAsync("later.example.com");

        Assert.Equal(
            ["b.example.com", "a.example.com"], (await ReadAsync()).States.Select(state => $"{state.Policy!.Mx[0]}"));
    }

    [Fact]
    public async Task A_template_that_is_gone_leaves_its_states_readable()
    {
        await SaveTemplateAsync("a.example.com");
        await SaveAsync(Shared);
        await SaveAsync(B);
        var template = (await Store.ReadTemplateAsync("shared", Token))!;
        await Store.RemoveTemplateAsync(new TemplateRemoval("shared", template.Version, "ann", "unused"), Token);

        Assert.Equal("a.example.com", $"{(await ReadAsync()).States[1].Policy!.Mx[0]}");
    }

    [Fact]
    public async Task When_a_state_was_seen_to_be_served_is_known_of_that_state_alone_and_the_first_time_counts()
    {
        await SaveAsync(A);
        await SaveAsync(B);
        var id = (await ReadAsync()).States[1].Id!;
        var first = time.GetUtcNow();

        await Store.MarkServedAsync(Domain, id, first, Token);
        await Store.MarkServedAsync(Domain, id, first.AddDays(1), Token);

        Assert.Equal([null, first], (await ReadAsync()).States.Select(state => state.ServedAt));
    }

    [Fact]
    public async Task Until_when_senders_hold_what_no_state_tells_of_never_comes_nearer()
    {
        await SaveAsync(A);
        var until = time.GetUtcNow().AddDays(10);
        Assert.Null((await ReadAsync()).HeldUntil);

        await Store.ExtendHeldAsync(Domain, until, Token);
        await Store.ExtendHeldAsync(Domain, until.AddDays(-1), Token);

        Assert.Equal(until, (await ReadAsync()).HeldUntil);
        Assert.Equal(A, (await Store.ReadAsync(Domain, Token))!.Content);
    }

    [Fact]
    public async Task Many_domains_come_in_the_order_in_which_they_were_asked_for()
    {
        await SaveAsync(A);
        var domains = Enumerable.Range(0, 40).Select(i => DomainName.Parse($"d{i}.example.com")).Append(Domain).ToList();

        var timelines = await Store.ReadTimelinesAsync(domains, Token);

        Assert.Equal([.. Enumerable.Repeat(0, 40), 1], timelines.Select(timeline => timeline.States.Count));
    }

    private static PolicyContent.Inline Own(string mx) => new(new Policy(PolicyMode.Enforce, [MxPattern.Parse(mx)], 604_800));

    private Task<PolicyTimeline> ReadAsync() => Store.ReadTimelineAsync(Domain, Token);

    private async Task SaveAsync(PolicyContent content)
    {
        var change = new PolicyChange
        {
            Domain = Domain,
            Content = content,
            Version = (await Store.ReadAsync(Domain, Token))?.Version,
            ChangedBy = "ann",
            Reason = "",
        };
        await Store.SaveAsync(change, Token);
        time.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task SaveTemplateAsync(string mx)
    {
        var version = (await Store.ReadTemplateAsync("shared", Token))?.Version;
        await Store.SaveTemplateAsync(TableWithPast.Template("shared", mx, 604_800, version), Token);
        time.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task RemoveAsync()
    {
        await Store.RemoveAsync(new PolicyRemoval(Domain, (await Store.ReadAsync(Domain, Token))!.Version, "ann", "moved"), Token);
        time.Advance(TimeSpan.FromMinutes(1));
    }
}
