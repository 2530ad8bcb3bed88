using Microsoft.AspNetCore.Http;
using MtaSts.Functions.Tests.Serving;

namespace MtaSts.Functions.Tests.Server;

/// <summary>The server over HTTP, on a store that counts.</summary>
public sealed class StampedeTests
{
    private const string Path = "/.well-known/mta-sts.txt";

    [Theory, InlineData("mta-sts.example.com", HttpStatusCode.OK), InlineData("mta-sts.other.example", HttpStatusCode.NotFound)]
    public async Task A_thousand_first_requests_at_once_cost_one_read(string host, HttpStatusCode expected)
    {
        var store = new FakeStore();
        store.Put("example.com");
        var open = new TaskCompletionSource();
        store.Pace = open.Task;
        var arrived = 0;
        var allArrived = new TaskCompletionSource();
        await using var server = await ServerInProcess.StartAsync(store, CountAsync, ("StoreTimeout", "00:01:00"));

        var requests = Enumerable.Range(0, 1_000).Select(_ => server.SendAsync(HttpMethod.Get, Path, host)).ToList();
        await allArrived.Task.WaitAsync(Token);
        Assert.All(requests, request => Assert.False(request.IsCompleted));
        open.SetResult();

        Assert.All(await Task.WhenAll(requests), response => Assert.Equal(expected, response.StatusCode));
        Assert.Equal(1, store.GetReads(host["mta-sts.".Length..]));

        Task CountAsync(HttpContext context, RequestDelegate next)
        {
            var answer = next(context);
            if (Interlocked.Increment(ref arrived) == 1_000)
            {
                allArrived.SetResult();
            }

            return answer;
        }
    }
}
