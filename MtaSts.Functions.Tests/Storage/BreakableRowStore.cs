namespace MtaSts.Functions.Tests.Storage;

/// <summary>Rows whose store a test takes away or slows down, and which counts what is read.</summary>
internal sealed class BreakableRowStore(IRowStore rows) : IRowStore
{
    private int reads;

    public bool IsDown { get; set; }

    /// <summary>What every read waits for.</summary>
    public Task Pace { get; set; } = Task.CompletedTask;

    public int Reads => reads;

    public Task CreateAsync(CancellationToken cancellationToken) => rows.CreateAsync(cancellationToken);

    public async Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        await Pace.WaitAsync(cancellationToken);
        return IsDown ? throw new PolicyStoreException("down") : await rows.FindAsync(partition, key, cancellationToken);
    }

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        rows.ListPartitionAsync(partition, keyPrefix, cancellationToken);

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) =>
        rows.ListAsync(key, partitionPrefix, cancellationToken);

    public Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        rows.WriteAsync(writes, cancellationToken);
}
