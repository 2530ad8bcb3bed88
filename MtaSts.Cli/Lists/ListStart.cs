using System.Text.RegularExpressions;

namespace MtaSts.Cli.Lists;

/// <summary>
/// Where the rows of a list begin, past blank lines, comments, <c>#TYPE …</c> of PowerShell and <c>sep=;</c> of Excel, and what separates
/// the values.
/// </summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="First">The first line there, without a comment, quotes around it or separators at its end.</param>
internal sealed partial record ListStart(int Offset, int Line, char Separator, string First)
{
    // The first of those that are as frequent: text rather has a comma than a tab.
    private const string Separators = "\t;,";

    // What only sep= can say.
    private const string OtherSeparators = "|:";

    /// <summary>The line with a <c>sep=</c> that names no separator; 0 where there is none.</summary>
    public int SeparatorFaultLine { get; private init; }

    /// <summary>Whether the first line is a domain, or meant to be one, and nothing else: then all lines are.</summary>
    public bool IsOfDomains => First.AsSpan().IndexOfAny(Separators) < 0 && NameLike().IsMatch(First) && !ListColumns.IsOfDomains(First);

    /// <summary>Finds the start; null when nothing follows.</summary>
    public static ListStart? Find(string text)
    {
        var (offset, line, separator, faultLine) = (0, 1, (char?)null, 0);
        while (offset < text.Length)
        {
            var content = GetLine(text, offset);
            if (SeparatorLine().Match(content) is { Success: true } said)
            {
                var name = said.Groups["separator"].Value;
                var isKnown = name.Length == 1 && (Separators + OtherSeparators).Contains(name[0], StringComparison.Ordinal);
                (separator, faultLine) = isKnown ? (name[0], faultLine) : (separator, line);
            }
            else if (!IsPassedOver(content))
            {
                return new ListStart(offset, line, separator ?? ChooseSeparator(text.AsSpan(offset)), ReadDomain(content))
                {
                    SeparatorFaultLine = faultLine,
                };
            }

            offset += content.Length;
            offset += text.AsSpan(offset).StartsWith("\r\n") ? 2 : 1;
            line++;
        }

        return null;
    }

    /// <summary>What a line of a list of domains says.</summary>
    public static string ReadDomain(string line)
    {
        var comment = Comment().Match(line);
        return (comment.Success ? line[..comment.Index] : line).Trim().TrimEnd([',', ';']).Trim('"', ' ');
    }

    private static string GetLine(string text, int offset) =>
        text.AsSpan(offset).IndexOfAny('\r', '\n') is var length and >= 0 ? text.Substring(offset, length) : text[offset..];

    // A column may be called '#'.
    private static bool IsPassedOver(string line) =>
        line.AsSpan().Trim(" \t,;\"").IsEmpty
        || (line.StartsWith('#') && (line.Length == 1 || !Separators.Contains(line[1], StringComparison.Ordinal)));

    private static char ChooseSeparator(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[Separators.Length];
        var isQuoted = false;
        foreach (var character in text)
        {
            isQuoted ^= character == '"';
            if (!isQuoted && character is '\r' or '\n')
            {
                break;
            }

            if (!isQuoted && Separators.IndexOf(character, StringComparison.Ordinal) is var index and >= 0)
            {
                counts[index]++;
            }
        }

        var most = 0;
        for (var index = 1; index < counts.Length; index++)
        {
            most = counts[index] > counts[most] ? index : most;
        }

        return counts[most] > 0 ? Separators[most] : ',';
    }

    [GeneratedRegex("^\"?sep=(?<separator>.?)\"?[,; ]*\\z", RegexOptions.IgnoreCase)]
    private static partial Regex SeparatorLine();

    [GeneratedRegex("(?<=^|\\s)#")]
    private static partial Regex Comment();

    [GeneratedRegex("[^\\s.][.][^\\s.]|@")]
    private static partial Regex NameLike();
}
