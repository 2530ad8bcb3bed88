using System.Globalization;
using System.Text.RegularExpressions;

namespace MtaSts.Policies;

/// <summary>What somebody meant who wrote something else than a number of seconds: <c>1w</c>, <c>14 days</c>, <c>604,800</c>.</summary>
internal static partial class MaxAgeText
{
    private const int LongestText = 32;
    private const int Year = 31_536_000;

    /// <summary>The sentence <c>Did you mean 604800?</c> with a space before it; empty when it cannot be told.</summary>
    public static string Suggest(string value) => Find(value) is { } seconds and >= 0 and <= Policy.MaximumMaxAge
        ? string.Create(CultureInfo.InvariantCulture, $" Did you mean {seconds}?")
        : "";

    private static long? Find(string value)
    {
        if (value.Length > LongestText)
        {
            return null;
        }

        if (Grouped().IsMatch(value))
        {
            return long.Parse(string.Concat(value.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        if (Duration().Match(value) is not { Success: true } duration)
        {
            return null;
        }

        var unit = duration.Groups["unit"].Value;
        return unit is ['y' or 'Y', ..]
            ? Year * long.Parse(duration.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture)
            : DurationText.TryParse(duration.Groups["number"].Value + char.ToLowerInvariant(unit is [] ? 's' : unit[0]), out var seconds)
                ? seconds
                : null;
    }

    // Groups of three, as English, German, French and Swiss people write them; never a fraction of three digits, which seconds have not.
    [GeneratedRegex(@"^[0-9]{1,3}(?:[,.' \u00A0\u202F\u2019_][0-9]{3})+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    // No 'm' alone: it may be minutes or months.
    [GeneratedRegex(
        @"^(?<number>[0-9]{1,8})(?:\.0+)?\s?(?<unit>s|secs?|seconds?|h|hrs?|hours?|d|days?|w|weeks?|y|years?|)\.?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
