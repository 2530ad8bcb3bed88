using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Serving.Answers;
using MtaSts.Serving.Caching;
using MtaSts.Serving.Settings;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Serving;

internal static class PolicyServingRegistration
{
    /// <param name="openDatabase">Opens a database file; null where databases are not supported.</param>
    /// <exception cref="SettingsException">The app cannot start with these settings.</exception>
    public static void AddPolicyServing(
        this IServiceCollection services, IConfiguration configuration, Func<string, IRowStore>? openDatabase = null)
    {
        var options = SettingsReader.Read(configuration);
        services.AddSingleton(options);
        services.AddPolicyStore(configuration, options, openDatabase);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Func<string, CancellationToken, Task<IPAddress[]>>>(SystemResolver.FindAddressesAsync);
        services.AddSingleton(provider => new PolicyFetcher(PolicyFetcher.CreateHandler(
            provider.GetRequiredService<Func<string, CancellationToken, Task<IPAddress[]>>>(), PublicAddress.Includes)));
        services.AddSingleton<ServingMetrics>();
        services.AddSingleton<TimedStore>();
        services.AddSingleton<DefaultPolicySource>();
        services.AddSingleton(provider => new ServingLog(
            SettingsReader.FindUnknown(configuration),
            options.ReadDefault(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ServingLog>>()));
        services.AddSingleton(_ => new DnsLookup());
        services.AddSingleton<ProviderIds>();
        services.AddSingleton<UpstreamPolicies>();
        services.AddSingleton<PolicyLoader>();
        services.AddSingleton<PolicyCache>();
        services.AddSingleton<PolicyFinder>();
        services.AddSingleton<StoreHealth>();
        services.AddSingleton(provider => new PolicyHandler(
            options,
            provider.GetRequiredService<PolicyFinder>(),
            provider.GetRequiredService<PolicyCache>(),
            provider.GetRequiredService<StoreHealth>(),
            provider.GetRequiredService<ServingMetrics>(),
            provider.GetRequiredService<ServingLog>()));
        services.AddHostedService<StoreWarmUp>();
        services.AddHostedService<PolicyRenewal>();
        services.AddHostedService<UpstreamRenewal>();

        // Both hosts serve on when something in the background fails; the failure is in the log.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
    }
}
