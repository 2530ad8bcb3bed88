using System.Buffers;
using System.Text;

namespace MtaSts.Policies;

/// <summary>
/// Parses a policy strictly by the grammar of RFC 8461 §3.2. Any bytes give a result, in linear time, and never an exception.
/// </summary>
public static class PolicyParser
{
    /// <summary>The longest policy that is accepted, in bytes (RFC 8461 §3.3 suggests 64 KB).</summary>
    public const int MaximumLength = 65_536;

    /// <summary>The longest policy that every known sender reads completely, in bytes.</summary>
    public const int SafeLength = 10_000;

    private const int MaximumNameLength = 32;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."u8);

    /// <summary>The policy in <paramref name="text"/>, or what is wrong with it.</summary>
    public static ParseResult<Policy> Parse(ReadOnlySpan<byte> text)
    {
        var result = ReadByGrammar(text);
        return result.IsValid || text.IsEmpty || text.Length > MaximumLength
            ? result
            : new ParseResult<Policy>(null, PolicyCauses.Explain(text, result.Findings));
    }

    /// <summary>The same with all that the grammar finds, and not why.</summary>
    internal static ParseResult<Policy> ReadByGrammar(ReadOnlySpan<byte> text)
    {
        var findings = new FindingList();
        if (text.IsEmpty || text.Length > MaximumLength)
        {
            var (rule, message) = text.IsEmpty
                ? (PolicyRules.NoText, "The policy is empty.")
                : (PolicyRules.TooLong, $"The policy is {text.Length} bytes long.");
            findings.Add(rule, 0, 0, message);
            return new ParseResult<Policy>(null, findings.ToArray());
        }

        var rest = ReadStart(text, findings);
        var fields = new PolicyFields(findings);
        for (var line = 1; !rest.IsEmpty && !findings.IsFull; line++)
        {
            ReadLine(CutLine(ref rest), line, fields, findings);
        }

        return fields.Conclude();
    }

    /// <summary>Judges what is not about lines; returns the text without a byte order mark.</summary>
    internal static ReadOnlySpan<byte> ReadStart(ReadOnlySpan<byte> text, FindingList findings)
    {
        if (text.Length > SafeLength)
        {
            findings.Add(PolicyRules.Long, 0, 0, $"The policy is {text.Length} bytes long.");
        }

        if (!text.StartsWith(Encoding.UTF8.Preamble))
        {
            return text;
        }

        findings.Add(PolicyRules.ByteOrderMark, 1, 1, "The policy begins with a byte order mark.");
        return text[Encoding.UTF8.Preamble.Length..];
    }

    /// <summary>Takes the first line off <paramref name="text"/>, without its line end: LF or CRLF, and they may be mixed.</summary>
    internal static ReadOnlySpan<byte> CutLine(ref ReadOnlySpan<byte> text)
    {
        var lineFeed = text.IndexOf((byte)'\n');
        if (lineFeed < 0)
        {
            var last = text;
            text = [];
            return last;
        }

        var line = text[..lineFeed];
        text = text[(lineFeed + 1)..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    internal static void ReadLine(ReadOnlySpan<byte> line, int number, PolicyFields fields, FindingList findings)
    {
        if (line.IsEmpty)
        {
            findings.Add(PolicyRules.BlankLine, number, 0, "The line is blank.");
            return;
        }

        if (line.IndexOf((byte)'\r') is var carriageReturn and >= 0)
        {
            findings.Add(
                PolicyRules.BareCarriageReturn, number, carriageReturn + 1, "The line contains a carriage return without a line feed.");
            return;
        }

        // sts-policy-field *WSP: white space may end a line, never begin it.
        var field = line.TrimEnd(" \t"u8);
        var colon = field.IndexOf((byte)':');
        if (colon < 0)
        {
            findings.Add(PolicyRules.NoColon, number, 0, $"The line {PlainText.Quote(Encoding.UTF8.GetString(field))} has no colon.");
            return;
        }

        // sts-policy-field-delim = ":" *WSP
        var value = field[(colon + 1)..].TrimStart(" \t"u8);
        var column = field.Length - value.Length + 1;
        if (!CheckName(field[..colon], number, findings))
        {
            return;
        }

        var name = Encoding.ASCII.GetString(field[..colon]);
        if (CheckValue(value, number, column, findings))
        {
            fields.Add(name, Encoding.UTF8.GetString(value), number, column);
        }
        else
        {
            fields.AddName(name);
        }
    }

    // Who saved the file in an encoding of Windows sees a space there.
    private static string DescribeByte(byte value) =>
        $"it has the byte 0x{value:X2}{(value == 0xA0 ? ", which is U+00A0 (no-break space) in other encodings" : "")}";

    /// <summary>sts-policy-ext-name = (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / "."), which the known names fit too.</summary>
    private static bool CheckName(ReadOnlySpan<byte> name, int line, FindingList findings)
    {
        if (name is [(byte)' ' or (byte)'\t', ..] or [.., (byte)' ' or (byte)'\t'])
        {
            findings.Add(PolicyRules.SpaceAroundName, line, 1, "There is white space before the field name or before the colon.");
            return false;
        }

        if (name.Length is 0 or > MaximumNameLength || !char.IsAsciiLetterOrDigit((char)name[0]) || name.ContainsAnyExcept(NameBytes))
        {
            var quoted = PlainText.Quote(Encoding.UTF8.GetString(name));
            findings.Add(PolicyRules.InvalidName, line, 1, $"The text before the colon, {quoted}, is not a field name.");
            return false;
        }

        return true;
    }

    /// <summary>sts-policy-ext-value = vchar [*(SP / vchar) vchar], which the known values fit too.</summary>
    private static bool CheckValue(ReadOnlySpan<byte> value, int line, int column, FindingList findings)
    {
        if (value.IsEmpty)
        {
            findings.Add(PolicyRules.NoValue, line, column, "There is no value after the colon.");
            return false;
        }

        for (var at = 0; at < value.Length;)
        {
            if (Rune.DecodeFromUtf8(value[at..], out var rune, out var length) != OperationStatus.Done)
            {
                findings.Add(
                    PolicyRules.InvalidUtf8, line, column + at, $"The value is not well-formed UTF-8: {DescribeByte(value[at])}.");
                return false;
            }

            // Of ASCII, only %x20-7E; beyond it, all of UTF8-2, UTF8-3 and UTF8-4 (RFC 8461 §3.2, RFC 3629 §4).
            if (rune.Value is < ' ' or 0x7F)
            {
                findings.Add(
                    PolicyRules.ControlCharacter, line, column + at, $"The value contains {CharacterName.Describe(rune)}.");
                return false;
            }

            at += length;
        }

        return true;
    }
}
