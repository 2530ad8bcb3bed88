using System.Text;
using System.Text.RegularExpressions;

namespace MtaSts.Records;

/// <summary>A TXT record as it was meant by who wrote one that senders reject, and what is wrong with how it was written.</summary>
internal sealed partial class MeantRecord
{
    private const int LongestRecord = 65_536;

    private static readonly (string Start, string Name)[] OtherRecords =
    [
        ("v=STSv1", "that of _mta-sts"), ("v=TLSRPTv1", "that of _smtp._tls"), ("v=spf1", "an SPF record"),
        ("v=DMARC1", "a DMARC record"), ("v=DKIM1", "a DKIM record"), ("v=BIMI1", "a BIMI record"),
        ("version:", "a policy"),
    ];

    private readonly string version;
    private readonly List<RecordMistake> mistakes = [];

    private MeantRecord(string record, string version)
    {
        this.version = version;
        Text = record.Length > LongestRecord ? "" : record;
        IsOther = ReadWrapping();
        if (!IsOther)
        {
            ReadVersion();
            ReadFields();
        }
    }

    public string Text { get; private set; }

    public IReadOnlyList<RecordMistake> Mistakes => mistakes;

    /// <summary>Whether it is a record of another kind, of which no more is to be said.</summary>
    public bool IsOther { get; }

    /// <param name="version">How the record begins, such as <c>v=STSv1</c>.</param>
    public static MeantRecord Read(string record, string version) => new(record, version);

    // RFC 1035 §5.1: the owner's name, time to live and class in either order, the type; and what nslookup shows.
    [GeneratedRegex(
        @"^(?:\S+\s+(?:[0-9]+[smhdw]?\s+)?(?:IN\s+)?(?:[0-9]+[smhdw]?\s+)?TXT\s+\(?|(?:\S+\s+)?text\s*=\s*)\s*(?<text>[^\s].*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ZoneLine();

    [GeneratedRegex(@"""\s*""", RegexOptions.CultureInvariant)]
    private static partial Regex StringSeam();

    [GeneratedRegex(@"(?<==)[""\u201C\u201D](?<value>[^""\u201C\u201D;]*)[""\u201C\u201D]", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedValue();

    [GeneratedRegex(
        @"^v\s{0,8}[:=]\s{0,8}(?<version>[A-Za-z0-9]{1,32})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VersionStart();

    [GeneratedRegex(
        @"(?<=;)(?<space>[ \t]*)(?<name>id|rua)(?<sign>\s*[:=]\s*)", RegexOptions.CultureInvariant)]
    private static partial Regex FieldStart();

    [GeneratedRegex(@"(?<=[^\s;,])(?:\s*,\s*|\s+)(?=[A-Za-z0-9_.\-]{1,32}=)", RegexOptions.CultureInvariant)]
    private static partial Regex MissingSemicolon();

    [GeneratedRegex(@"(?<=[^\s;,=:])(?:\s*;\s*|\s+)(?=mailto:|https:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MissingComma();

    private void Note(string clause, string advice) => mistakes.Add(new RecordMistake(clause, advice));

    private void Replace(Regex pattern, string replacement, string clause, string advice)
    {
        if (pattern.IsMatch(Text))
        {
            Note(clause, advice);
            Text = pattern.Replace(Text, replacement);
        }
    }

    /// <summary>What a zone file, a tool or a text processor has put around and into the record; true for another kind of record.</summary>
    private bool ReadWrapping()
    {
        ReadInvisible();
        if (ZoneLine().Match(Text.Trim()) is { Success: true } line)
        {
            Note("is a line of a zone file", "Write only the text of the record, without name, type and quotation marks.");
            Text = Unquote(line.Groups["text"].Value.TrimEnd(' ', ')'));
        }
        else if (Text.Trim() is ['"' or '\'' or '\u201C' or '\u201D' or '\u201E', ..])
        {
            Note("is in quotation marks", "Leave them out. They belong to zone files and to what tools show, not to the record.");
            Text = Unquote(Text.Trim());
        }

        if (Text.Contains("\\;", StringComparison.Ordinal))
        {
            Note("has '\\;'", "Write ';' alone. The backslash belongs to zone files and to what tools show.");
            Text = Text.Replace("\\;", ";", StringComparison.Ordinal);
        }

        Replace(QuotedValue(), "${value}", "has quotation marks around a value", "Leave them out.");
        if (Text.TrimStart().Length < Text.Length)
        {
            Note("begins with white space", "Leave it out.");
        }

        Text = Text.Trim();
        var other = Array.Find(OtherRecords, other =>
            other.Start != version && Text.StartsWith(other.Start, StringComparison.OrdinalIgnoreCase));
        if (other.Start is null)
        {
            return false;
        }

        mistakes.Clear();
        Note($"is {other.Name}", $"Write the record that begins with '{version};'.");
        return true;
    }

    private void ReadInvisible()
    {
        var stray = Text.EnumerateRunes().FirstOrDefault(rune => rune.Value != '\t' && CharacterName.IsInvisible(rune));
        if (stray != default && !Rune.IsControl(stray))
        {
            Note(
                $"contains {CharacterName.Describe(stray)}",
                "Type the record again. Text that is copied from web pages brings such characters along.");
            Text = string.Concat(Text.EnumerateRunes().Select(
                rune => !CharacterName.IsInvisible(rune) || Rune.IsControl(rune) ? rune.ToString() : Rune.IsWhiteSpace(rune) ? " " : ""));
        }
    }

    private static string Unquote(string text) =>
        StringSeam().Replace(text, "").Trim('"', '\'', '\u201C', '\u201D', '\u201E', ' ');

    private void ReadVersion()
    {
        var at = Text.IndexOf(version, StringComparison.Ordinal);
        if (at > 0 && Text[at - 1] is ';' or ' ' or ',')
        {
            Note($"does not begin with '{version};'", $"Write '{version};' first.");
            Text = $"{version}; {Text[..at].TrimEnd(' ', ',')}{Text[(at + version.Length)..].TrimStart(';', ' ')}";
            return;
        }

        var start = VersionStart().Match(Text);
        if (NearWord.Find(start.Groups["version"].Value, [version["v=".Length..]]) is null)
        {
            return;
        }

        if (start.Value != version)
        {
            Note($"begins with {PlainText.Quote(start.Value)}", $"Write exactly '{version};'.");
        }

        var rest = Text[start.Length..];
        var separator = rest[..(rest.Length - rest.TrimStart(' ', '\t', ',', ';').Length)];
        if (separator is not [';', ..] && rest.Length > 0)
        {
            var found = separator.Contains(';', StringComparison.Ordinal) ? "white space before the first ';'" : "no ';' after the version";
            Note($"has {found}", $"Write '{version};'.");
        }

        Text = separator is [';', ..] ? version + rest : $"{version}; {rest[separator.Length..]}";
    }

    private void ReadFields()
    {
        Replace(MissingComma(), ",", "has no ',' between URIs", "Separate URIs with ','.");
        Replace(MissingSemicolon(), "; ", "has no ';' between fields", "Separate fields with ';'.");
        Text = FieldStart().Replace(Text, ReadSign);
    }

    // White space before a URI has a finding of its own.
    private string ReadSign(Match field)
    {
        var (name, sign) = (field.Groups["name"].Value, field.Groups["sign"].Value);
        if (sign == "=" || (name == "rua" && sign[0] == '='))
        {
            return field.Value;
        }

        Note($"has {PlainText.Quote(name + sign)}", $"Write '{name}=', without white space.");
        return $"{field.Groups["space"].Value}{name}=";
    }
}

/// <summary>What somebody did to a record.</summary>
/// <param name="Clause">What is wrong, to follow the subject of a sentence: <c>is in quotation marks</c>.</param>
/// <param name="Advice">What to do, as a sentence.</param>
internal sealed record RecordMistake(string Clause, string Advice);
