using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MtaSts.Storage;

namespace MtaSts.Functions;

/// <summary>
/// Chooses the store from the settings: <c>PolicyStorage</c> as a connection string, or with <c>tableServiceUri</c> or <c>accountName</c>
/// below it and an identity; else a folder of files.
/// </summary>
internal static class PolicyStoreRegistration
{
    private const string Setting = "PolicyStorage";

    /// <summary>Registers the store.</summary>
    /// <exception cref="InvalidOperationException">The settings name no store; the message says what to set.</exception>
    public static IServiceCollection AddPolicyStore(this IServiceCollection services, IConfiguration configuration)
    {
        if (CreateService(configuration) is { } create)
        {
            services.AddSingleton(provider =>
            {
                var options = provider.GetRequiredService<IOptions<MtaStsOptions>>().Value;
                return create(ClientOptions(options)).GetTableClient(options.PolicyTable);
            });
            services.AddSingleton<IRowStore, TableRowStore>();
            services.AddSingleton<IPolicyStore, RowPolicyStore>();
        }
        else
        {
            var directory = FindDirectory(configuration);
            services.AddSingleton<IPolicyStore>(new FilePolicyStore(directory));
        }

        return services;
    }

    private static Func<TableClientOptions, TableServiceClient>? CreateService(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        if (section.Value is { Length: > 0 } connectionString)
        {
            RequireConnectionString(connectionString);
            return options => new TableServiceClient(connectionString, options);
        }

        var account = section["accountName"];
        if ((section["tableServiceUri"] ?? (account is null ? null : $"https://{account}.table.core.windows.net")) is not { } address)
        {
            return null;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? options => new TableServiceClient(uri, CreateCredential(configuration, section["clientId"]), options)
            : throw new InvalidOperationException($"{Setting}__tableServiceUri is '{address}'; write the table endpoint, https://<account>.table.core.windows.net.");
    }

    private static void RequireConnectionString(string text)
    {
        try
        {
            _ = new TableServiceClient(text);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            // Without the inner exception: the text may hold a key.
            throw new InvalidOperationException(
                $"{Setting} is not a connection string. Write one of a storage account, or UseDevelopmentStorage=true; or remove it and set {Setting}__tableServiceUri to use an identity.");
        }
    }

    private static TokenCredential CreateCredential(IConfiguration configuration, string? clientId) => IsOnAzure(configuration)
        ? new ManagedIdentityCredential(string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = string.IsNullOrEmpty(clientId) ? null : clientId });

    /// <summary>Retries that still fit into the time that an answer is waited for.</summary>
    private static TableClientOptions ClientOptions(MtaStsOptions options) => new()
    {
        Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(100), NetworkTimeout = options.StoreTimeout },
    };

    private static string FindDirectory(IConfiguration configuration)
    {
        var chosen = configuration[$"{MtaStsOptions.Section}:{nameof(MtaStsOptions.PolicyDirectory)}"];
        if (chosen is null && IsOnAzure(configuration))
        {
            // A fall-back here would answer 404 for every domain, and take their policies away.
            throw new InvalidOperationException(
                $"No store is configured. Set {Setting}__tableServiceUri to https://<account>.table.core.windows.net, or MtaSts__PolicyDirectory to a folder of <domain>.txt files.");
        }

        var directory = Path.Combine(AppContext.BaseDirectory, chosen ?? MtaStsOptions.DefaultPolicyDirectory);
        return Directory.Exists(directory)
            ? directory
            : throw new InvalidOperationException(
                $"The policy folder {directory} does not exist. Create it, name another with MtaSts__PolicyDirectory, or set {Setting} to use Table Storage.");
    }

    private static bool IsOnAzure(IConfiguration configuration) => configuration["WEBSITE_SITE_NAME"] is { Length: > 0 };
}
