using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Serving;

public sealed class PolicyCacheTests : ServingTests
{
    private static readonly DomainName Unknown = DomainName.Parse("unknown.example");

    [Fact]
    public async Task A_thousand_first_requests_at_once_cost_one_read()
    {
        var lookups = await AskAtOnceAsync(Domain);

        Assert.All(lookups, lookup => Assert.NotNull(lookup.Policy));
        Assert.Equal(1, store.TotalReads);
    }

    [Fact]
    public async Task A_thousand_requests_for_an_unknown_name_at_once_cost_one_read()
    {
        Assert.All(await AskAtOnceAsync(Unknown), lookup => Assert.Same(PolicyLookup.NotHosted, lookup));
        Assert.Equal(1, store.TotalReads);
    }

    [Fact]
    public async Task A_thousand_requests_to_a_store_that_fails_cost_one_read()
    {
        store.Failure = new PolicyStoreException("down");

        var lookups = await Task.WhenAll(
            Enumerable.Range(0, 1_000).Select(_ => Task.Run(async () => await serving.Cache.FindAsync(Domain), Token)));

        Assert.All(lookups, lookup => Assert.Same(PolicyLookup.Unavailable, lookup));
        Assert.Equal(1, store.TotalReads);
    }

    [Fact]
    public async Task A_hundred_thousand_unknown_names_cost_one_read_each_a_minute()
    {
        var names = Enumerable.Range(0, 100_000).Select(number => DomainName.Parse($"host-{number}.example")).ToList();
        await AskAllAsync();
        time.Advance(TimeSpan.FromSeconds(59));
        await AskAllAsync();
        Assert.Equal(100_000, store.TotalReads);

        time.Advance(TimeSpan.FromSeconds(1));
        await AskAllAsync();
        Assert.Equal(200_000, store.TotalReads);

        async Task AskAllAsync()
        {
            foreach (var name in names)
            {
                Assert.Same(PolicyLookup.NotHosted, await serving.Cache.FindAsync(name));
            }
        }
    }

    [Fact]
    public async Task Unknown_names_push_no_policy_out()
    {
        await serving.Cache.FindAsync(Domain);
        for (var number = 0; number < 30_000; number++)
        {
            await serving.Cache.FindAsync(DomainName.Parse($"host-{number}.example"));
        }

        await serving.Cache.FindAsync(Domain);

        Assert.Equal(1, store.GetReads("example.com"));
    }

    [Fact]
    public async Task An_unknown_domain_that_gets_a_policy_is_served_after_a_minute()
    {
        await serving.Cache.FindAsync(Unknown);
        store.Put("unknown.example");
        Assert.Null((await serving.Cache.FindAsync(Unknown)).Policy);

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull((await serving.Cache.FindAsync(Unknown)).Policy);
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_and_tried_again_by_later_requests_only()
    {
        store.Pace = Task.Delay(Timeout.Infinite, Token);
        var requests = Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await serving.Cache.FindAsync(Domain), Token)).ToList();
        await WaitForReadAsync();

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.All(await Task.WhenAll(requests), lookup => Assert.Same(PolicyLookup.Unavailable, lookup));
        Assert.Equal(1, store.TotalReads);
        Assert.Contains(
            "Error: The policy of example.com could not be loaded; an older one is served: False The store did not answer within 3 "
            + "seconds.",
            serving.WriteLog());

        store.Pace = Task.CompletedTask;
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull((await serving.Cache.FindAsync(Domain)).Policy);
    }

    [Fact]
    public async Task A_policy_of_a_thousand_domains_more_than_fit_is_served_all_the_same()
    {
        using var small = new ServingSetup(store, time, null, ("MaxCachedDomains", "10"));
        for (var number = 0; number < 1_010; number++)
        {
            store.Put($"host-{number}.example");
            var lookup = await small.Cache.FindAsync(DomainName.Parse($"host-{number}.example"));
            Assert.Contains($"mail.host-{number}.example", Encoding.ASCII.GetString(lookup.Policy!.Text.Span), Ordinal);
        }
    }

    [Theory, InlineData(1), InlineData(10), InlineData(100)]
    public async Task A_thousand_first_requests_at_once_cost_one_read_also_when_the_cache_is_full(int capacity)
    {
        using var small = new ServingSetup(store, time, null, ("MaxCachedDomains", $"{capacity}"));
        await FillAsync(small, capacity);

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(async () => await small.Cache.FindAsync(Domain), Token)));

        Assert.Equal(1, store.GetReads("example.com"));
    }

    [Fact]
    public async Task A_full_cache_drops_the_policy_that_was_unused_longest()
    {
        using var small = new ServingSetup(store, time, null, ("MaxCachedDomains", "3"));
        await FillAsync(small, 3);
        await small.Cache.FindAsync(DomainName.Parse("host-0.example"));
        time.Advance(TimeSpan.FromSeconds(1));
        await small.Cache.FindAsync(Domain);

        store.Failure = new PolicyStoreException("down");

        Assert.NotNull((await small.Cache.FindAsync(Domain)).Policy);
        Assert.NotNull((await small.Cache.FindAsync(DomainName.Parse("host-0.example"))).Policy);
        Assert.Same(PolicyLookup.Unavailable, await small.Cache.FindAsync(DomainName.Parse("host-1.example")));
    }

    /// <summary>Asks from a thousand threads for a domain, which the store gives once all of them wait.</summary>
    private async Task<PolicyLookup[]> AskAtOnceAsync(DomainName domain)
    {
        var open = new TaskCompletionSource();
        store.Pace = open.Task;
        using var arrived = new CountdownEvent(1_000);
        var requests = Enumerable.Range(0, 1_000).Select(_ => Task.Run(
            () =>
            {
                var lookup = serving.Cache.FindAsync(domain).AsTask();
                arrived.Signal();
                return lookup;
            }, Token)).ToList();
        await Task.Run(() => arrived.Wait(Token), Token);
        Assert.DoesNotContain(requests, request => request.IsCompleted);
        open.SetResult();
        return await Task.WhenAll(requests);
    }
}
