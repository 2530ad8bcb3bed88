namespace MtaSts.Functions.Tests.Storage;

[Collection(AzuriteGroup.Name)]
public sealed class CopiesInAzuriteTests : UpstreamCopiesContract
{
    private readonly TableClient policies;
    private readonly TableClient copies;

    public CopiesInAzuriteTests(AzuriteFixture azurite)
    {
        policies = azurite.Server.CreateTableClient(time: Time);
        copies = azurite.Server.CreateTableClient($"{policies.Name}Upstream", Time);
    }

    public override async ValueTask InitializeAsync() => await policies.CreateAsync(Token);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await policies.DeleteAsync(CancellationToken.None);
        await copies.DeleteAsync(CancellationToken.None);
    }

    protected override IRowStore OpenPolicies(TimeProvider time) => new TableRowStore(policies);
    protected override IRowStore OpenCopies(TimeProvider time) => new TableRowStore(copies);
}
