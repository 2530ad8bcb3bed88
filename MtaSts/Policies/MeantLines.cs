using System.Text;
using System.Text.RegularExpressions;

namespace MtaSts.Policies;

/// <summary>
/// Reads the lines of an invalid policy: those that the grammar takes as it does, the others as they were meant, with a note of what is
/// wrong in them; a line that cannot be understood as the grammar does again, which says what it misses.
/// </summary>
internal sealed partial class MeantLines
{
    private readonly PolicyFields fields;
    private readonly PolicyMistakes mistakes;
    private readonly FindingList findings;
    private readonly HashSet<int> faulty;
    private readonly int lastRead;

    // A line 'mx:' without a value, which may have its hosts on the next ones.
    private (byte[] Line, int Number)? open;
    private bool isAfterMx;
    private int mxLine;

    /// <param name="found">What the grammar found, with which it may have stopped before the end.</param>
    public MeantLines(PolicyFields fields, PolicyMistakes mistakes, FindingList findings, IReadOnlyList<Finding> found)
    {
        this.fields = fields;
        this.mistakes = mistakes;
        this.findings = findings;
        faulty = [.. found.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Line)];
        lastRead = found.Count < FindingList.Capacity ? int.MaxValue : faulty.Max();
    }

    public void Read(ReadOnlySpan<byte> line, int number)
    {
        var isFaulty = number > lastRead || faulty.Contains(number);
        if (isFaulty && TryRead(line, number))
        {
            return;
        }

        Conclude();
        isAfterMx = line.StartsWith("mx:"u8);
        if (isFaulty && isAfterMx && line[3..].Trim(" \t"u8).IsEmpty)
        {
            open = (line.ToArray(), number);
        }
        else
        {
            PolicyParser.ReadLine(line, number, fields, findings);
        }
    }

    /// <summary>Reads what waited for a line that did not come.</summary>
    public void Conclude()
    {
        if (open is var (line, number))
        {
            open = null;
            PolicyParser.ReadLine(line, number, fields, findings);
        }
    }

    // What people take for line ends: their signs, written out, and the ends of lines and pages that no policy has.
    [GeneratedRegex(
        @"\r|[\u000B\u000C\u0085\u2028\u2029]|\\r\\n|\\n|`r`n|`n|<br ?/?>|%0D%0A|%0A|&#10;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WrongLineEnd();

    [GeneratedRegex(@"(?:version|mode|mx|max_age)[""']?\s{0,8}[:=]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FieldStart();

    private bool TryRead(ReadOnlySpan<byte> bytes, int number)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return false;
        }

        var reader = new MeantLine(isAfterMx);
        if (!TryRead(LineText.From(Encoding.UTF8.GetString(bytes)), reader) || reader.Fields.Mistakes.Count == 0)
        {
            return false;
        }

        if (reader.Fields.IsMoreOfMx)
        {
            // The commas of a list are no mistake beside it.
            open = null;
            mistakes.Forget(PolicyRules.Separator, mxLine);
        }
        else
        {
            Conclude();
        }

        foreach (var mistake in reader.Fields.Mistakes)
        {
            mistakes.Add(mistake, number);
        }

        foreach (var (name, value) in reader.Fields.Read)
        {
            fields.Add(name, value.Text, number, value.Column);
        }

        mxLine = reader.Fields.IsMoreOfMx ? mxLine : number;
        isAfterMx = reader.Fields.IsAfterMx;
        return true;
    }

    private static bool TryRead(LineText line, MeantLine reader)
    {
        var ends = WrongLineEnd().Matches(line.Text);
        if (ends.Count == 0 || (ends[0].Value != "\r" && !FieldStart().IsMatch(line.Text)))
        {
            return reader.TryRead(line);
        }

        reader.Fields.Note(CreateMistake(ends[0].Value, line[ends[0].Index..].Column));
        int[] starts = [0, .. ends.Select(end => end.Index + end.Length)];
        return starts.Zip(ends.Select(end => end.Index).Append(line.Text.Length)).All(
            part => reader.TryReadPart(line[part.First..part.Second]));
    }

    private static PolicyMistake CreateMistake(string end, int column) => end switch
    {
        "\r" => new(PolicyRules.BareCarriageReturn, "contains", "a carriage return without a line feed", column),
        [var control] => new(PolicyRules.NoLineEnd, "has", $"{CharacterName.Describe(new Rune(control))} in place of a line end", column),
        _ => new(PolicyRules.NoLineEnd, "has", $"'{end}' in place of a line end", column),
    };
}
