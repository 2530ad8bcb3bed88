namespace MtaSts.Functions.Tests.Upstream;

/// <summary>Rows that nobody may write to.</summary>
internal sealed class ReadOnlyRowStore(IRowStore rows) : IRowStore
{
    private readonly FailingRowStore failing = new();

    public Task CreateAsync(CancellationToken cancellationToken) => failing.CreateAsync(cancellationToken);

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        rows.FindAsync(partition, key, cancellationToken);

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        rows.ListPartitionAsync(partition, keyPrefix, cancellationToken);

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) =>
        rows.ListAsync(key, partitionPrefix, cancellationToken);

    public Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        failing.WriteAsync(writes, cancellationToken);
}
