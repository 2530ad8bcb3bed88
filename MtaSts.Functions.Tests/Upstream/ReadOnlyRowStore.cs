namespace MtaSts.Functions.Tests.Upstream;

/// <summary>Rows that are empty, and that nobody may write to.</summary>
internal sealed class ReadOnlyRowStore : IRowStore
{
    private readonly FailingRowStore failing = new();

    public Task CreateAsync(CancellationToken cancellationToken) => failing.CreateAsync(cancellationToken);

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => Task.FromResult<Row?>(null);

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<Row>();

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<Row>();

    public Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        failing.WriteAsync(writes, cancellationToken);
}
