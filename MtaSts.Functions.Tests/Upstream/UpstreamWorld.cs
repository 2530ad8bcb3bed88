using Microsoft.AspNetCore.Http;
using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Serving;
using MtaSts.Serving.Caching;
using MtaSts.Sqlite;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>A provider over HTTPS, a store in files, domains that follow the provider, and the app that serves them.</summary>
internal sealed class UpstreamWorld(PolicyServer provider, string folder, FakeTimeProvider time) : IAsyncDisposable
{
    public static readonly DomainName Domain = DomainName.Parse("example.com");
    public static readonly Policy Good =
        new(PolicyMode.Enforce, [MxPattern.Parse("mail.provider.example"), MxPattern.Parse("*.backup.example")], 604800);

    private readonly string database = Path.Combine(folder, "policies.db");

    public Uri Url => provider.Url;
    public FakeTimeProvider Time => time;
    public IRowStore CopyRows => new SqliteRowStore(StoreSettings.Database.GetCopiesPath(database), time);
    public UpstreamCopies Copies => new(CopyRows, time);
    public IRowStore Rows => new SqliteRowStore(database, time);
    public RowPolicyStore Store => new(Rows, time, Copies);

    public static async Task<UpstreamWorld> StartAsync(
        string folder, RequestDelegate answer, int daysValid = 40, params DomainName[] domains)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var world = new UpstreamWorld(await PolicyServer.StartAsync(answer, daysValid: daysValid), folder, time);
        await world.Store.CreateAsync(Token);
        foreach (var domain in domains is [] ? [Domain] : domains)
        {
            await world.Store.AddAsync(domain, new PolicyContent.Upstream(world.Url));
        }

        return world;
    }

    public static Task AnswerAsync(HttpContext context, string text, int status = 200, string contentType = "text/plain")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
    }

    /// <summary>Keeps a policy as the copy, as an earlier run of the app did.</summary>
    public async Task KeepAsync(Policy policy) =>
        await Copies.SaveAsync(await Copies.FindAsync(Url, Token), policy, "the app", "as the provider publishes it", Token);

    /// <summary>An instance of the app; another one knows nothing of it but what is in the store.</summary>
    public ServingSetup Serve(params (string Setting, string Value)[] settings) =>
        Serve(lookup: null, settings);

    /// <summary>The same, with a resolver that knows the provider's id.</summary>
    public ServingSetup Serve(DnsLookup? lookup, params (string Setting, string Value)[] settings) =>
        new(Store, Copies, time, CreateFetcher(), lookup, settings);

    /// <summary>An instance that may not write copies.</summary>
    public ServingSetup ServeReadOnly()
    {
        var copies = new UpstreamCopies(new ReadOnlyRowStore(CopyRows), time);
        return new ServingSetup(new RowPolicyStore(Rows, time, copies), copies, time, CreateFetcher(), lookup: null);
    }

    public PolicyFetcher CreateFetcher() => provider.CreateFetcher();

    /// <summary>What a sender gets, once an instance has had time to read its store.</summary>
    public async Task<string?> FetchAsync(ServingSetup app, DomainName? domain = null)
    {
        time.Advance(TimeSpan.FromMinutes(1));
        var policy = (await app.Cache.FindAsync(domain ?? Domain)).Policy;
        return policy is null ? null : Encoding.ASCII.GetString(policy.Text.Span);
    }

    public static Task RefreshAsync(ServingSetup app) => app.Get<UpstreamPolicies>().RefreshDueAsync(Token);

    /// <summary>Stops the provider; nothing listens on its port any more.</summary>
    public ValueTask StopProviderAsync() => provider.DisposeAsync();

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
