using System.Globalization;

namespace MtaSts;

/// <summary>Makes foreign text harmless: one line, of bounded length, without control characters for the console or the log.</summary>
internal static class Quotation
{
    private const int MaximumLength = 80;

    /// <summary>The value in quotes, cut to 80 characters, with U+FFFD for each character that cannot be shown.</summary>
    public static string Quote(string value) => $"'{Cut(value)}'";

    /// <summary>The same without quotes.</summary>
    public static string Cut(string value)
    {
        var isLong = value.Length > MaximumLength;
        var length = !isLong ? value.Length : char.IsHighSurrogate(value[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength;
        var shown = string.Create(length, value, static (shown, value) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = CanBeShown(value[i]) ? value[i] : '\uFFFD';
            }
        });
        return isLong ? $"{shown}…" : shown;
    }

    private static bool CanBeShown(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
