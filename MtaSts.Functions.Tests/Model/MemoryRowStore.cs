using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace MtaSts.Functions.Tests.Model;

/// <summary>Rows in memory, dated by the walk's clock, with times that only go forward in a partition.</summary>
internal sealed class MemoryRowStore(TimeProvider time) : IRowStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Partition, string Key), Row> rows = [];
    private long versions;

    public Task CreateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.GetValueOrDefault((partition, key)));
        }
    }

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        ListAsync(row => row.Partition == partition && row.Key.StartsWith(keyPrefix, Ordinal), row => row.Key, cancellationToken);

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) =>
        ListAsync(row => row.Key == key && row.Partition.StartsWith(partitionPrefix, Ordinal), row => row.Partition, cancellationToken);

    public Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (writes.Any(IsConflict))
            {
                throw new RowConflictException();
            }

            var moment = FindNextTime(writes);
            return Task.FromResult(writes.Select(write => Write(write, moment)).ToList()[0]);
        }
    }

    private async IAsyncEnumerable<Row> ListAsync(
        Func<Row, bool> isWanted, Func<Row, string> getOrder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Row> found;
        lock (gate)
        {
            found = [.. rows.Values.Where(isWanted).OrderBy(getOrder, StringComparer.Ordinal)];
        }

        foreach (var row in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private bool IsConflict(RowWrite write) => write switch
    {
        RowWrite.Insert(var row) => rows.ContainsKey((row.Partition, row.Key)),
        RowWrite.Replace(var row, var version) => rows.GetValueOrDefault((row.Partition, row.Key))?.Version != version,
        RowWrite.Delete(var partition, var key, var version) => rows.GetValueOrDefault((partition, key))?.Version != version,
        _ => throw new ArgumentException($"{write} is not known.", nameof(write)),
    };

    private DateTimeOffset FindNextTime(IReadOnlyList<RowWrite> writes)
    {
        var partition = writes[0] switch
        {
            RowWrite.Insert(var row) => row.Partition,
            RowWrite.Replace(var row, _) => row.Partition,
            var delete => ((RowWrite.Delete)delete).Partition,
        };
        var latest = rows.Values.Where(row => row.Partition == partition).Max(row => row.Time);
        var now = time.GetUtcNow();
        return latest >= now ? latest.Value.AddTicks(1) : now;
    }

    private string? Write(RowWrite write, DateTimeOffset moment)
    {
        if (write is RowWrite.Delete(var partition, var key, _))
        {
            rows.Remove((partition, key));
            return null;
        }

        var row = write is RowWrite.Insert insert ? insert.Row : ((RowWrite.Replace)write).Row;
        var version = Invariant($"{++versions}");
        rows[(row.Partition, row.Key)] = row with { Version = version, Time = moment };
        return version;
    }
}
