using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MtaSts.Storage;

namespace MtaSts.Serving.Settings;

/// <summary>
/// Chooses the store from the settings: <c>PolicyStorage</c> as a connection string, or with <c>tableServiceUri</c> or <c>accountName</c>
/// below it and an identity; else a database; else a folder of files.
/// </summary>
internal static class PolicyStoreRegistration
{
    private const string Setting = "PolicyStorage";
    private const string DefaultPolicyDirectory = "policies";

    /// <exception cref="SettingsException">The settings name no store; the message says what to set.</exception>
    public static void AddPolicyStore(
        this IServiceCollection services, IConfiguration configuration, MtaStsOptions options, Func<string, IPolicyStore>? openDatabase)
    {
        if (CreateService(configuration, options) is { } service)
        {
            services.AddSingleton(service.GetTableClient(options.PolicyTable));
            services.AddSingleton<IPolicyStore, TablePolicyStore>();
        }
        else if (options.PolicyDatabase is { } database)
        {
            services.AddSingleton(openDatabase?.Invoke(Locate(database))
                ?? throw new SettingsException($"MtaSts:PolicyDatabase is set, but the function app keeps policies in Table Storage only. Remove it, and set {Setting}."));
        }
        else
        {
            services.AddSingleton<IPolicyStore>(new FilePolicyStore(FindDirectory(configuration, options)));
        }
    }

    private static TableServiceClient? CreateService(IConfiguration configuration, MtaStsOptions options)
    {
        // Retries that still fit into the time that an answer is waited for.
        var clientOptions = new TableClientOptions
        {
            Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(100), NetworkTimeout = options.StoreTimeout },
        };
        var section = configuration.GetSection(Setting);
        if (section.Value is { Length: > 0 } connectionString)
        {
            return CreateService(connectionString, clientOptions);
        }

        var account = section["accountName"];
        if ((section["tableServiceUri"] ?? (account is null ? null : $"https://{account}.table.core.windows.net")) is not { } address)
        {
            return null;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? new TableServiceClient(uri, CreateCredential(configuration, section["clientId"]), clientOptions)
            : throw new SettingsException(
                $"{Setting}__tableServiceUri is '{address}', which is not a table endpoint. Write https://<account>.table.core.windows.net.");
    }

    private static TableServiceClient CreateService(string connectionString, TableClientOptions options)
    {
        try
        {
            return new TableServiceClient(connectionString, options);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            // Without the inner exception: the text may hold a key.
            throw new SettingsException(
                $"{Setting} is not a valid connection string. Use one of a storage account, or UseDevelopmentStorage=true; or remove it and set {Setting}__tableServiceUri to use an identity.");
        }
    }

    private static TokenCredential CreateCredential(IConfiguration configuration, string? clientId) => IsOnAzure(configuration)
        ? new ManagedIdentityCredential(string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = string.IsNullOrEmpty(clientId) ? null : clientId });

    private static string FindDirectory(IConfiguration configuration, MtaStsOptions options)
    {
        if (options.PolicyDirectory is null && IsOnAzure(configuration))
        {
            // A fall-back here would answer 404 for every domain, and take their policies away.
            throw new SettingsException(
                $"No store is configured. Set {Setting}__tableServiceUri to https://<account>.table.core.windows.net, or MtaSts__PolicyDirectory to a folder of <domain>.txt files.");
        }

        var directory = Locate(options.PolicyDirectory ?? DefaultPolicyDirectory);
        return Directory.Exists(directory)
            ? directory
            : throw new SettingsException(
                $"The policy folder {directory} does not exist. Create it, name another with MtaSts__PolicyDirectory, or set {Setting} to use Table Storage.");
    }

    private static string Locate(string path) => Path.Combine(AppContext.BaseDirectory, path);

    private static bool IsOnAzure(IConfiguration configuration) => configuration["WEBSITE_SITE_NAME"] is { Length: > 0 };
}
