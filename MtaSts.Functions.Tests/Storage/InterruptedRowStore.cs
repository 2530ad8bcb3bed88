namespace MtaSts.Functions.Tests.Storage;

/// <summary>Rows that somebody else works on, too: at the moment before they are written.</summary>
internal sealed class InterruptedRowStore(IRowStore rows, Func<Task> interruptAsync) : IRowStore
{
    public Task CreateAsync(CancellationToken cancellationToken) => rows.CreateAsync(cancellationToken);

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        rows.FindAsync(partition, key, cancellationToken);

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        rows.ListPartitionAsync(partition, keyPrefix, cancellationToken);

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) =>
        rows.ListAsync(key, partitionPrefix, cancellationToken);

    public async Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        await interruptAsync();
        return await rows.WriteAsync(writes, cancellationToken);
    }
}
