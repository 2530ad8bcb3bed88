using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MtaSts.Checks.Fetching;
using MtaSts.Functions.Serving;
using MtaSts.Upstream;

namespace MtaSts.Functions;

/// <summary>Registers what stands between a function and the store.</summary>
internal static class PolicyServingRegistration
{
    public static IServiceCollection AddPolicyServing(this IServiceCollection services)
    {
        services.AddOptions<MtaStsOptions>().BindConfiguration(MtaStsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MtaStsOptions>, MtaStsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(_ => new PolicyFetcher(PolicyFetcher.CreateHandler(Dns.GetHostAddressesAsync, PublicAddress.Includes)));
        services.AddSingleton<ServingMetrics>();
        services.AddSingleton<RequestedDomain>();
        services.AddSingleton<TimedStore>();
        services.AddSingleton<LoadLog>();
        services.AddSingleton<PolicyLoader>();
        services.AddSingleton<PolicyCache>();
        services.AddSingleton<StoreHealth>();
        services.AddHostedService<StoreWarmUp>();
        return services;
    }
}
