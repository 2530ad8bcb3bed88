using Microsoft.Extensions.Time.Testing;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>What every store does that policies are edited in.</summary>
public abstract class EditablePolicyStoreContract
{
    protected static readonly DomainName Domain = DomainName.Parse("example.com");
    protected static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(Start);

    /// <summary>The store, by the clock <see cref="Time"/>.</summary>
    protected IEditablePolicyStore Store => Open(Time);

    [Fact]
    public async Task A_saved_policy_is_found_again_with_who_when_and_why()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);

        var stored = await Store.FindAsync(Domain, Token);

        Assert.Equal(new PolicyContent.Inline(CreatePolicy("testing")), stored!.Content);
        Assert.Equal(CreatePolicy("testing"), stored.Policy);
        Assert.Equal(version, stored.Version);
        Assert.Equal((Start, "ann@example.com", "because"), (stored.ChangedAt!.Value, stored.ChangedBy, stored.Reason));
        Assert.Empty(stored.Findings);
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task Reading_gives_the_same_as_finding()
    {
        await Store.SaveAsync(Change("testing", null), Token);

        var (found, read) = (await Store.FindAsync(Domain, Token), await Store.ReadAsync(Domain, Token));

        Assert.Equal(found!.Version, read!.Version);
        Assert.Equal(found.Policy, read.Policy);
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_the_names()
    {
        foreach (var domain in (string[])["b.example", "a.example", "c.example", "a-b.example", "xn--bcher-kva.example", "1.example"])
        {
            await Store.SaveAsync(Change("testing", null) with { Domain = DomainName.Parse(domain) }, Token);
        }

        var listed = await Store.ListAsync(Token).ToListAsync(Token);

        Assert.Equal(["1.example", "a-b.example", "a.example", "b.example", "c.example", "xn--bcher-kva.example"], listed.Select(stored => stored.Domain.Ascii));
        Assert.All(listed, stored => Assert.Equal(("ann@example.com", CreatePolicy("testing")), (stored.ChangedBy, stored.Policy)));
    }

    [Fact]
    public async Task History_is_newest_first_with_who_when_and_why()
    {
        var first = await Store.SaveAsync(Change("none", null), Token);
        Time.Advance(TimeSpan.FromDays(1));
        var second = await Store.SaveAsync(Change("testing", first) with { ChangedBy = "bob@example.com", Reason = "next" }, Token);
        Time.Advance(TimeSpan.FromDays(1));
        await Store.SaveAsync(Change("enforce", second), Token);

        Assert.Equal(
            [(PolicyMode.Testing, Start.AddDays(1), "bob@example.com", "next"), (PolicyMode.None, Start, "ann@example.com", "because")],
            (await HistoryAsync()).Select(state => (state.Policy!.Mode, state.ChangedAt!.Value, state.ChangedBy!, state.Reason!)));
    }

    [Fact]
    public async Task The_history_of_a_domain_that_never_was_is_empty() => Assert.Empty(await HistoryAsync());

    [Fact]
    public async Task The_same_policy_again_is_a_state_of_its_own()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);

        var second = await Store.SaveAsync(Change("testing", first) with { Reason = "again" }, Token);

        Assert.NotEqual(first, second);
        Assert.Equal("again", (await Store.ReadAsync(Domain, Token))!.Reason);
        Assert.Equal(["because"], (await HistoryAsync()).Select(state => state.Reason));
    }

    [Fact]
    public async Task A_policy_that_comes_back_has_another_version()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var second = await Store.SaveAsync(Change("enforce", first), Token);

        var third = await Store.SaveAsync(Change("testing", second), Token);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("none", first), Token));
    }

    [Fact]
    public async Task A_change_by_a_slow_clock_still_comes_after_the_one_before()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);

        await Open(new FakeTimeProvider(Start.AddHours(-1))).SaveAsync(Change("enforce", first), Token);

        Assert.Equal(Start.AddTicks(1), (await Store.FindAsync(Domain, Token))!.ChangedAt);
    }

    [Fact]
    public async Task A_second_change_of_the_same_state_is_refused_and_says_who_was_first()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Store.SaveAsync(Change("enforce", first) with { ChangedBy = "bob@example.com" }, Token);

        var exception = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("none", first), Token));

        Assert.Equal(
            "The policy of example.com was changed by bob@example.com at 2026-11-22 08:01:00Z. Nothing was written; look at it, then try again.",
            exception.Message);
        Assert.Equal(PolicyMode.Enforce, (await Store.ReadAsync(Domain, Token))!.Policy!.Mode);
        Assert.Equal([PolicyMode.Testing], (await HistoryAsync()).Select(state => state.Policy!.Mode));
    }

    [Fact]
    public async Task A_change_of_what_was_written_by_hand_says_that_somebody_did_it()
    {
        await WriteByHandAsync(isValid: true);
        var at = (await Store.ReadAsync(Domain, Token))!.ChangedAt;

        var exception = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", null), Token));

        Assert.Equal($"The policy of example.com was changed by somebody at {at:u}. Nothing was written; look at it, then try again.", exception.Message);
    }

    [Fact]
    public async Task Of_many_changes_at_once_exactly_one_is_written_with_one_history_entry()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await Store.SaveAsync(Change("enforce", first) with { Reason = $"{i}" }, Token);
                return $"{i}";
            }
            catch (PolicyConflictException)
            {
                return "refused";
            }
        })));

        var winner = Assert.Single(outcomes, outcome => outcome != "refused");
        Assert.Equal(winner, (await Store.ReadAsync(Domain, Token))!.Reason);
        Assert.Equal([first], (await HistoryAsync()).Select(state => state.Policy!.Mode == PolicyMode.Testing ? first : "another"));
    }

    [Fact]
    public async Task A_new_domain_is_refused_when_somebody_was_first()
    {
        await Store.SaveAsync(Change("testing", null), Token);

        await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", null), Token));

        Assert.Equal(CreatePolicy("testing"), (await Store.FindAsync(Domain, Token))!.Policy);
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task A_change_of_a_domain_that_is_gone_is_refused()
    {
        var exception = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", "\"some\""), Token));

        Assert.Equal("The policy of example.com is gone: somebody removed it. Nothing was written.", exception.Message);
        Assert.Null(await Store.ReadAsync(Domain, Token));
    }

    [Fact]
    public async Task A_removed_domain_is_not_hosted_and_its_history_ends_with_the_removal()
    {
        var version = await Store.SaveAsync(Change("none", null), Token);
        Time.Advance(TimeSpan.FromDays(1));

        await Store.RemoveAsync(new PolicyRemoval(Domain, version, "bob@example.com", "moved"), Token);

        Assert.Null(await Store.FindAsync(Domain, Token));
        Assert.Null(await Store.ReadAsync(Domain, Token));
        Assert.Empty(await Store.ListAsync(Token).ToListAsync(Token));
        var history = await HistoryAsync();
        Assert.Equal([true, false], history.Select(state => state.IsRemoval));
        Assert.Equal((Start.AddDays(1), "bob@example.com", "moved"), (history[0].ChangedAt!.Value, history[0].ChangedBy, history[0].Reason));
        Assert.Null(history[0].Content);
        Assert.Equal(CreatePolicy("none"), history[1].Policy);
    }

    [Fact]
    public async Task A_removal_of_a_state_that_is_no_more_is_refused()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var second = await Store.SaveAsync(Change("none", first), Token);

        var changed = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.RemoveAsync(new PolicyRemoval(Domain, first, "bob@example.com", ""), Token));
        await Store.RemoveAsync(new PolicyRemoval(Domain, second, "bob@example.com", ""), Token);
        var gone = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.RemoveAsync(new PolicyRemoval(Domain, second, "bob@example.com", ""), Token));

        Assert.Equal(
            "The policy of example.com was changed by ann@example.com at 2026-11-22 08:00:00Z. Nothing was written; look at it, then try again.",
            changed.Message);
        Assert.Equal("The policy of example.com is gone: somebody removed it. Nothing was written.", gone.Message);
        Assert.Equal(3, (await HistoryAsync()).Count);
    }

    [Fact]
    public async Task A_domain_that_comes_back_goes_on_with_its_history()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        Time.Advance(TimeSpan.FromDays(1));
        await Store.RemoveAsync(new PolicyRemoval(Domain, first, "bob@example.com", "moved"), Token);
        Time.Advance(TimeSpan.FromDays(1));

        var second = await Store.SaveAsync(Change("testing", null) with { Reason = "back" }, Token);

        Assert.NotEqual(first, second);
        Assert.Equal("back", (await Store.FindAsync(Domain, Token))!.Reason);
        Assert.Equal([true, false], (await HistoryAsync()).Select(state => state.IsRemoval));
    }

    [Fact]
    public async Task What_is_invalid_is_read_and_listed_with_its_findings_but_not_found()
    {
        await WriteByHandAsync(isValid: false);
        await Store.SaveAsync(Change("testing", null) with { Domain = DomainName.Parse("other.example") }, Token);

        var listed = await Store.ListAsync(Token).ToListAsync(Token);
        var read = await Store.ReadAsync(Domain, Token);
        var exception = await Assert.ThrowsAsync<InvalidPolicyException>(() => Store.FindAsync(Domain, Token));

        Assert.Equal(["example.com", "other.example"], listed.Select(stored => stored.Domain.Ascii));
        Assert.All([listed[0], read!], stored =>
        {
            Assert.Equal((null, null, null), (stored.Content, stored.Policy, stored.ChangedBy));
            Assert.Contains(stored.Findings, finding => finding.Severity == Severity.Error);
        });
        Assert.Equal(read!.Findings, exception.Findings);
    }

    [Fact]
    public async Task What_is_invalid_can_be_replaced_and_becomes_history()
    {
        await WriteByHandAsync(isValid: false);

        await Store.SaveAsync(Change("enforce", (await Store.ReadAsync(Domain, Token))!.Version), Token);

        Assert.Equal(CreatePolicy("enforce"), (await Store.FindAsync(Domain, Token))!.Policy);
        var state = Assert.Single(await HistoryAsync());
        Assert.Null(state.Policy);
        Assert.Contains(state.Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task A_domain_that_nobody_added_is_not_hosted() => Assert.Null(await Store.FindAsync(DomainName.Parse("other.example"), Token));

    [Fact]
    public async Task Creating_a_store_that_is_there_changes_nothing()
    {
        await Store.SaveAsync(Change("testing", null), Token);

        await Store.CreateAsync(Token);

        Assert.Equal(CreatePolicy("testing"), (await Store.FindAsync(Domain, Token))!.Policy);
    }

    [Fact]
    public async Task A_probe_of_a_store_that_exists_succeeds() => await Store.ProbeAsync(Token);

    [Fact]
    public async Task A_template_that_nobody_added_is_none()
    {
        Assert.Null(await Store.ReadTemplateAsync("exchange", Token));
        Assert.Empty(await Store.ListTemplatesAsync(Token).ToListAsync(Token));
        Assert.Empty(await Store.TemplateHistoryAsync("exchange", Token).ToListAsync(Token));
        var exception = await Assert.ThrowsAsync<PolicyConflictException>(
            () => Store.RemoveTemplateAsync(new TemplateRemoval("exchange", "\"some\"", "bob@example.com", ""), Token));

        Assert.Equal("The template exchange is gone: somebody removed it. Nothing was written.", exception.Message);
    }

    protected static Policy CreatePolicy(string mode)
    {
        Assert.True(PolicyModes.TryParse(mode, out var parsed));
        return new Policy(parsed.Value, [MxPattern.Parse("mail.example.com"), MxPattern.Parse("*.mx.example.net")], 604800);
    }

    protected static PolicyChange Change(string mode, string? version) => new()
    {
        Domain = Domain,
        Content = new PolicyContent.Inline(CreatePolicy(mode)),
        Version = version,
        ChangedBy = "ann@example.com",
        Reason = "because",
    };

    /// <summary>The same store, by a clock.</summary>
    protected abstract IEditablePolicyStore Open(TimeProvider time);

    /// <summary>Puts something into the store for <see cref="Domain"/> as a person would, without its history.</summary>
    protected abstract Task WriteByHandAsync(bool isValid);

    protected Task<List<StoredPolicy>> HistoryAsync() => Store.HistoryAsync(Domain, Token).ToListAsync(Token).AsTask();
}
