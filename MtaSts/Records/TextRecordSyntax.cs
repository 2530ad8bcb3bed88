using System.Buffers;

namespace MtaSts.Records;

/// <summary>
/// What the two TXT records have in common (RFC 8461 §3.1, RFC 8460 §3): a version, then fields with <c>*WSP ";" *WSP</c> before each, the
/// last ";" optional; US-ASCII and case-sensitive. One instance parses one kind of record.
/// </summary>
/// <param name="version">How the record begins, such as <c>v=STSv1</c>.</param>
internal sealed class TextRecordSyntax(
    string version, FindingRule malformed, FindingRule noRecord, FindingRule severalRecords, FindingRule strangerBeside)
{
    private const int MaximumNameLength = 32;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    /// <summary>
    /// Picks the record of this kind among all TXT records of a name, each given as its character-strings, which join without spaces.
    /// Records that do not begin with the version and ";" are ignored; unless exactly one is left, there is no record.
    /// </summary>
    public ParseResult<T> Choose<T>(IEnumerable<IEnumerable<string>> records, Func<string, FindingList, ParseResult<T>> parse)
        where T : class
    {
        var findings = new FindingList();
        var all = records.Select(strings => string.Concat(strings)).ToList();
        var ours = all.FindAll(IsOurs);
        if (ours.Count != 1)
        {
            var (rule, found) = ours.Count == 0
                ? (noRecord, "no TXT record that begins")
                : (severalRecords, $"{ours.Count} TXT records that begin");
            findings.Add(rule, 0, 0, $"The name has {found} with '{version};'.");
            var none = new ParseResult<T>(null, findings.ToArray());
            return ours.Count == 0 && all.Find(IsNear) is { } near ? Explain(near, none, parse) : none;
        }

        var result = Explain(ours[0], parse(ours[0], new FindingList()), parse);
        return all.Count == 1 ? result : result with { Findings = [.. result.Findings, DescribeStrangers(all.Count - 1)] };
    }

    /// <summary>
    /// Says of a record that is invalid what its author did, in place of all that follows from it. What is invalid stays so: each cause is
    /// an error.
    /// </summary>
    public ParseResult<T> Explain<T>(string record, ParseResult<T> result, Func<string, FindingList, ParseResult<T>> parse)
        where T : class
    {
        // A control character was not typed: nothing is to be told from what stands around it.
        if (result.IsValid || record.Any(char.IsControl) || MeantRecord.Read(record, version) is not { Mistakes.Count: > 0 } meant)
        {
            return result;
        }

        var (rule, consequence) = IsOurs(record) ? (malformed, "") : (noRecord, ", so senders discard it");
        var causes = meant.Mistakes.Select(
            mistake => (rule with { Advice = mistake.Advice }).At(1, 0, $"The record {mistake.Clause}{consequence}."));

        // Where a finding in the text as it was meant stands, the text that was written does not tell.
        var others = meant.IsOther ? [] : parse(meant.Text, new FindingList()).Findings;
        return new ParseResult<T>(null, [.. causes, .. others.Select(finding => finding with { Line = 1, Column = 0 })]);
    }

    public List<TextRecordField> Split(string record, FindingList findings)
    {
        var fields = new List<TextRecordField>();
        if (!IsOurs(record))
        {
            findings.Add(noRecord, 1, 1, $"The record does not begin with '{version};', so senders discard it.");
            return fields;
        }

        var at = version.Length;
        var ended = record + ';'; // so that every field has an end
        while (at < record.Length && !findings.IsFull)
        {
            var start = SkipSpace(record, at);
            if (start == record.Length)
            {
                findings.Add(malformed, 1, start + 1, "The record ends in white space.");
                return fields;
            }

            start = SkipSpace(record, start + 1);
            if (start == record.Length)
            {
                break;
            }

            var field = ended[start..ended.IndexOf(';', start)].TrimEnd(' ', '\t');
            at = start + field.Length;
            ReadField(field, start + 1, fields, findings);
        }

        if (fields.Count == 0 && !findings.HasErrors)
        {
            findings.Add(malformed, 1, record.Length, "The record has no field after the version.");
        }

        return fields;
    }

    // The grammar has white space before the first ';' too, but §3.1 and §3 say that senders discard such a record.
    public bool IsOurs(string record) => record.StartsWith(version + ";", StringComparison.Ordinal);

    private Finding DescribeStrangers(int count) =>
        strangerBeside.At(0, 0, $"The name has {count} other TXT record{(count == 1 ? "" : "s")}.");

    private bool IsNear(string record) => record.Contains(version["v=".Length..], StringComparison.OrdinalIgnoreCase);

    private static int SkipSpace(string record, int at)
    {
        while (at < record.Length && record[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private void ReadField(string field, int column, List<TextRecordField> fields, FindingList findings)
    {
        var equals = field.IndexOf('=');
        var name = field[..Math.Max(equals, 0)];
        if (name.Length is 0 or > MaximumNameLength
            || !char.IsAsciiLetterOrDigit(name[0])
            || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            findings.Add(malformed, 1, column, field.Length == 0 ? "A field is empty." : "A field does not begin with a name and '='.");
        }
        else if (equals + 1 == field.Length)
        {
            findings.Add(malformed, 1, column, $"The field '{name}' has no value.");
        }
        else
        {
            fields.Add(new TextRecordField(name, field[(equals + 1)..], column));
        }
    }
}
