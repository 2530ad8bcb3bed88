using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MtaSts.ExchangeOnline;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>Reads CSV (RFC 4180): our own columns, or those of Exchange Online's <c>Get-AcceptedDomain | Export-Csv</c>.</summary>
internal static class CsvRows
{
    public static readonly string[] Columns = ["Domain", "Mode", "Mx", "MaxAge", "Template", "Upstream", "HeldUntil"];

    private const string ExchangeOnlineColumn = "DomainName";
    private const string TypeColumn = "DomainType";
    private const string SubdomainsColumn = "MatchSubDomains";
    private const string RemovalColumn = "PendingRemoval";
    private const int MaximumFieldLength = 65_536;

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        // Blank lines are skipped here, so that they count as lines.
        IgnoreBlankLines = false,
        HasHeaderRecord = false,
        MaxFieldSize = MaximumFieldLength,
        ExceptionMessagesContainRawData = false,
    };

    public static void Read(string file, string text, ImportInput input)
    {
        using var parser = new CsvParser(new StringReader(text), Format);
        var line = 1;
        try
        {
            ReadLines(file, parser, input, ref line);
        }
        catch (BadDataException)
        {
            input.Faults.Add(ImportRules.CsvMalformed, file, line, "A quote is misplaced or not closed; nothing after this line was read.");
        }
        catch (MaxFieldSizeException)
        {
            var message = $"A value has more than {MaximumFieldLength} characters; nothing after this line was read.";
            input.Faults.Add(ImportRules.CsvMalformed, file, line, message);
        }
    }

    private static void ReadLines(string file, CsvParser parser, ImportInput input, ref int line)
    {
        string[]? header = null;
        for (; parser.Read(); line = parser.RawRow + 1)
        {
            var values = Array.ConvertAll(parser.Record ?? [], value => value.Trim());
            if (values is [] or [""])
            {
                continue;
            }

            if (header is not null)
            {
                ReadRow(file, line, header, values, input);
            }
            else if (!values[0].StartsWith("#TYPE", StringComparison.Ordinal) && (header = ReadHeader(file, line, values, input)) is null)
            {
                return;
            }
        }

        if (header is null)
        {
            input.Faults.Add(ImportRules.ColumnMissing, file, 0, "The line of column names is missing.");
        }
    }

    private static string[]? ReadHeader(string file, int line, string[] names, ImportInput input)
    {
        string[] known = [.. Columns, ExchangeOnlineColumn, TypeColumn, SubdomainsColumn, RemovalColumn];
        var header = Array.ConvertAll(
            names, name => Array.Find(known, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name);
        if (!header.Contains(Columns[0]) && !header.Contains(ExchangeOnlineColumn))
        {
            input.Faults.Add(ImportRules.ColumnMissing, file, line, "There is neither a column Domain nor a column DomainName.");
            return null;
        }

        var total = input.Faults.Total;
        foreach (var name in header.Where(name => header.Contains(Columns[0]) && !Columns.Contains(name)))
        {
            input.Faults.Add(ImportRules.NameUnknown, file, line, $"'{name}' is not a known column.");
        }

        foreach (var name in header.Where(known.Contains).GroupBy(name => name).Where(group => group.Count() > 1))
        {
            input.Faults.Add(ImportRules.NameUnknown, file, line, $"The column {name.Key} appears twice.");
        }

        return input.Faults.Total == total ? header : null;
    }

    private static void ReadRow(string file, int line, string[] header, string[] values, ImportInput input)
    {
        if (values.Length != header.Length)
        {
            input.Faults.Add(ImportRules.ValueCount, file, line, $"There are {values.Length} values for {header.Length} columns.");
            return;
        }

        if (header.Contains(Columns[0]))
        {
            input.Add(new ImportRow(file, line, Value(Columns[0]) ?? "", PolicyColumns.From(Value))
            {
                HeldUntil = ImportRow.ReadHeldUntil(file, line, Value("HeldUntil"), input.Faults),
            });
        }
        else
        {
            ReadExchangeOnline(file, line, Value, input);
        }

        string? Value(string column) =>
            Array.IndexOf(header, column) is var index and >= 0 && values[index] is { Length: > 0 } value ? value : null;
    }

    private static void ReadExchangeOnline(string file, int line, Func<string, string?> read, ImportInput input)
    {
        var domain = read(ExchangeOnlineColumn) ?? "";
        if (FindReasonToSkip(domain, IsTrue(RemovalColumn)) is { } reason)
        {
            input.Skipped.Add((domain, reason));
            return;
        }

        input.Add(new ImportRow(file, line, domain, new PolicyColumns()) { TakesMxFromDns = true });
        if (IsTrue(SubdomainsColumn))
        {
            // RFC 8461 §3.4
            input.Notes.Add(
                (domain, "MatchSubDomains is true, but a policy does not cover subdomains; import those that receive mail, too"));
        }

        if ("InternalRelay".Equals(read(TypeColumn), StringComparison.OrdinalIgnoreCase))
        {
            input.Notes.Add((domain, "DomainType is InternalRelay; mail may go on to other hosts, which the policy does not protect"));
        }

        bool IsTrue(string column) => "true".Equals(read(column), StringComparison.OrdinalIgnoreCase);
    }

    private static string? FindReasonToSkip(string domain, bool isBeingRemoved) =>
        ExchangeOnlineHosts.IsInitialDomain(domain) ? "Microsoft manages the DNS"
        : domain.Contains('*') ? "a policy is for one domain, not for those below it"
        : isBeingRemoved ? "PendingRemoval is true"
        : null;
}
