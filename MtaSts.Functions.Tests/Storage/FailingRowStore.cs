namespace MtaSts.Functions.Tests.Storage;

/// <summary>Rows that nobody may use.</summary>
internal sealed class FailingRowStore : IRowStore
{
    private static readonly PolicyStoreException Refusal = new("This identity lacks the role.");

    public Task CreateAsync(CancellationToken cancellationToken) => throw Refusal;

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => throw Refusal;

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        throw Refusal;

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) => throw Refusal;

    public Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) => throw Refusal;
}
