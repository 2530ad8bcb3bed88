using System.Globalization;
using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>What a request gets of a policy that has been in memory for a while.</summary>
public sealed class PolicyCacheRefreshTests : ServingTests
{
    [Fact]
    public async Task A_policy_is_served_for_a_minute_without_a_look_at_the_store()
    {
        await FindTextAsync();
        time.Advance(TimeSpan.FromSeconds(59.9));

        Assert.True(FindTextAsync().IsCompletedSuccessfully);
        Assert.Equal(1, store.TotalReads);
    }

    [Theory, InlineData("00:01:00", 0.7), InlineData("01:00:00", 0.7), InlineData("29.00:00:00", 0.7), InlineData("00:01:00", 1.4)]
    public async Task After_a_pause_the_new_policy_is_served_also_when_the_store_is_slow(string pause, double seconds)
    {
        await FindTextAsync();
        store.Put("example.com", "enforce");
        time.Advance(TimeSpan.Parse(pause, CultureInfo.InvariantCulture));
        AnswerAfter(seconds);

        var answer = FindTextAsync();
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Contains("mode: enforce", await answer, Ordinal);
    }

    [Fact]
    public async Task A_store_that_takes_longer_than_a_sender_waits_gives_the_old_policy_first_and_the_new_one_as_soon_as_it_is_there()
    {
        await FindTextAsync();
        store.Put("example.com", "enforce");
        time.Advance(TimeSpan.FromMinutes(1));
        AnswerAfter(2.5);

        var first = FindTextAsync();
        time.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Contains("mode: testing", await first, Ordinal);

        var second = FindTextAsync();
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("mode: enforce", await second, Ordinal);
        Assert.Equal(2, store.TotalReads);
    }

    [Fact]
    public async Task A_store_that_hangs_keeps_a_sender_waiting_until_it_is_given_up_and_not_after()
    {
        await FindTextAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        store.Pace = Task.Delay(Timeout.Infinite, Token);

        var first = FindTextAsync();
        time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.NotNull(await first);
        var second = FindTextAsync();
        time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.NotNull(await second);

        // The time stands still, so a request that waited for it would wait for ever.
        await WaitUntilAsync(() => Task.FromResult(serving.Cache.IsStoreFailing));
        Assert.NotNull(await FindTextAsync().WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Equal(2, store.TotalReads);
    }

    [Fact]
    public async Task A_thousand_requests_at_once_for_a_policy_that_is_over_age_cost_one_read_and_all_get_the_new_one()
    {
        await FindTextAsync();
        store.Put("example.com", "enforce");
        time.Advance(TimeSpan.FromMinutes(1));
        var open = new TaskCompletionSource();
        store.Pace = open.Task;

        var answers = Enumerable.Range(0, 1_000).Select(_ => FindTextAsync()).ToList();
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        open.SetResult();

        Assert.All(await Task.WhenAll(answers), text => Assert.Contains("mode: enforce", text, Ordinal));
        Assert.Equal(2, store.TotalReads);
    }

    [Fact]
    public async Task A_read_that_takes_longer_than_a_policy_may_be_old_serves_all_who_wait_for_it()
    {
        using var brief = new ServingSetup(store, time, null, ("RefreshAfter", "00:00:01"));
        AnswerAfter(2);

        var lookups = Enumerable.Range(0, 100).Select(_ => brief.Cache.FindAsync(Domain).AsTask()).ToList();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.All(await Task.WhenAll(lookups), lookup => Assert.NotNull(lookup.Policy));
        Assert.Equal(1, store.TotalReads);
    }

    [Fact]
    public async Task A_policy_is_as_old_as_the_read_that_gave_it_was_begun()
    {
        AnswerAfter(2);
        var first = FindTextAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        await first;

        time.Advance(TimeSpan.FromSeconds(58));
        await FindTextAsync();

        Assert.Equal(2, store.TotalReads);
    }

    [Fact]
    public async Task A_policy_is_logged_when_it_is_first_served_and_when_it_changes_but_not_when_it_is_only_renewed()
    {
        await FindTextAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        await FindTextAsync();
        store.Put("example.com", "enforce");
        time.Advance(TimeSpan.FromMinutes(1));
        await FindTextAsync();

        Assert.Equal(3, store.TotalReads);
        Assert.Collection(
            serving.WriteLog(),
            line => Assert.Matches("^Information: The policy of example.com is served in mode Testing with ETag \"[0-9a-f]{16}\"$", line),
            line => Assert.Matches("^Information: The policy of example.com is served in mode Enforce with ETag \"[0-9a-f]{16}\"$", line));
    }

    [Fact]
    public async Task A_known_policy_is_served_at_once_while_the_store_fails_which_is_asked_again_after_ten_seconds()
    {
        await FindTextAsync();
        store.Failure = new PolicyStoreException("down");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("mode: testing", await FindTextAsync(), Ordinal);
        Assert.Contains("Error: The policy of example.com could not be loaded; an older one is served: True down", serving.WriteLog());

        store.Put("example.com", "enforce");
        store.Failure = null;
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Contains("mode: testing", await FindTextAsync(), Ordinal);
        Assert.Equal(2, store.TotalReads);

        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Contains("mode: enforce", await FindTextAsync(), Ordinal);
    }

    [Fact]
    public async Task A_known_policy_is_served_while_the_store_fails_for_as_long_as_the_setting_says_and_not_longer()
    {
        using var brief = new ServingSetup(store, time, null, ("KeepStaleFor", "01:00:00"));
        await brief.Cache.FindAsync(Domain);
        store.Failure = new PolicyStoreException("down");

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull((await brief.Cache.FindAsync(Domain)).Policy);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(PolicyLookup.Unavailable, await brief.Cache.FindAsync(Domain));
    }

    [Fact]
    public async Task A_store_that_throws_what_no_store_should_has_failed_and_no_more()
    {
        await FindTextAsync();
        store.Failure = new InvalidOperationException("a fault");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("mode: testing", await FindTextAsync(), Ordinal);
        Assert.Same(PolicyLookup.Unavailable, await serving.Cache.FindAsync(DomainName.Parse("other.example")));
        Assert.Contains("Error: The policy of example.com could not be loaded; an older one is served: True a fault", serving.WriteLog());
    }

    [Fact]
    public async Task A_row_that_becomes_invalid_is_never_served_and_the_last_good_policy_is()
    {
        await FindTextAsync();
        store.Failure = new InvalidPolicyException("the row of example.com", PolicyParser.Parse("mode: maybe\n"u8).Findings);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("mode: testing", await FindTextAsync(), Ordinal);
        Assert.Contains(serving.WriteLog(), line => line.Contains("example.com", Ordinal) && line.Contains("MTASTS115", Ordinal));
    }

    [Fact]
    public async Task A_domain_that_is_removed_is_not_served_any_more_even_when_the_store_fails_later()
    {
        await FindTextAsync();
        store.Policies.Clear();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(PolicyLookup.NotHosted, await serving.Cache.FindAsync(Domain));

        store.Failure = new PolicyStoreException("down");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(PolicyLookup.Unavailable, await serving.Cache.FindAsync(Domain));
    }

    [Fact]
    public async Task Renewing_a_policy_in_a_full_cache_drops_no_other()
    {
        using var full = new ServingSetup(store, time, null, ("MaxCachedDomains", "2"));
        var other = DomainName.Parse("other.example");
        store.Put("other.example");
        await full.Cache.FindAsync(other);
        await full.Cache.FindAsync(Domain);
        time.Advance(TimeSpan.FromMinutes(1));
        await full.Cache.FindAsync(Domain);

        store.Failure = new PolicyStoreException("down");

        Assert.Equal(2, store.GetReads("example.com"));
        Assert.NotNull((await full.Cache.FindAsync(other)).Policy);
    }

    /// <summary>Lets the store answer what it is asked now after this time.</summary>
    private void AnswerAfter(double seconds) => store.Pace = Task.Delay(TimeSpan.FromSeconds(seconds), time, Token);

    private async Task<string?> FindTextAsync() =>
        (await serving.Cache.FindAsync(Domain)).Policy is { } policy ? Encoding.ASCII.GetString(policy.Text.Span) : null;
}
