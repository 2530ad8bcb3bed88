using System.Globalization;

namespace MtaSts.Storage;

/// <summary>A row as a row store keeps it: plain columns that a person can read and edit.</summary>
/// <param name="Partition">The partition: a domain in lower-case A-label form, or <c>template-&lt;name&gt;</c>.</param>
/// <param name="Key">The key in the partition.</param>
/// <param name="Columns">
/// The values by the columns' names, without those that have none: text, number, truth value or time, as the store has it.
/// </param>
public sealed record Row(string Partition, string Key, IReadOnlyDictionary<string, object> Columns)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>
    /// Names this state of the row, in the store's own words; never the same for two states. Empty while it is not stored.
    /// </summary>
    public string Version { get; init; } = "";

    /// <summary>When the row was written, by the store's own clock, UTC; null while it is not stored.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>
    /// The text of a column, null when it is missing or blank. People type: a number may come as a text, or the other way round.
    /// </summary>
    internal string? GetText(string column) =>
        Columns.TryGetValue(column, out var value) && Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The time in a column, null when there is none.</summary>
    internal DateTimeOffset? GetTime(string column) => Columns.GetValueOrDefault(column) switch
    {
        DateTimeOffset time => time,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) => time,
        _ => null,
    };

    /// <summary>Whether a column says yes; a store without truth values says 1.</summary>
    internal bool IsTrue(string column) => Columns.GetValueOrDefault(column) is true or 1L;
}
