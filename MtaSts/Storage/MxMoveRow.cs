using System.Globalization;

namespace MtaSts.Storage;

/// <summary>The row <c>move</c> of a domain: the note on the last move of its MX.</summary>
internal static class MxMoveRow
{
    public const string Key = "move";

    /// <summary>Null if the row is not there, or was edited so that it says nothing.</summary>
    public static MxMoveNote? Read(Row? row) => row?.GetText("Id") is { } id && row.GetText("To") is { } to
        ? new MxMoveNote(id, to, GetTimeToLive(row), row.GetTime("MovedAt"))
        : null;

    public static RowWrite Write(Row? current, string partition, MxMoveNote note)
    {
        var columns = new Dictionary<string, object> { ["Id"] = note.Id, ["To"] = note.To };
        if (note.TimeToLive is { } timeToLive)
        {
            columns["TimeToLive"] = (long)timeToLive.TotalSeconds;
        }

        if (note.MovedAt is { } movedAt)
        {
            columns["MovedAt"] = movedAt;
        }

        var row = new Row(partition, Key, columns);
        return current is null ? new RowWrite.Insert(row) : new RowWrite.Replace(row, current.Version);
    }

    private static TimeSpan? GetTimeToLive(Row row) =>
        uint.TryParse(row.GetText("TimeToLive"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
