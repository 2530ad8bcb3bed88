using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace MtaSts.Storage;

/// <summary>A table of a storage account, by its https endpoint and a Microsoft Entra identity.</summary>
public sealed record TableByIdentity : StoreSettings.Table
{
    internal TableByIdentity(Uri endpoint, string table, Func<string, string?> find)
        : base(table)
    {
        Endpoint = endpoint;
        ClientId = Find(find, "PolicyStorage__clientId");
        Credential = CreateCredential(IsOnAzure(find), ClientId);
    }

    /// <summary>The table endpoint.</summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// The client id of a user-assigned managed identity; null takes the system-assigned one, or at a developer's the signed-in user.
    /// </summary>
    public string? ClientId { get; }

    /// <summary>
    /// What signs in: the managed identity on Azure, elsewhere what a developer's machine has (environment, Azure CLI, …).
    /// </summary>
    public TokenCredential Credential { get; }

    private protected override TableServiceClient CreateService(TableClientOptions options) => new(Endpoint, Credential, options);

    private static TokenCredential CreateCredential(bool isOnAzure, string? clientId) => isOnAzure
        ? new ManagedIdentityCredential(
            clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
}
