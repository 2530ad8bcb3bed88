using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Serving;
using MtaSts.Functions;
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
        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IPolicyStore>(new SingleDomainStore(hosted, SamplePolicy.Create(4)))
            .AddPolicyServing()

            // Longer than any run, so that none meets a load.
            .Configure<MtaStsOptions>(options => options.RefreshAfter = options.ForgetUnknownAfter = TimeSpan.FromHours(12))
            .BuildServiceProvider();
        cache = services.GetRequiredService<PolicyCache>();
        if ((await HostedName()).Policy is null || await UnknownName() != PolicyLookup.NotHosted)
        {
            throw new InvalidOperationException("The cache holds something else than what is to be measured.");
        }
    }

    [GlobalCleanup]
    public void Dispose() => services.Dispose();

    [Benchmark]
    public DomainName HostNameAlone() => Parse(hostedHost);

    [Benchmark]
    public ValueTask<PolicyLookup> LookupAlone() => cache.FindAsync(hosted);

    [Benchmark]
    public ValueTask<PolicyLookup> HostedName() => cache.FindAsync(Parse(hostedHost));

    [Benchmark]
    public ValueTask<PolicyLookup> UnknownName() => cache.FindAsync(Parse(unknownHost));

    private static DomainName Parse(string host) =>
        PolicyHost.TryGetDomain(host, out var domain) ? domain : throw new InvalidOperationException($"{host} is no policy host.");
}
