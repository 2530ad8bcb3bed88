using System.Text.RegularExpressions;

namespace MtaSts.Policies;

/// <summary>Reads the fields of a line as they were meant, and keeps what is wrong in the line.</summary>
/// <param name="isAfterMx">Whether the line before it is an mx, of which this one may be more.</param>
internal sealed partial class MeantFields(bool isAfterMx)
{
    private const string Quotes = "\"'`\u201C\u201D\u201E\u201F\u2018\u2019\u201A\u201B\u00AB\u00BB\u2039\u203A\u2032\u2033";

    private readonly List<PolicyMistake> mistakes = [];
    private readonly List<(string Name, LineText Value)> read = [];

    public IReadOnlyList<PolicyMistake> Mistakes => mistakes;

    public IReadOnlyList<(string Name, LineText Value)> Read => read;

    /// <summary>Whether the line is hosts that belong to the mx before it.</summary>
    public bool IsMoreOfMx { get; private set; }

    public bool IsAfterMx { get; private set; } = isAfterMx;

    public void Note(PolicyMistake mistake)
    {
        if (!mistakes.Exists(known => known.Rule == mistake.Rule))
        {
            mistakes.Add(mistake);
        }
    }

    /// <summary>The text without quotation marks around it, and without what separates quoted texts.</summary>
    public LineText CutQuotes(LineText text)
    {
        var bare = text.Trim(character => IsQuote(character) || IsSeparator(character));
        if (bare.Text.Count(IsQuote) == text.Text.Count(IsQuote))
        {
            return text;
        }

        Note(new PolicyMistake(PolicyRules.Quoted, "has", "quotation marks", text.Column));
        return bare;
    }

    public bool TryRead(LineText text) => TryReadFields(text) || TryReadMoreOfMx(text);

    [GeneratedRegex(@"#|(?<=\s)//|(?<=\s)--|(?<=\s)\(|<!--|/\*", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(?<name>[A-Za-z0-9][A-Za-z0-9_.\-]{0,31})(?<quote>[""'`\u201D\u2019])?(?<gap>\s*)(?<sign>[:=\uFF1A])?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<=[\s;,])[""']?(?:version|mode|mx|max_age)[""']?\s{0,8}[:=]", RegexOptions.CultureInvariant)]
    private static partial Regex NextField();

    [GeneratedRegex(@"[^\s,;""']+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    private static bool IsQuote(char character) => Quotes.Contains(character, StringComparison.Ordinal);

    private static bool IsSeparator(char character) => character is ',' or ';' || char.IsWhiteSpace(character);

    private static bool IsKnown(string name) => name is "version" or "mode" or "mx" or "max_age";

    private bool TryReadFields(LineText text)
    {
        if (!TryReadName(text, out var name, out var value))
        {
            return false;
        }

        if (!IsKnown(name))
        {
            return TryAdd(name, value.Trim());
        }

        if (Comment().Match(value.Text) is { Success: true } comment)
        {
            Note(new PolicyMistake(PolicyRules.Comment, "has", "a comment", value[comment.Index..].Column));
            value = value[..comment.Index];
        }

        int[] starts = [.. NextField().Matches(value.Text).Select(match => match.Index), value.Text.Length];
        var first = value[..starts[0]];
        if (!TryReadValue(name, starts.Length > 1 ? first.Trim(IsSeparator) : first.Trim()))
        {
            return false;
        }

        foreach (var (start, end) in starts.Zip(starts.Skip(1)))
        {
            Note(new PolicyMistake(PolicyRules.SeveralFields, "has", "several fields", value[start..end].Column));
            if (!TryReadName(CutQuotes(value[start..end]), out name, out var next)
                || !TryReadValue(name, next.Trim(IsSeparator)))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadName(LineText text, out string name, out LineText value)
    {
        var match = Name().Match(text.Text);
        name = match.Groups["name"].Value;
        value = text[match.Length..];
        var (gap, sign) = (match.Groups["gap"], match.Groups["sign"].Value);
        if (!match.Success || (sign != ":" && (!IsKnown(name) || (sign.Length == 0 && gap.Length == 0))))
        {
            return false;
        }

        if (match.Groups["quote"].Success)
        {
            Note(new PolicyMistake(PolicyRules.Quoted, "has", "quotation marks", text.Column));
        }

        if (sign != ":")
        {
            var found = sign.Length == 0 ? "no colon" : $"'{sign}' in place of the colon";
            Note(new PolicyMistake(PolicyRules.NoColon, "has", found, text[(match.Length - sign.Length)..].Column));
        }
        else if (gap.Length > 0 && !mistakes.Exists(mistake => mistake.Rule == PolicyRules.Invisible))
        {
            Note(new PolicyMistake(PolicyRules.SpaceAroundName, "has", "white space before the colon", text[gap.Index..].Column));
        }

        IsAfterMx = name == "mx";
        return true;
    }

    private bool TryReadValue(string name, LineText text) =>
        (name == "mx" && TryReadSeveralHosts(text)) || TryAdd(name, CutSeparator(CutQuotes(text)));

    private LineText CutSeparator(LineText text)
    {
        var index = text.Text.IndexOf(';', StringComparison.Ordinal);
        index = index < 0 && text.Text.EndsWith(',') ? text.Text.Length - 1 : index;
        if (index < 0)
        {
            return text;
        }

        Note(new PolicyMistake(PolicyRules.Separator, "has", $"'{text.Text[index]}' after the value", text[index..].Column));
        return text[..index].Trim();
    }

    private bool TryReadSeveralHosts(LineText text)
    {
        var words = FindWords(text);
        var hosts = words.FindAll(word => !word.Text.All(char.IsAsciiDigit) && word.Text != "and");
        if (words.Count < 2 || !hosts.TrueForAll(IsHost))
        {
            return false;
        }

        var what = hosts.Count > 1 ? "several hosts after 'mx:'" : "a number before the host";
        Note(new PolicyMistake(PolicyRules.SeveralMx, "has", what, text.Column));
        read.AddRange(hosts.Select(host => ("mx", host)));
        return true;
    }

    private bool TryReadMoreOfMx(LineText text)
    {
        var hosts = FindWords(text);
        if (!IsAfterMx || hosts.Count == 0 || !hosts.TrueForAll(IsHost))
        {
            return false;
        }

        // How such a list is set out is no other mistake.
        mistakes.Clear();
        Note(new PolicyMistake(PolicyRules.SeveralMx, "has", "a host without 'mx:' before it", text.Column));
        read.AddRange(hosts.Select(host => ("mx", host)));
        IsMoreOfMx = true;
        return true;
    }

    // A host of one label is a word of any sentence.
    private static bool IsHost(LineText word) =>
        word.Text.Contains('.', StringComparison.Ordinal) && MxPattern.TryParse(word.Text, out _, out _);

    private static List<LineText> FindWords(LineText text) =>
        [.. Word().Matches(text.Text).Select(match => text[match.Index..(match.Index + match.Length)])];

    private bool TryAdd(string name, LineText value)
    {
        // sts-policy-ext-value and the known ones: something, and no control characters.
        if (value.Text.Length == 0 || value.Text.Any(char.IsControl))
        {
            return false;
        }

        read.Add((name, value));
        return true;
    }
}
