namespace MtaSts.Storage;

/// <summary>
/// Who brought a row into its state, when and why: as its columns say, unless the store's own time shows that it was edited by hand since.
/// </summary>
/// <param name="By">Who; null when it was written by hand.</param>
/// <param name="Reason">Why; null when it was written by hand.</param>
internal sealed record RowChange(DateTimeOffset At, string? By, string? Reason)
{
    // Microsoft Entra ID and the keys of a storage account both refuse a request whose clock is further off.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(15);

    public static RowChange From(Row row)
    {
        var said = row.GetTime("ChangedAt");

        // A history row is written when the state is over, and then says what was known of it.
        var written = row.Key == RowHistory.Current ? row.Time : said ?? row.Time;
        return said is { } at && row.GetText("ChangedBy") is { } by && !((written - at)?.Duration() > ClockDifference)
            ? new(at, by, row.GetText("Reason"))
            : new(written ?? said ?? DateTimeOffset.UnixEpoch, null, null);
    }
}
