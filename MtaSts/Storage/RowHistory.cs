using System.Globalization;

namespace MtaSts.Storage;

/// <summary>
/// The states of what a partition is about: a row <c>policy</c> for the one in force, and a row <c>history-&lt;UTC time&gt;</c> for each
/// before it, written in one transaction with its successor. Times only go forward, even where the clocks of two operators disagree.
/// </summary>
internal sealed class RowHistory(IRowStore rows, TimeProvider time)
{
    public const string Current = "policy";

    private const string Earlier = "history-";
    private const string KeyTime = "yyyyMMdd'T'HHmmss.fffffff'Z'";

    public Task<Row?> FindAsync(string partition, CancellationToken cancellationToken) =>
        rows.FindAsync(partition, Current, cancellationToken);

    /// <summary>All states, newest first.</summary>
    public async Task<IReadOnlyList<Row>> ListAsync(string partition, CancellationToken cancellationToken) =>
        SelectStates(await rows.ListPartitionAsync(partition, "", cancellationToken).ToListAsync(cancellationToken));

    /// <summary>
    /// The states among all rows of a partition, newest first. The one in force is the newest, whatever clock dated a removal before it.
    /// </summary>
    public static IReadOnlyList<Row> SelectStates(IEnumerable<Row> partition) =>
        [.. partition.Where(IsState).OrderBy(row => row.Key == Current).ThenBy(GetSince).Reverse()];

    /// <summary>Whether the row of the current state was deleted by hand: the tool leaves a removal in its place.</summary>
    public static bool IsCurrentLost(IReadOnlyList<Row> states) =>
        states is [var newest, ..] && newest.Key != Current && !newest.IsRemoval;

    /// <summary>Since when a state stood, by the store's own clock.</summary>
    public static DateTimeOffset GetSince(Row row) =>
        row.Key == Current ? row.Time ?? RowChange.From(row).At
        : DateTimeOffset.TryParseExact(
            row.Key[Math.Min(Earlier.Length, row.Key.Length)..],
            KeyTime,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time) && Row.IsCountable(time) ? time
        : RowChange.From(row).At;

    /// <summary>Puts a state in force and what it replaces into history.</summary>
    /// <param name="columns">The state's columns; the time of the change is added.</param>
    /// <param name="version">The version of the row that is replaced; null when there is none.</param>
    public async Task<string> SaveAsync(
        string partition, Dictionary<string, object> columns, string? version, string what, CancellationToken cancellationToken)
    {
        var next = new Row(partition, Current, columns);
        if (version is null)
        {
            columns["ChangedAt"] = time.GetUtcNow();
            return (await WriteAsync(partition, [new RowWrite.Insert(next)], what, cancellationToken))!;
        }

        var current = await RequireAsync(partition, version, what, cancellationToken);
        columns["ChangedAt"] = NowAfter(RowChange.From(current).At);
        return (await WriteAsync(
            partition, [new RowWrite.Replace(next, version), new RowWrite.Insert(ToEarlier(current))], what, cancellationToken))!;
    }

    public async Task RemoveAsync(
        string partition, string version, string changedBy, string reason, string what, CancellationToken cancellationToken)
    {
        var current = await RequireAsync(partition, version, what, cancellationToken);
        var changedAt = RowChange.From(current).At;
        var end = new Dictionary<string, object>
        {
            ["ChangedAt"] = NowAfter(changedAt),
            ["ChangedBy"] = changedBy,
            ["Reason"] = reason,
            ["Removed"] = true,
        };
        await WriteAsync(
            partition,
            [
                new RowWrite.Delete(partition, Current, version),
                new RowWrite.Insert(ToEarlier(current)),
                new RowWrite.Insert(new Row(partition, GetKey(NowAfter(current.Time ?? changedAt)), end)),
            ],
            what,
            cancellationToken);
    }

    /// <summary>
    /// The row that keeps what <paramref name="current"/> says once it is replaced: every column of it, under the time it came to be. That
    /// is the store's own time: ChangedAt may have been copied by hand, and two states need two keys. Of a state written by hand, ChangedAt
    /// is that time too, and name and reason go: what the columns say of them is about an earlier state.
    /// </summary>
    public static Row ToEarlier(Row current)
    {
        var change = RowChange.From(current);
        var columns = new Dictionary<string, object>(current.Columns);
        if (change.By is null)
        {
            columns["ChangedAt"] = change.At;
            columns.Remove("ChangedBy");
            columns.Remove("Reason");
        }

        return new Row(current.Partition, GetKey(current.Time ?? change.At), columns);
    }

    private static bool IsState(Row row) => row.Key == Current || row.Key.StartsWith(Earlier, StringComparison.Ordinal);

    private static string GetKey(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Earlier}{time.UtcDateTime.ToString(KeyTime, CultureInfo.InvariantCulture)}");

    private static PolicyConflictException Conflict(string what, Row? current) => (current is null ? null : RowChange.From(current)) switch
    {
        null => PolicyConflictException.Gone(what),
        { At: var at, By: var by } => PolicyConflictException.Changed(what, by, at),
    };

    private DateTimeOffset NowAfter(DateTimeOffset earlier)
    {
        var now = time.GetUtcNow();
        return now > earlier ? now : earlier.AddTicks(1);
    }

    private async Task<Row> RequireAsync(string partition, string version, string what, CancellationToken cancellationToken)
    {
        var current = await FindAsync(partition, cancellationToken);
        return current?.Version == version ? current : throw Conflict(what, current);
    }

    private async Task<string?> WriteAsync(string partition, RowWrite[] writes, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.WriteAsync(writes, cancellationToken);
        }
        catch (RowConflictException)
        {
            throw Conflict(what, await FindAsync(partition, cancellationToken));
        }
    }
}
