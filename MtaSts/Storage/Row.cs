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

    // A year of caches, and the next moment, can be added to any time before.
    private const int YearsEnd = 9000;

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

    /// <summary>Whether the row is history that says that the policy or template was removed; a row in force says no such thing.</summary>
    internal bool IsRemoval => Key != RowHistory.Current && IsTrue("Removed");

    /// <summary>
    /// The time in a text, UTC when it does not say otherwise; null when there is none. A year from <c>9000</c> on is a slip of the hand:
    /// nothing could be counted from it.
    /// </summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) && IsCountable(time) ? time : null;

    /// <summary>The time in a column, null when there is none.</summary>
    internal DateTimeOffset? GetTime(string column) => Columns.GetValueOrDefault(column) switch
    {
        DateTimeOffset time when IsCountable(time) => time,
        string text => ParseTime(text),
        _ => null,
    };

    /// <summary>Whether a column says yes; a store without truth values says 1.</summary>
    internal bool IsTrue(string column) => Columns.GetValueOrDefault(column) is true or 1L;

    internal static bool IsCountable(DateTimeOffset time) => time.UtcDateTime.Year < YearsEnd;
}
