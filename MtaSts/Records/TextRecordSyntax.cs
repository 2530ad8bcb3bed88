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
            return new ParseResult<T>(null, findings.ToArray());
        }

        if (all.Count > 1)
        {
            findings.Add(strangerBeside, 0, 0, $"The name has {all.Count - 1} other TXT record{(all.Count == 2 ? "" : "s")}.");
        }

        return parse(ours[0], findings);
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

/// <summary>One <c>name=value</c> of a TXT record.</summary>
/// <param name="Value">The value, without white space around it.</param>
/// <param name="Column">The column of the name, from 1.</param>
internal readonly record struct TextRecordField(string Name, string Value, int Column);
