using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>What happens to a policy in memory as it ages; in real time, because the cache has no other.</summary>
public sealed class PolicyCacheRefreshTests()
    : ServingTests(inRealTime: true, ("RefreshAfter", "00:00:01"), ("ForgetUnknownAfter", "00:00:01"))
{
    [Fact]
    public async Task A_changed_policy_is_served_once_the_old_one_is_due()
    {
        await FindTextAsync();
        store.Put("example.com", "enforce");

        await WaitUntilAsync(async () => (await FindTextAsync())!.Contains("mode: enforce", Ordinal));
    }

    [Fact]
    public async Task A_policy_is_logged_when_it_is_first_served_and_when_it_changes_but_not_when_it_is_only_renewed()
    {
        await FindTextAsync();
        await WaitUntilAsync(async () => await FindTextAsync() is not null && store.TotalReads >= 3);
        store.Put("example.com", "enforce");
        await WaitUntilAsync(async () => (await FindTextAsync())!.Contains("mode: enforce", Ordinal));
        await FindTextAsync();

        Assert.Collection(
            serving.WriteLog(),
            line => Assert.Matches("^Information: The policy of example.com is served in mode Testing with ETag \"[0-9a-f]{16}\"$", line),
            line => Assert.Matches("^Information: The policy of example.com is served in mode Enforce with ETag \"[0-9a-f]{16}\"$", line));
    }

    [Fact]
    public async Task A_policy_that_is_asked_for_is_renewed_before_it_is_due_while_nobody_waits()
    {
        // Due after nine seconds at the earliest, and then a sender would wait for the store.
        using var slow = new ServingSetup(store, null, null, ("RefreshAfter", "00:00:10"), ("StoreTimeout", "00:01:00"));
        await slow.Cache.FindAsync(Domain);
        store.Pace = new TaskCompletionSource().Task;

        await WaitUntilAsync(() =>
        {
            var lookup = slow.Cache.FindAsync(Domain).AsTask();
            Assert.True(lookup.IsCompletedSuccessfully);
            return Task.FromResult(store.TotalReads == 2);
        });
    }

    [Fact]
    public async Task Policies_that_were_loaded_at_once_are_not_all_due_at_once()
    {
        using var slow = new ServingSetup(store, null, null, ("RefreshAfter", "00:00:10"), ("StoreTimeout", "00:01:00"));
        var domains = Enumerable.Range(0, 100).Select(number => DomainName.Parse($"host-{number}.example")).ToList();
        domains.ForEach(domain => store.Put(domain.Ascii));
        var open = new TaskCompletionSource();
        store.Pace = open.Task;
        var lookups = domains.Select(domain => slow.Cache.FindAsync(domain).AsTask()).ToList();
        open.SetResult();
        await Task.WhenAll(lookups);
        store.Pace = new TaskCompletionSource().Task;

        // Who asks for one that is due waits for the store, and for one that is not does not.
        await WaitUntilAsync(() => Task.FromResult(CountDue() > 0));
        await Task.Delay(200, Token);

        Assert.InRange(CountDue(), 1, 90);

        int CountDue() => domains.Count(domain => !slow.Cache.FindAsync(domain).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_known_policy_is_served_while_the_store_fails_for_as_long_as_the_setting_says_and_not_longer()
    {
        using var brief = new ServingSetup(store, null, null, ("RefreshAfter", "00:00:01"), ("KeepStaleFor", "00:00:03"));
        await brief.Cache.FindAsync(Domain);
        store.Failure = new PolicyStoreException("down");

        await Task.Delay(1_500, Token);
        Assert.NotNull((await brief.Cache.FindAsync(Domain)).Policy);

        await WaitUntilAsync(async () => await brief.Cache.FindAsync(Domain) == PolicyLookup.Unavailable);
    }

    [Fact]
    public async Task A_known_policy_is_served_while_the_store_fails_and_the_new_one_after()
    {
        await FindTextAsync();
        store.Failure = new PolicyStoreException("down");
        await WaitUntilAsync(async () =>
        {
            Assert.Contains("mode: testing", await FindTextAsync(), Ordinal);
            return store.TotalReads >= 3;
        });
        Assert.Contains("Error: The policy of example.com could not be loaded; an older one is served: True down", serving.WriteLog());

        store.Put("example.com", "enforce");
        store.Failure = null;
        await WaitUntilAsync(async () => (await FindTextAsync())!.Contains("mode: enforce", Ordinal));
    }

    [Fact]
    public async Task A_row_that_becomes_invalid_is_never_served_and_the_last_good_policy_is()
    {
        await FindTextAsync();
        store.Failure = new InvalidPolicyException("the row of example.com", PolicyParser.Parse("mode: maybe\n"u8).Findings);

        await WaitUntilAsync(async () =>
        {
            Assert.Contains("mode: testing", await FindTextAsync(), Ordinal);
            return store.TotalReads >= 3;
        });

        Assert.Contains(serving.WriteLog(), line => line.Contains("example.com", Ordinal) && line.Contains("MTASTS115", Ordinal));
    }

    [Fact]
    public async Task A_store_that_hangs_keeps_nobody_waiting_who_can_have_an_older_policy()
    {
        await FindTextAsync();
        await Task.Delay(1_100, Token);
        store.Pace = Task.Delay(Timeout.Infinite, Token);

        // The store's own time would be three seconds; the answer has to come while it still hangs.
        var answer = FindTextAsync();
        await Task.WhenAny(answer, Task.Delay(2_500, Token));

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.DoesNotContain(serving.WriteLog(), line => line.StartsWith("Error", Ordinal));
    }

    [Fact]
    public async Task A_domain_that_is_removed_is_not_served_any_more_even_when_the_store_fails_later()
    {
        await FindTextAsync();
        store.Policies.Clear();
        await WaitUntilAsync(async () => await FindTextAsync() is null);

        store.Failure = new PolicyStoreException("down");
        await WaitUntilAsync(async () => await serving.Cache.FindAsync(Domain) == PolicyLookup.Unavailable);
    }

    [Fact]
    public async Task Renewing_a_policy_in_a_full_cache_drops_no_other()
    {
        using var full = new ServingSetup(store, null, null, ("MaxCachedDomains", "2"), ("RefreshAfter", "00:00:01"));
        var other = DomainName.Parse("other.example");
        store.Put("other.example");
        await full.Cache.FindAsync(other);
        await full.Cache.FindAsync(Domain);
        await Task.Delay(1_100, Token);
        await full.Cache.FindAsync(Domain);

        store.Failure = new PolicyStoreException("down");

        Assert.Equal(2, store.GetReads("example.com"));
        Assert.NotNull((await full.Cache.FindAsync(other)).Policy);
    }

    private async Task<string?> FindTextAsync() =>
        (await serving.Cache.FindAsync(Domain)).Policy is { } policy ? Encoding.ASCII.GetString(policy.Text.Span) : null;
}
