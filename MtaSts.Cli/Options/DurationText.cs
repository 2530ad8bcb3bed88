using System.CommandLine.Parsing;
using System.Globalization;

namespace MtaSts.Cli.Options;

/// <summary>How people write how long something may take: seconds, or a number of seconds, minutes or hours (<c>90</c>, <c>90s</c>, <c>10m</c>, <c>1h</c>).</summary>
internal static class DurationText
{
    private const int MaximumDigits = 6;

    // Timers go no further than 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1000);

    /// <summary>Reads an option's value; what is none is wrong usage.</summary>
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var duration))
        {
            return duration;
        }

        result.AddError(duration > Longest ? $"'{text}' is too long: 1000h is the most." : $"'{text}' is no time. Write one such as 90s, 10m or 1h.");
        return default;
    }

    /// <summary>Reads such a text; zero is none, and what is over 1,000 hours is refused.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var unit = text is [.., 'h'] ? TimeSpan.FromHours(1) : text is [.., 'm'] ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);
        var digits = text is [.., 'h' or 'm' or 's'] ? text[..^1] : text;
        duration = digits.Length is > 0 and <= MaximumDigits && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count * unit
            : TimeSpan.Zero;
        return duration > TimeSpan.Zero && duration <= Longest;
    }
}
