using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Serving;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>The app's own services, as <c>Program.cs</c> registers them, on a store of the test's.</summary>
internal sealed class ServingSetup : IDisposable
{
    private readonly ServiceProvider services;

    public ServingSetup(IPolicyStore store, TimeProvider? time = null, PolicyFetcher? fetcher = null, params (string Setting, string Value)[] settings)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"MtaSts:{setting.Setting}", (string?)setting.Value)))
            .Build());
        collection.AddLogging(logging => logging.AddProvider(Log));
        collection.AddPolicyServing();
        collection.AddSingleton(store);
        if (time is not null)
        {
            collection.Replace(ServiceDescriptor.Singleton(time));
        }

        if (fetcher is not null)
        {
            collection.Replace(ServiceDescriptor.Singleton(fetcher));
        }

        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public RecordingLog Log { get; } = new();

    public PolicyCache Cache => Get<PolicyCache>();

    public IMeterFactory Meters => Get<IMeterFactory>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(services);

    public void Dispose() => services.Dispose();
}
