using System.Globalization;
using System.Text;

namespace MtaSts.Cli.Checks;

/// <summary>Texts of unknown origin, fit for documents: whole characters that XML and HTML can hold, on one line, of bounded length.</summary>
internal static class PlainText
{
    /// <summary>Enough for all that anybody reads.</summary>
    public const int MaximumLength = 2_000;

    /// <summary>The text with U+FFFD for every control and format character, line end, unpaired surrogate and non-character; what is longer ends in an ellipsis.</summary>
    public static string Sanitize(string text, int maximumLength = MaximumLength)
    {
        var plain = new StringBuilder(Math.Min(text.Length, maximumLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= maximumLength)
            {
                return plain.Append('…').ToString();
            }

            plain.Append((CanBeShown(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return plain.ToString();
    }

    // The last two of every plane are non-characters, and XML 1.0 §2.2 excludes U+FFFE and U+FFFF.
    private static bool CanBeShown(Rune rune) =>
        (rune.Value & 0xFFFE) != 0xFFFE
        && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
