using System.Globalization;

namespace MtaSts.Policies;

/// <summary>
/// A max_age as people write it: seconds, or a number of hours, days or weeks (<c>604800</c>, <c>36h</c>, <c>14d</c>, <c>2w</c>).
/// </summary>
public static class MaxAgeText
{
    private const int Hour = 3_600;
    private const int Day = 24 * Hour;
    private const int Week = 7 * Day;
    private const int MaximumDigits = 10;

    /// <summary>Reads such a text; the result may exceed <see cref="Policy.MaximumMaxAge"/>.</summary>
    public static bool TryParse(string text, out long seconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unit = text is [.., 'h'] ? Hour : text is [.., 'd'] ? Day : text is [.., 'w'] ? Week : 1;
        var digits = unit == 1 ? text : text[..^1];
        seconds = 0;
        if (digits.Length is 0 or > MaximumDigits || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        seconds = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) * unit;
        return true;
    }

    /// <summary>The shortest exact text for <paramref name="seconds"/>, never in weeks.</summary>
    public static string Format(int seconds) => seconds switch
    {
        0 => "0",
        _ when seconds % Day == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / Day}d"),
        _ when seconds % Hour == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour}h"),
        _ => seconds.ToString(CultureInfo.InvariantCulture),
    };
}
