using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace MtaSts.Cli.Lists;

/// <summary>
/// Reads lists of domains as people have them: one a line, or CSV (RFC 4180) with commas, semicolons or tabs and names in its first line.
/// </summary>
internal static class ListReader
{
    private const int MaximumFieldLength = 65_536;

    /// <summary>Reads the rows that are whole; null when there are not even names.</summary>
    public static ListTable? Read(string text, ListFault report)
    {
        if (ListStart.Find(text) is not { } start)
        {
            report(ListRules.NoDomain, 0, "The file is empty.");
            return null;
        }

        if (start.SeparatorFaultLine is var line and > 0)
        {
            report(ListRules.CsvMalformed, line, "The line sep= names no separator. Write , ; | : or a tab after it, or leave it out.");
            return null;
        }

        return start.IsOfDomains ? ReadLines(text, start) : ReadTable(text, start, report);
    }

    private static ListTable ReadLines(string text, ListStart start)
    {
        var rows = text[start.Offset..].ReplaceLineEndings("\n").Split('\n')
            .Select((line, index) => new ListRow(start.Line + index, [ListStart.ReadDomain(line)]))
            .Where(row => !row.IsBlank);
        return new ListTable([ListTable.Domain], 0, [.. rows]);
    }

    private static ListTable? ReadTable(string text, ListStart start, ListFault report)
    {
        using var parser = new CsvParser(new StringReader(text[start.Offset..]), CreateFormat(start, text[start.Offset] != '#'));
        var (names, rows, line) = ((ListRow?)null, new List<ListRow>(), start.Line);
        try
        {
            for (; parser.Read(); line = start.Line + parser.RawRow)
            {
                var values = parser.Record ?? [];
                var row = new ListRow(start.Line + parser.RawRow - 1 - values.Sum(ListRow.CountLineEnds), values);
                if (names is null)
                {
                    names = row;
                }
                else if (!row.IsBlank && !(rows.Count == 0 && row.IsRulerOfOne) && FitsTo(names, ref row, report))
                {
                    rows.Add(row);
                }
            }
        }
        catch (BadDataException)
        {
            report(ListRules.CsvMalformed, line, "A quote is misplaced or not closed; nothing after this line was read.");
        }
        catch (MaxFieldSizeException)
        {
            var message = $"A value has more than {MaximumFieldLength} characters; nothing after this line was read.";
            report(ListRules.CsvMalformed, line, message);
        }

        return names is null ? null : new ListTable(Array.ConvertAll(names.Values, name => name.Trim()), names.Line, rows);
    }

    private static CsvConfiguration CreateFormat(ListStart start, bool allowsComments) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = start.Separator.ToString(),
        AllowComments = allowsComments,
        IgnoreBlankLines = false,
        HasHeaderRecord = false,
        MaxFieldSize = MaximumFieldLength,
        ExceptionMessagesContainRawData = false,
    };

    /// <summary>Whether the row has a value for each name; spreadsheets leave more separators at the end.</summary>
    private static bool FitsTo(ListRow names, ref ListRow row, ListFault report)
    {
        var count = names.Values.Length;
        if (row.Values.Length < count || !Array.TrueForAll(row.Values[count..], string.IsNullOrWhiteSpace))
        {
            report(ListRules.ValueCount, row.Line, $"There are {row.Values.Length} values for {count} columns.");
            return false;
        }

        row = row with { Values = row.Values[..count] };
        return true;
    }
}
