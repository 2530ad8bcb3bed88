using Microsoft.Extensions.Hosting;
using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>What happens to the policies in memory while nobody asks for them.</summary>
public sealed class PolicyRenewalTests : ServingTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task No_policy_becomes_over_age_and_none_is_read_more_often_than_twice_a_minute()
    {
        await serving.Cache.FindAsync(Domain);
        for (var tick = 0; tick < 120; tick++)
        {
            await TickAsync();
            var reads = store.TotalReads;
            await serving.Cache.FindAsync(Domain);
            Assert.Equal(reads, store.TotalReads);
        }

        Assert.InRange(store.TotalReads, 11, 20);
    }

    [Fact]
    public async Task A_change_is_in_memory_within_a_minute_although_nobody_asks()
    {
        using var timer = await StartAsync();
        store.Put("example.com", "enforce");

        time.Advance(TimeSpan.FromSeconds(50));
        await WaitForReadsAsync(3);

        Assert.Contains("mode: enforce", await FindTextWithoutReadAsync(), Ordinal);
    }

    [Theory, InlineData(typeof(PolicyStoreException)), InlineData(typeof(InvalidOperationException))]
    public async Task A_store_that_fails_does_not_end_the_renewal_and_when_it_is_back_the_new_policy_is_there_at_once(Type failure)
    {
        using var timer = await StartAsync();
        store.Failure = (Exception)Activator.CreateInstance(failure, "down", null)!;
        time.Advance(TimeSpan.FromSeconds(50));
        await WaitForReadsAsync(3);

        store.Failure = null;
        store.Put("example.com", "enforce");
        time.Advance(TimeSpan.FromSeconds(10));
        await WaitForReadsAsync(4);

        Assert.Contains("mode: enforce", await FindTextWithoutReadAsync(), Ordinal);
    }

    [Fact]
    public async Task A_renewal_that_the_store_does_not_answer_does_not_keep_the_host_from_stopping()
    {
        using var timer = await StartAsync();
        store.Pace = Task.Delay(Timeout.Infinite, Token);
        time.Advance(TimeSpan.FromSeconds(50));
        await WaitUntilAsync(() => Task.FromResult(store.ReadsUnderWay == 1));

        await timer.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.True(timer.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task Eight_policies_are_read_at_once_and_not_more()
    {
        await FillAsync(serving, 100);
        var open = new TaskCompletionSource();
        store.Pace = open.Task;
        time.Advance(TimeSpan.FromSeconds(45));

        var renewal = serving.Cache.RenewDueAsync(Token);
        await WaitUntilAsync(() => Task.FromResult(store.ReadsUnderWay == 8));
        await Task.Delay(100, Token);
        Assert.Equal(8, store.ReadsUnderWay);
        open.SetResult();
        await renewal;

        Assert.Equal(200, store.TotalReads);
    }

    [Fact]
    public async Task Policies_that_were_loaded_at_once_are_not_renewed_at_once()
    {
        await FillAsync(serving, 100);
        var most = 0;
        for (var tick = 0; tick < 12; tick++)
        {
            var reads = store.TotalReads;
            await TickAsync();
            most = Math.Max(most, store.TotalReads - reads);
        }

        Assert.InRange(most, 1, 80);
    }

    [Fact]
    public async Task A_domain_that_is_removed_is_forgotten_by_the_next_renewal()
    {
        await serving.Cache.FindAsync(Domain);
        store.Policies.Clear();
        time.Advance(TimeSpan.FromSeconds(45));
        await serving.Cache.RenewDueAsync(Token);

        Assert.Same(PolicyLookup.NotHosted, await serving.Cache.FindAsync(Domain));
        Assert.Equal(2, store.TotalReads);
    }

    [Fact]
    public async Task A_policy_that_nobody_asks_for_is_kept_as_long_as_a_stale_one_and_then_read_no_more()
    {
        using var brief = new ServingSetup(store, time, null, ("KeepStaleFor", "00:05:00"));
        await brief.Cache.FindAsync(Domain);
        for (var tick = 0; tick < 59; tick++)
        {
            await TickAsync(brief);
        }

        Assert.InRange(store.TotalReads, 6, 10);
        await TickAsync(brief);
        var reads = store.TotalReads;
        time.Advance(TimeSpan.FromMinutes(10));
        await brief.Cache.RenewDueAsync(Token);
        Assert.Equal(reads, store.TotalReads);
    }

    [Fact]
    public async Task A_renewal_does_not_count_as_a_use()
    {
        using var small = new ServingSetup(store, time, null, ("MaxCachedDomains", "3"));
        await FillAsync(small, 3);
        await small.Cache.FindAsync(DomainName.Parse("host-0.example"));
        time.Advance(TimeSpan.FromSeconds(45));
        await small.Cache.RenewDueAsync(Token);

        await small.Cache.FindAsync(Domain);
        store.Failure = new PolicyStoreException("down");

        Assert.NotNull((await small.Cache.FindAsync(DomainName.Parse("host-0.example"))).Policy);
        Assert.Same(PolicyLookup.Unavailable, await small.Cache.FindAsync(DomainName.Parse("host-1.example")));
    }

    /// <summary>Starts the timer, with a policy in memory, and waits until it has renewed that once: it takes its time to start.</summary>
    private async Task<BackgroundService> StartAsync()
    {
        await serving.Cache.FindAsync(Domain);
        var timer = serving.Get<IEnumerable<IHostedService>>().OfType<PolicyRenewal>().Single();
        await timer.StartAsync(Token);
        await WaitUntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(store.TotalReads == 2);
        });
        await Task.Delay(100, Token);
        return timer;
    }

    private Task TickAsync(ServingSetup? setup = null)
    {
        time.Advance(Tick);
        return (setup ?? serving).Cache.RenewDueAsync(Token);
    }

    private async Task WaitForReadsAsync(int count)
    {
        await WaitUntilAsync(() => Task.FromResult(store.TotalReads == count));
        await Task.Delay(100, Token);
    }

    private async Task<string> FindTextWithoutReadAsync()
    {
        var reads = store.TotalReads;
        var lookup = await serving.Cache.FindAsync(Domain);
        Assert.Equal(reads, store.TotalReads);
        return Encoding.ASCII.GetString(lookup.Policy!.Text.Span);
    }
}
