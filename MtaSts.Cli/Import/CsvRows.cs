using MtaSts.Cli.Lists;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>
/// Reads lists of domains and CSV: our own columns, those of Exchange Online's <c>Get-AcceptedDomain | Export-Csv</c>, those of PS.MTA-STS.
/// </summary>
internal sealed class CsvRows
{
    public static readonly string[] Columns =
        [ListTable.Domain, "Mode", "Mx", "MaxAge", "Template", "Upstream", HeldUntilColumn, CustomerColumn];

    private const string HeldUntilColumn = "HeldUntil";
    private const string CustomerColumn = "Customer";

    private readonly string file;
    private readonly ImportInput input;
    private readonly int domain;
    private readonly Dictionary<string, int> indexes = [];
    private readonly bool saysHosts;

    private CsvRows(string file, ImportInput input, ListColumns columns, int domain, ColumnChoice choice)
    {
        (this.file, this.input, this.domain) = (file, input, domain);
        foreach (var name in (string[])[.. Columns[1..], .. AcceptedDomain.Columns, PolicyValue.Column])
        {
            var index = name == CustomerColumn && choice.Customer is { } said ? columns.Require(said) : columns.Find(name);
            if (index is { } found && found != domain)
            {
                indexes.Add(name, found);
            }
        }

        saysHosts = indexes.ContainsKey("Mx") || indexes.ContainsKey("Template") || indexes.ContainsKey("Upstream");
    }

    public static void Read(string file, string text, ColumnChoice choice, ImportInput input)
    {
        var total = input.Faults.Total;
        void Report(FindingRule rule, int line, string message) => input.Faults.Add(rule, file, line, message);
        if (ListReader.Read(text, Report) is not { } table)
        {
            return;
        }

        var columns = new ListColumns(table, Report);
        if (columns.FindDomain(choice.Domain) is not { } domain)
        {
            return;
        }

        var rows = new CsvRows(file, input, columns, domain, choice);
        if (input.Faults.Total == total)
        {
            input.LeftOutColumns.AddRange(columns.LeftOut);
            if (table.Rows.Count == 0)
            {
                Report(ListRules.NoDomain, 0, "There are names of columns, but no rows below them.");
            }
        }

        foreach (var row in table.Rows)
        {
            rows.Read(row);
        }
    }

    private void Read(ListRow row)
    {
        var name = row.Values[domain].Trim();
        var shown = ImportInput.Shorten(name);
        if ((AcceptedDomain.FindReasonToSkip(Value) ?? SkippedDomain.FindReason(name)) is { } reason)
        {
            input.Skipped.Add((shown, reason));
            return;
        }

        var said = PolicyColumns.From(Value);
        var policy = indexes.TryGetValue(PolicyValue.Column, out var column) ? PolicyValue.Read(file, row, column, shown, input) : null;
        if (policy is not null && said != new PolicyColumns())
        {
            var message = $"{shown}: the row has a policy both in {PolicyValue.Column} and beside it.";
            input.Faults.Add(ImportRules.PolicyTwice, file, row.Line, message);
            return;
        }

        input.Add(new ImportRow(file, row.Line, name, policy is null ? said : PolicyColumns.From(policy))
        {
            IsLiteral = saysHosts && indexes.ContainsKey(HeldUntilColumn),
            TakesMxFromDns = policy is null && !saysHosts,
            HeldUntil = ImportRow.ReadHeldUntil(file, row.Line, Value(HeldUntilColumn), input.Faults),
            Customer = ImportRow.ReadCustomer(file, row.Line, Value(CustomerColumn), input.Faults),
        });
        input.Notes.AddRange(AcceptedDomain.ListNotes(Value).Select(note => (shown, note)));

        string? Value(string named) =>
            indexes.TryGetValue(named, out var index) && row.Values[index].Trim() is { Length: > 0 } value ? value : null;
    }
}
