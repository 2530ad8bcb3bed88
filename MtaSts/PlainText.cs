using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MtaSts;

/// <summary>
/// Makes text of unknown origin harmless, so that a finding stays one line (<see cref="Finding.ToString"/>) and nothing of it reaches a
/// terminal, a log, a pipeline or a document as a command.
/// </summary>
public static partial class PlainText
{
    private const int MaximumQuotation = 80;

    /// <summary>
    /// The text on one line, in whole characters that XML and HTML can hold: U+FFFD stands for every control and format character, line
    /// end, unpaired surrogate and non-character. A space breaks what the agent of a pipeline takes for a command. What is longer than
    /// <paramref name="maximumLength"/> ends in an ellipsis.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="maximumLength">The most UTF-16 code units that are kept; the ellipsis comes on top.</param>
    public static string Sanitize(string text, int maximumLength = 2_000)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Build(text, maximumLength, rune => (CanBeShown(rune) ? rune : Rune.ReplacementChar).ToString());
    }

    /// <summary>The same for a text of any length that may have several lines.</summary>
    public static string SanitizeLines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join('\n', text.Split('\n').Select(line => Sanitize(line, int.MaxValue)));
    }

    /// <summary>
    /// A value for use in a sentence: in quotes, cut to 80 characters, and what nobody would see in it by its name:
    /// <c>'testing{U+00A0 (no-break space)}'</c>.
    /// </summary>
    public static string Quote(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return $"'{Build(value, MaximumQuotation, Show)}'";
    }

    /// <summary>A value that is not in quotes, made harmless and cut to 80 characters.</summary>
    internal static string Cut(string value) => Sanitize(value, MaximumQuotation);

    private static string Build(string text, int maximumLength, Func<Rune, string> show)
    {
        var plain = new StringBuilder(Math.Min(text.Length, maximumLength));
        foreach (var rune in CommandSign().Replace(text, "## ").EnumerateRunes())
        {
            var shown = show(rune);
            if (plain.Length + shown.Length > maximumLength)
            {
                return plain.Append('…').ToString();
            }

            plain.Append(shown);
        }

        return plain.ToString();
    }

    private static string Show(Rune rune) =>
        CharacterName.IsInvisible(rune) ? $"{{{CharacterName.Describe(rune)}}}" : CanBeShown(rune) ? rune.ToString() : "\uFFFD";

    // The agent finds ##vso[…] and ##[…] anywhere in a line.
    [GeneratedRegex(@"##(?=\w*\[)")]
    private static partial Regex CommandSign();

    // The last two of every plane are non-characters, and XML 1.0 §2.2 excludes U+FFFE and U+FFFF.
    private static bool CanBeShown(Rune rune) =>
        (rune.Value & 0xFFFE) != 0xFFFE
        && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
