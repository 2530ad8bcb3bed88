namespace MtaSts.Storage;

/// <summary>
/// Keeps rows, whatever is in them, and gives each a version and a time of its own, which no writer can choose.
/// Safe for concurrent use.
/// </summary>
/// <remarks>All members throw <see cref="PolicyStoreException"/> when the store fails, and then nothing is half-written.</remarks>
public interface IRowStore
{
    /// <summary>The longest text that a column holds, in UTF-16 code units.</summary>
    int MaximumTextLength => int.MaxValue;

    /// <summary>Makes the store ready for use; does nothing when it is.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>One row; null when there is none.</summary>
    Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken);

    /// <summary>The rows of a partition whose keys begin with a prefix, in the order of the keys.</summary>
    IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken);

    /// <summary>The row of this key in every partition whose name begins with a prefix, in the order of the partitions.</summary>
    IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken);

    /// <summary>Makes all writes, which are of one partition, or none.</summary>
    /// <returns>The version of the row that the first one wrote; null when that was a removal.</returns>
    /// <exception cref="RowConflictException">A row is not in the state that a write expects; nothing was written.</exception>
    Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken);
}
