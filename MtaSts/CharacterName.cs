using System.Globalization;
using System.Text;

namespace MtaSts;

/// <summary>Names of the characters that nobody sees, or takes for a space, as a message shows them.</summary>
internal static class CharacterName
{
    /// <summary>Whether the character is white space other than the space, or shows nothing at all.</summary>
    public static bool IsInvisible(Rune character) => character.Value != ' ' && (IsBlank(character) || Rune.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>The number and the name, such as <c>U+00A0 (no-break space)</c>.</summary>
    public static string Describe(Rune character) => $"U+{character.Value:X4} ({Find(character)})";

    // Letters and signs that are drawn as nothing.
    private static bool IsBlank(Rune character) => character.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    private static string Find(Rune character) => character.Value switch
    {
        0x0000 => "NUL",
        0x0009 => "tab",
        0x000A => "line feed",
        0x000D => "carriage return",
        0x001B => "escape",
        0x00A0 => "no-break space",
        0x00AD => "soft hyphen",
        0x200B => "zero-width space",
        0x200C => "zero-width non-joiner",
        0x200D => "zero-width joiner",
        0x200E => "left-to-right mark",
        0x200F => "right-to-left mark",
        0x2028 => "line separator",
        0x2029 => "paragraph separator",
        0x202F => "narrow no-break space",
        0x2060 => "word joiner",
        0x3000 => "ideographic space",
        0xFEFF => "byte order mark",
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => "direction of writing",
        _ => Rune.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control => "control character",
            UnicodeCategory.SpaceSeparator => "kind of space",
            _ => "invisible",
        },
    };
}
