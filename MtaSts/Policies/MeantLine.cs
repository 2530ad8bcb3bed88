using System.Text;
using System.Text.RegularExpressions;

namespace MtaSts.Policies;

/// <summary>Reads one line of a policy as it was meant: what stands around its fields, then the fields.</summary>
/// <param name="isAfterMx">Whether the line before it is an mx, of which this one may be more.</param>
internal sealed partial class MeantLine(bool isAfterMx)
{
    private readonly MeantFields fields = new(isAfterMx);

    public MeantFields Fields => fields;

    /// <summary>Whether the line is understood, if as one without a mistake, which the grammar is to judge.</summary>
    public bool TryRead(LineText line)
    {
        var visible = CutEscapes(line.Select(ReplaceInvisible));
        var text = visible.Trim();
        var other = text.Text.Length == 0 ? new PolicyMistake(PolicyRules.BlankLine, "is", "blank", 0) : FindOther(text);
        if (other is not null)
        {
            fields.Note(other);
            return true;
        }

        NoteInvisible(line);
        var bare = fields.CutQuotes(CutListSign(text));
        if (bare == text && line.Text[0] is ' ' or '\t')
        {
            fields.Note(new PolicyMistake(PolicyRules.SpaceAroundName, "begins", "with white space", 1));
        }

        return fields.TryRead(bare);
    }

    /// <summary>The same for a part of a line, where it does not matter if nothing is in it.</summary>
    public bool TryReadPart(LineText part) => part.Text.Trim().Length == 0 || TryRead(part);

    [GeneratedRegex(@"^(?:#|//|;|--(?!-)|<!--|/\*|\*/)")]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"^(?:`{3}|~{3}|-{3}|\.{3}|={7}|={3}|\*{3}|<{7}|>{7})")]
    private static partial Regex FormattingLine();

    [GeneratedRegex(@"^(?:[-*+>\u2022\u00B7\u2013\u2014]|[0-9]{1,3}[.)])\s+")]
    private static partial Regex ListSign();

    [GeneratedRegex(@"^[""'\u201C\u201D]*v=(?:STSv1|TLSRPTv1)|\sTXT\s+""?v=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TxtRecord();

    // Spaces of other kinds become spaces; what shows nothing is left out. Control characters are for the grammar to find.
    private static char? ReplaceInvisible(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || !CharacterName.IsInvisible(new Rune(character)) ? character
        : char.IsWhiteSpace(character) ? ' '
        : null;

    private static string DescribeFormatting(string sign) =>
        sign[0] is '<' or '>' || sign.Length > 3 ? $"'{sign}', which is left of a merge conflict" : $"'{sign}', which is formatting";

    private static PolicyMistake? FindOther(LineText text) =>
        TxtRecord().IsMatch(text.Text) ? new PolicyMistake(PolicyRules.TxtRecord, "is", "a TXT record", text.Column)
        : FormattingLine().Match(text.Text) is { Success: true } formatting
            ? new PolicyMistake(PolicyRules.Markup, "has", DescribeFormatting(formatting.Value), text.Column)
        : CommentLine().IsMatch(text.Text) ? new PolicyMistake(PolicyRules.Comment, "has", "a comment", text.Column)
        : null;

    private void NoteInvisible(LineText line)
    {
        var index = line.Text.AsSpan().IndexOfAnyExceptInRange('\0', '~');
        for (; index >= 0 && index < line.Text.Length; index++)
        {
            if (ReplaceInvisible(line.Text[index]) != line.Text[index])
            {
                var name = CharacterName.Describe(new Rune(line.Text[index]));
                fields.Note(new PolicyMistake(PolicyRules.Invisible, "contains", name, line[index..].Column));
                return;
            }
        }
    }

    // Markdown's way to write '_' and '*'.
    private LineText CutEscapes(LineText text)
    {
        var index = text.Text.IndexOf('\\', StringComparison.Ordinal);
        if (index < 0)
        {
            return text;
        }

        fields.Note(new PolicyMistake(PolicyRules.Markup, "has", "'\\', which is formatting", text[index..].Column));
        return text.Select(character => character == '\\' ? null : character);
    }

    private LineText CutListSign(LineText text)
    {
        if (ListSign().Match(text.Text) is not { Success: true } sign)
        {
            return text;
        }

        fields.Note(new PolicyMistake(PolicyRules.Markup, "has", $"'{sign.Value.TrimEnd()}', the sign of a list", text.Column));
        return text[sign.Length..];
    }
}
