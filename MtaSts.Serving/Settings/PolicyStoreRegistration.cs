using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MtaSts.Storage;

namespace MtaSts.Serving.Settings;

/// <summary>Registers the store that the settings name; where they name none, the folder <c>policies</c> beside the app.</summary>
internal static class PolicyStoreRegistration
{
    private const string DefaultPolicyDirectory = "policies";

    /// <exception cref="SettingsException">The store cannot be used; the message says what to set.</exception>
    public static void AddPolicyStore(
        this IServiceCollection services, IConfiguration configuration, MtaStsOptions options, Func<string, IRowStore>? openDatabase)
    {
        switch (ReadSettings(configuration))
        {
            case StoreSettings.Table table:
                services.AddSingleton(_ => table.CreateClient(ClientOptions(options)));
                AddRows(
                    services,
                    provider => new TableRowStore(provider.GetRequiredService<TableClient>()),
                    _ => new TableRowStore(table.CreateCopiesClient(ClientOptions(options))));
                break;
            case StoreSettings.Database(var path):
                var open = openDatabase ?? throw new SettingsException(
                    "MtaSts__PolicyDatabase is set, but the function app keeps policies in Table Storage only. "
                    + "Remove it, and set PolicyStorage__tableServiceUri.");
                AddRows(services, _ => open(Locate(path)), _ => open(Locate(StoreSettings.Database.GetCopiesPath(path))));
                break;
            case StoreSettings.Folder folder:
                RequireNoDefault(options);
                services.AddSingleton<IPolicyStore>(new FilePolicyStore(FindDirectory(folder.Path)));
                break;

            // On Azure a fall-back would answer 404 for every domain, and take their policies away.
            default:
                services.AddSingleton<IPolicyStore>(new FilePolicyStore(FindDirectory(
                    !StoreSettings.IsOnAzure(name => configuration[name]) ? DefaultPolicyDirectory : throw new SettingsException(
                        "No store is configured. Set PolicyStorage__tableServiceUri to https://<account>.table.core.windows.net, "
                        + "or MtaSts__PolicyDirectory to a folder of <domain>.txt files."))));
                RequireNoDefault(options);
                break;
        }
    }

    private static void AddRows(
        IServiceCollection services, Func<IServiceProvider, IRowStore> openPolicies, Func<IServiceProvider, IRowStore> openCopies)
    {
        services.AddSingleton(provider => new UpstreamCopies(openCopies(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPolicyStore>(provider => new RowPolicyStore(
            openPolicies(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<UpstreamCopies>()));
    }

    private static void RequireNoDefault(MtaStsOptions options)
    {
        if (options.ReadDefault() is not null)
        {
            throw new SettingsException(
                "MtaSts:DefaultTemplate is set, but a folder of policy files holds no templates. "
                + "Remove it, or use Table Storage (PolicyStorage) or a SQLite file (MtaSts__PolicyDatabase).");
        }
    }

    private static StoreSettings ReadSettings(IConfiguration configuration)
    {
        try
        {
            return StoreSettings.Read(name => configuration[name]);
        }
        catch (StoreSettingsException exception)
        {
            throw new SettingsException(exception.Message);
        }
    }

    /// <summary>Retries that still fit into the time that an answer is waited for.</summary>
    private static TableClientOptions ClientOptions(MtaStsOptions options) => new()
    {
        Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(100), NetworkTimeout = options.StoreTimeout },
    };

    private static string FindDirectory(string path) => Locate(path) is var directory && Directory.Exists(directory)
        ? directory
        : throw new SettingsException(
            $"The policy folder {directory} does not exist. "
            + "Create it, name another with MtaSts__PolicyDirectory, or set PolicyStorage to use Table Storage.");

    private static string Locate(string path) => Path.Combine(AppContext.BaseDirectory, path);
}
