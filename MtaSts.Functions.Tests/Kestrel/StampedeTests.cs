using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MtaSts.Functions.Tests.Serving;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>The app's own functions over HTTP, on a store that counts.</summary>
public sealed class StampedeTests
{
    private const string Path = "/.well-known/mta-sts.txt";

    [Theory]
    [InlineData("mta-sts.example.com", HttpStatusCode.OK)]
    [InlineData("mta-sts.other.example", HttpStatusCode.NotFound)]
    public async Task A_thousand_first_requests_at_once_cost_one_read(string host, HttpStatusCode expected)
    {
        var store = new FakeStore();
        store.Put("example.com");
        var open = new TaskCompletionSource();
        store.Pace = open.Task;
        await using var server = await FunctionServer.StartAsync(
            [typeof(PolicyFunction), typeof(HomeFunction), typeof(HealthFunction)],
            services => services.AddPolicyServing().AddSingleton<IPolicyStore>(store));

        var requests = Enumerable.Range(0, 1_000).Select(_ => server.SendAsync(HttpMethod.Get, Path, host)).ToList();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        open.SetResult();

        Assert.All(await Task.WhenAll(requests), response => Assert.Equal(expected, response.StatusCode));
        Assert.Equal(1, store.GetReads(host["mta-sts.".Length..]));
    }
}
