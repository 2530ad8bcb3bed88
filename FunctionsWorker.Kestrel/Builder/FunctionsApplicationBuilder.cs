using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Gathers what a function app consists of, and builds its host.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    private const string DefaultUrl = "http://localhost:7071";

    private readonly WebApplicationBuilder builder;
    private readonly IReadOnlyCollection<Type> types;
    private readonly HostJson hostJson;

    internal FunctionsApplicationBuilder(string[] args, IReadOnlyCollection<Type> types)
    {
        this.types = types;
        builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        // First in line, so that every other source has the last word.
        builder.Configuration.Sources.Insert(0, new Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = [new("Logging:LogLevel:Microsoft.AspNetCore", "Warning")],
        });
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRouting();
        hostJson = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));
    }

    /// <inheritdoc cref="IHostApplicationBuilder.Configuration"/>
    public ConfigurationManager Configuration => builder.Configuration;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => builder.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => builder.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => builder.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => builder.Metrics;

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)builder).Properties;

    /// <inheritdoc/>
    public IServiceCollection Services => builder.Services;

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)builder).ConfigureContainer(factory, configure);

    /// <summary>The host, which serves the functions once it runs.</summary>
    /// <exception cref="InvalidOperationException">A function cannot be served; the message names it and says why.</exception>
    public IHost Build()
    {
        if (string.IsNullOrEmpty(Configuration[WebHostDefaults.ServerUrlsKey])
            && string.IsNullOrEmpty(Configuration[WebHostDefaults.HttpPortsKey])
            && string.IsNullOrEmpty(Configuration[WebHostDefaults.HttpsPortsKey])
            && !Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var app = builder.Build();
        var functions = FunctionCatalog.Discover(types, hostJson.RoutePrefix, app.Services);
        var dispatcher = ActivatorUtilities.CreateInstance<FunctionDispatcher>(app.Services, functions, hostJson);
        app.Run(dispatcher.DispatchAsync);
        app.Lifetime.ApplicationStarted.Register(() => dispatcher.LogFunctions(app.Urls));
        return app;
    }
}
