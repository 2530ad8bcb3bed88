using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MtaSts.Serving;
using MtaSts.Serving.Answers;
using MtaSts.Serving.Caching;
using MtaSts.Storage;

namespace MtaSts.Benchmarks;

/// <summary>From the Host header to the answer in memory: what a request costs before anything is sent.</summary>
public class PolicyLookupBenchmarks
{
    private readonly string hostedHost = "mta-sts.example.com";
    private readonly string unknownHost = "mta-sts.example.net";
    private readonly DomainName hosted = DomainName.Parse("example.com");
    private ServiceProvider services = null!;
    private PolicyCache cache = null!;

    [GlobalSetup]
    public async Task FillCacheAsync()
    {
        // Longer than any run, so that none meets a load.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("MtaSts:RefreshAfter", "12:00:00"), new("MtaSts:ForgetUnknownAfter", "12:00:00"), new("MtaSts:PolicyDirectory", "."),
        ]).Build();
        var collection = new ServiceCollection().AddLogging().AddMetrics();
        collection.AddPolicyServing(configuration);
        collection.AddSingleton<IPolicyStore>(new SingleDomainStore(hosted, SamplePolicy.Create(4)));
        services = collection.BuildServiceProvider();
        cache = services.GetRequiredService<PolicyCache>();
        if (!await HostedName() || await UnknownName())
        {
            throw new InvalidOperationException("The cache does not hold what is to be measured.");
        }
    }

    [GlobalCleanup]
    public void Dispose() => services.Dispose();

    [Benchmark]
    public DomainName HostNameAlone() => Parse(hostedHost);

    [Benchmark]
    public ValueTask<bool> LookupAlone() => IsHostedAsync(hosted);

    [Benchmark]
    public ValueTask<bool> HostedName() => IsHostedAsync(Parse(hostedHost));

    [Benchmark]
    public ValueTask<bool> UnknownName() => IsHostedAsync(Parse(unknownHost));

    private async ValueTask<bool> IsHostedAsync(DomainName domain) => (await cache.FindAsync(domain)).Policy is not null;

    private static DomainName Parse(string host) =>
        PolicyHost.TryGetDomain(host, out var domain) ? domain : throw new InvalidOperationException($"{host} is not a policy host.");
}
