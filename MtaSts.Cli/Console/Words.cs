using System.Globalization;

namespace MtaSts.Cli.Console;

internal static class Words
{
    /// <summary>So many of something: <c>1 error</c>, <c>2,000 errors</c>.</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{Format(number)} {noun}s";

    public static string Format(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One of several: <c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public static string Or(params ReadOnlySpan<string> choices) => choices.Length < 2
        ? string.Concat(choices)
        : $"{string.Join(", ", choices[..^1])} or {choices[^1]}";

    /// <summary>The two largest units, the last one rounded up, so as not to be early: <c>13 days and 4 hours</c>.</summary>
    public static string Format(TimeSpan remaining)
    {
        var minutes = (long)Math.Ceiling(Math.Max(remaining.TotalMinutes, 1));
        if (minutes < 60)
        {
            return Count(minutes, "minute");
        }

        var hours = (minutes + 59) / 60;
        return minutes < 24 * 60 ? Join(minutes / 60, "hour", minutes % 60, "minute") : Join(hours / 24, "day", hours % 24, "hour");
    }

    /// <summary>
    /// The time in whole seconds, rounded up, so as not to be early: <c>10:46:12 UTC</c>; of another day than <paramref name="now"/>, with
    /// the date.
    /// </summary>
    public static string FormatTime(DateTimeOffset time, DateTimeOffset now)
    {
        var whole = time.UtcDateTime.AddTicks(TimeSpan.TicksPerSecond - 1);
        var format = whole.Date == now.UtcDateTime.Date ? "HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss 'UTC'";
        return whole.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The A-label form, and the Unicode form where that differs: <c>xn--bcher-kva.example (bücher.example)</c>.</summary>
    public static string Format(DomainName domain) =>
        domain.ToUnicode() is var unicode && unicode != domain.Ascii ? $"{domain} ({unicode})" : domain.Ascii;

    /// <summary>The lines of a text, broken between words.</summary>
    /// <param name="width">The most characters of a line; a word that is longer has a line of its own.</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }

    private static string Join(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Count(large, largeUnit) : $"{Count(large, largeUnit)} and {Count(small, smallUnit)}";
}
