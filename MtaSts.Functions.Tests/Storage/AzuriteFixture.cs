namespace MtaSts.Functions.Tests.Storage;

/// <summary>One Azurite for all tests that leave it running.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    public AzuriteServer Server { get; } = new();

    public async ValueTask InitializeAsync() => await Server.StartAsync();
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class AzuriteGroup : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
