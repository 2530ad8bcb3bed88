namespace MtaSts.Functions.Tests.Serving;

public sealed class StoreHealthTests : ServingTests
{
    [Fact]
    public async Task A_store_that_answers_is_200_with_nothing_more_to_say()
    {
        var response = await serving.Handler.GetHealthAsync();

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.True(response.Body.IsEmpty);
        Assert.Equal("no-store", ServingSetup.GetHeader(response, "Cache-Control"));
    }

    [Fact]
    public async Task A_store_that_fails_is_503_with_nothing_more_to_say()
    {
        store.Failure = new PolicyStoreException("down");

        var response = await serving.Handler.GetHealthAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.Status);
        Assert.True(response.Body.IsEmpty);
    }

    [Fact]
    public async Task A_store_that_hangs_is_503_once_the_time_is_over()
    {
        store.Pace = Task.Delay(Timeout.Infinite, Token);

        var answer = serving.Handler.GetHealthAsync().AsTask();
        await WaitForReadAsync();
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answer).Status);
        Assert.Equal(["Error: The policy store does not answer The store did not answer within 3 seconds."], serving.Log.Lines);
    }

    [Fact]
    public async Task A_store_that_answers_but_does_not_give_a_policy_that_is_in_memory_is_503_until_it_gives_it()
    {
        await serving.Cache.FindAsync(Domain);
        store.Failures["example.com"] = new PolicyStoreException("down");
        time.Advance(TimeSpan.FromSeconds(45));
        await serving.Cache.RenewDueAsync(Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await serving.Handler.GetHealthAsync()).Status);
        Assert.Equal(
            "Error: The policy of example.com could not be loaded; an older one is served: True down", serving.Log.Lines.Last());

        store.Failures.Clear();
        time.Advance(TimeSpan.FromSeconds(10));
        await serving.Cache.RenewDueAsync(Token);
        Assert.Equal(HttpStatusCode.OK, (await serving.Handler.GetHealthAsync()).Status);
    }

    [Fact]
    public async Task An_invalid_row_is_no_fault_of_the_store()
    {
        await serving.Cache.FindAsync(Domain);
        store.Failures["example.com"] = new InvalidPolicyException("the row of example.com", []);
        time.Advance(TimeSpan.FromSeconds(45));
        await serving.Cache.RenewDueAsync(Token);

        Assert.Equal(HttpStatusCode.OK, (await serving.Handler.GetHealthAsync()).Status);
    }

    [Fact]
    public async Task Many_probes_ask_the_store_once_in_five_seconds()
    {
        await AskManyAsync();
        time.Advance(TimeSpan.FromSeconds(4.9));
        await AskManyAsync();
        Assert.Equal(1, store.TotalReads);

        time.Advance(TimeSpan.FromSeconds(0.1));
        await AskManyAsync();
        Assert.Equal(2, store.TotalReads);
    }

    private Task AskManyAsync() => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => serving.Handler.GetHealthAsync().AsTask()));
}
