using Azure;

namespace MtaSts.Functions.Tests.Storage;

[Collection(AzuriteGroup.Name)]
public sealed class PoliciesInAzuriteTests : RowPolicyStoreContract, IAsyncLifetime
{
    private readonly AzuriteFixture azurite;
    private readonly TableClient table;

    public PoliciesInAzuriteTests(AzuriteFixture azurite)
    {
        this.azurite = azurite;
        table = azurite.Server.CreateTableClient(time: Time);
    }

    public async ValueTask InitializeAsync() => await table.CreateAsync(Token);
    public async ValueTask DisposeAsync() => await table.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task A_row_that_was_rolled_back_by_hand_with_its_old_time_can_be_changed_again()
    {
        var first = await SaveAsync("testing");
        await SaveAsync("enforce", first);
        var old = (await RowsAsync())[0];
        old.RowKey = "policy";
        await table.UpdateEntityAsync(old, ETag.All, TableUpdateMode.Replace, Token);

        await SaveAsync("none", (await Store.FindAsync(Domain, Token))!.Version);

        Assert.Equal(["testing", "testing", "none"], (await RowsAsync()).Select(row => row["Mode"]));
    }

    [Fact]
    public async Task A_table_that_does_not_exist_is_a_failure_and_not_an_empty_one()
    {
        var store = new RowPolicyStore(new TableRowStore(azurite.Server.CreateTableClient("missing")), Time);

        await Assert.ThrowsAsync<MissingStoreException>(() => store.FindAsync(Domain, Token));
        await Assert.ThrowsAsync<MissingStoreException>(() => store.ProbeAsync(Token));
    }

    protected override IRowStore OpenRows(TimeProvider time) => new TableRowStore(table);

    protected override async Task<DateTimeOffset> EditByHandAsync(string partition, string column, object value)
    {
        await table.UpdateEntityAsync(new TableEntity(partition, "policy") { [column] = value }, ETag.All, cancellationToken: Token);
        return Time.GetUtcNow();
    }

    private ValueTask<List<TableEntity>> RowsAsync() => table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);
}
