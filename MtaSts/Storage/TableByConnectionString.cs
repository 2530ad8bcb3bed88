using Azure.Data.Tables;

namespace MtaSts.Storage;

/// <summary>A table of a storage account, by a connection string; Azurite's is <c>UseDevelopmentStorage=true</c>.</summary>
public sealed record TableByConnectionString : StoreSettings.Table
{
    // Not a property: what a record says of itself ends up in logs.
    private readonly string connectionString;

    private TableByConnectionString(string connectionString, string table)
        : base(table) => this.connectionString = connectionString;

    private protected override TableServiceClient CreateService(TableClientOptions options) => new(connectionString, options);

    internal static TableByConnectionString Parse(string connectionString, string table, Func<string, string> describe)
    {
        try
        {
            _ = new TableServiceClient(connectionString);
            return new TableByConnectionString(connectionString, table);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            // Without the inner exception: the text may hold a key.
            throw new StoreSettingsException(
                $"{describe("PolicyStorage")} is not a valid connection string. "
                + "Use one of a storage account or UseDevelopmentStorage=true, "
                + $"or remove it and set {describe("PolicyStorage__tableServiceUri")} to sign in with an identity.");
        }
    }
}
