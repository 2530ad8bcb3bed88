using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Serving;
using MtaSts.Serving.Answers;
using MtaSts.Serving.Caching;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>The services of both hosts, as they register them, on a store of the test's.</summary>
internal sealed class ServingSetup : IDisposable
{
    private readonly DnsServer nameless = new(new DnsZone());
    private readonly ServiceProvider services;

    public ServingSetup(
        IPolicyStore store, TimeProvider? time = null, PolicyFetcher? fetcher = null, params (string Setting, string Value)[] settings)
        : this(store, copies: null, time, fetcher, lookup: null, settings)
    {
    }

    /// <param name="copies">Where the last good copies of providers' policies are kept; null for nowhere.</param>
    /// <param name="lookup">Where providers' ids are looked up; null for a resolver that knows no name.</param>
    public ServingSetup(
        IPolicyStore store,
        UpstreamCopies? copies,
        TimeProvider? time,
        PolicyFetcher? fetcher,
        DnsLookup? lookup,
        params (string Setting, string Value)[] settings)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Log));
        collection.AddMetrics();
        collection.AddPolicyServing(new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Prepend(("PolicyDirectory", ".")).Select(
                    setting => KeyValuePair.Create($"MtaSts:{setting.Item1}", (string?)setting.Item2)))
            .Build(), _ => new FailingRowStore());
        collection.Replace(ServiceDescriptor.Singleton(store));
        collection.RemoveAll<UpstreamCopies>();
        if (copies is not null)
        {
            collection.AddSingleton(copies);
        }

        if (time is not null)
        {
            collection.Replace(ServiceDescriptor.Singleton(time));
        }

        if (fetcher is not null)
        {
            collection.Replace(ServiceDescriptor.Singleton(fetcher));
        }

        // No name of a test's is looked up elsewhere.
        collection.Replace(ServiceDescriptor.Singleton<Func<string, CancellationToken, Task<IPAddress[]>>>(
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));
        collection.Replace(ServiceDescriptor.Singleton(lookup ?? new DnsLookup(nameless.EndPoint)));
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public RecordingLog Log { get; } = new();
    public PolicyCache Cache => Get<PolicyCache>();
    public PolicyHandler Handler => Get<PolicyHandler>();
    public IMeterFactory Meters => Get<IMeterFactory>();

    public static ServingRequest RequestTo(string? host, string? forwardedHost = null, string? ifNoneMatch = null) =>
        new(new StringValues(host), new StringValues(forwardedHost), new StringValues(ifNoneMatch));

    public static string? GetHeader(ServingResponse response, string name) =>
        response.Headers.SingleOrDefault(header => header.Name == name).Value;

    public static string GetText(ServingResponse response) => Encoding.UTF8.GetString(response.Body.Span);

    public async Task<ServingResponse> AskAsync(string? host, string? forwardedHost = null, string? ifNoneMatch = null) =>
        await Handler.GetPolicyAsync(RequestTo(host, forwardedHost, ifNoneMatch));

    /// <summary>All that was logged, with what waits for the next request.</summary>
    public IReadOnlyCollection<string> WriteLog()
    {
        Get<ServingLog>().Write();
        return Log.Lines;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public void Dispose()
    {
        services.Dispose();
        nameless.Dispose();
    }
}
