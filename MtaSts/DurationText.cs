using System.Globalization;

namespace MtaSts;

/// <summary>
/// How people write durations: a number of seconds, or of seconds, minutes, hours, days or weeks (<c>604800</c>, <c>90s</c>, <c>5m</c>,
/// <c>36h</c>, <c>14d</c>, <c>2w</c>).
/// </summary>
public static class DurationText
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;
    private const int Week = 7 * Day;
    private const int MaximumDigits = 10;

    /// <summary>Reads such a text, of up to ten digits; the result may be more than any use of it allows.</summary>
    public static bool TryParse(string text, out long seconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        int? unit = text.Length == 0 ? null : text[^1] switch { 's' => 1, 'm' => Minute, 'h' => Hour, 'd' => Day, 'w' => Week, _ => null };
        var digits = unit is null ? text : text[..^1];
        seconds = 0;
        if (digits.Length is 0 or > MaximumDigits || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        seconds = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) * (unit ?? 1);
        return true;
    }

    /// <summary>The shortest exact text for <paramref name="seconds"/> in days, hours or seconds.</summary>
    public static string Format(int seconds) => seconds switch
    {
        0 => "0",
        _ when seconds % Day == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / Day}d"),
        _ when seconds % Hour == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour}h"),
        _ => seconds.ToString(CultureInfo.InvariantCulture),
    };
}
