using System.Globalization;

namespace MtaSts.Storage;

/// <summary>The rows <c>moved-&lt;id&gt;</c>: the note on a move of the MX under the state with this id, which never comes back.</summary>
internal static class MxMoveRow
{
    public static string GetKey(string id) => $"moved-{id}";

    /// <summary>Null if the row is not there, or was edited so that it says nothing.</summary>
    public static MxMoveNote? Read(Row? row) => row?.GetText("Mx") is { } to
        ? new MxMoveNote(to, GetTimeToLive(row), row.GetTime("MovedAt"))
        : null;

    public static RowWrite Write(Row? current, string partition, string id, MxMoveNote note)
    {
        var columns = new Dictionary<string, object> { ["Mx"] = note.To };
        if (note.TimeToLive is { } timeToLive)
        {
            columns["TimeToLive"] = (long)timeToLive.TotalSeconds;
        }

        if (note.MovedAt is { } movedAt)
        {
            columns["MovedAt"] = movedAt;
        }

        var row = new Row(partition, GetKey(id), columns);
        return current is null ? new RowWrite.Insert(row) : new RowWrite.Replace(row, current.Version);
    }

    private static TimeSpan? GetTimeToLive(Row row) =>
        uint.TryParse(row.GetText("TimeToLive"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
