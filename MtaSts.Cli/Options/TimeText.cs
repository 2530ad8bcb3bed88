using System.Globalization;

namespace MtaSts.Cli.Options;

/// <summary>How people write points in time: a date, or a date and a time; UTC unless an offset says otherwise.</summary>
internal static class TimeText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK",
        "yyyyMMdd'T'HHmmssK",
    ];

    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>
    /// Reads a time of a history, which <see cref="TryParse"/> has accepted. Histories show whole seconds, so a whole second stands for all
    /// that began within it.
    /// </summary>
    public static DateTimeOffset ParseOfHistory(string text)
    {
        _ = TryParse(text, out var time);
        var isWholeSecond = time.Ticks % TimeSpan.TicksPerSecond == 0 && text.Length > "2026-11-22".Length && !text.Contains('.');
        return isWholeSecond ? time.AddTicks(TimeSpan.TicksPerSecond - 1) : time;
    }
}
