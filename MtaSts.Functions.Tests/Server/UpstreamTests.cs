using Microsoft.AspNetCore.Http;
using MtaSts.Functions.Tests.Serving;
using MtaSts.Functions.Tests.Upstream;
using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Server;

/// <summary>Domains whose policy is a mail provider's own.</summary>
public sealed class UpstreamTests
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");

    [Fact]
    public async Task A_providers_policy_is_served_in_canonical_form_and_outlives_the_providers_faults()
    {
        var isFailing = false;
        var requests = 0;
        await using var provider = await PolicyServer.StartAsync(context =>
        {
            requests++;
            context.Response.StatusCode = isFailing ? 500 : 200;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("mx: Mail.Provider.Example\nmode: enforce\nmax_age: 1209600\nversion: STSv1");
        });
        var store = new FakeStore();
        store.Policies[Domain] = new PolicyContent.Upstream(provider.Url);
        using var serving = new ServingSetup(store, null, provider.CreateFetcher(), ("RefreshAfter", "00:00:01"));

        Assert.Equal("version: STSv1\r\nmode: enforce\r\nmx: mail.provider.example\r\nmax_age: 1209600\r\n", await FindTextAsync(serving));

        isFailing = true;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (requests < 3)
        {
            Assert.StartsWith("version: STSv1", await FindTextAsync(serving), Ordinal);
            await Task.Delay(50, patience.Token);
        }

        Assert.Contains(serving.WriteLog(), line => line.EndsWith("returned status 500; a policy must come with status 200.", Ordinal));
    }

    [Fact]
    public async Task A_provider_that_fails_from_the_start_leaves_nothing_to_serve_and_is_no_404()
    {
        await using var provider = await PolicyServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        var store = new FakeStore();
        store.Policies[Domain] = new PolicyContent.Upstream(provider.Url);
        using var serving = new ServingSetup(store, null, provider.CreateFetcher());

        Assert.Same(PolicyLookup.Unavailable, await serving.Cache.FindAsync(Domain));
    }

    [Fact]
    public async Task A_provider_whose_address_is_not_public_is_not_asked()
    {
        var requests = 0;
        await using var provider = await PolicyServer.StartAsync(_ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        var store = new FakeStore();
        store.Policies[Domain] = new PolicyContent.Upstream(provider.Url);
        using var serving = new ServingSetup(store);

        Assert.Same(PolicyLookup.Unavailable, await serving.Cache.FindAsync(Domain));

        Assert.Contains("mta-sts.localhost has no public address.", Assert.Single(serving.WriteLog()), Ordinal);
        Assert.Equal(0, requests);
    }

    private static async Task<string> FindTextAsync(ServingSetup serving) =>
        Encoding.ASCII.GetString((await serving.Cache.FindAsync(Domain)).Policy!.Text.Span);
}
