using Azure.Data.Tables;

namespace MtaSts.Storage;

/// <summary>Who brought a row into its state, when and why: as its columns say, unless the store's own time shows that it was edited by hand since.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who; null when it was written by hand.</param>
/// <param name="Reason">Why; null when it was written by hand.</param>
internal sealed record RowChange(DateTimeOffset At, string? By, string? Reason)
{
    // Microsoft Entra ID and the keys of a storage account both refuse a request whose clock is further off.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(15);

    /// <summary>Reads it from a row that is in force, or from a history row.</summary>
    public static RowChange From(TableEntity row)
    {
        DateTimeOffset? said = row.TryGetValue("ChangedAt", out var value) && value is DateTimeOffset time ? time : null;

        // A history row is written when the state is over, and then says what was known of it.
        var written = row.RowKey == PolicyRow.Current ? row.Timestamp : said ?? row.Timestamp;
        return said is { } at && PolicyRow.Text(row, "ChangedBy") is { } by && !((written - at)?.Duration() > ClockDifference)
            ? new(at, by, PolicyRow.Text(row, "Reason"))
            : new(written ?? said ?? DateTimeOffset.UnixEpoch, null, null);
    }
}
