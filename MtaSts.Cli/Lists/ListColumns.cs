using MtaSts.Cli.Console;
using MtaSts.Cli.Names;

namespace MtaSts.Cli.Lists;

/// <summary>Finds columns by their names as people write them: <c>Domain name</c> and <c>domain_name</c> are DomainName.</summary>
internal sealed class ListColumns(ListTable table, ListFault report)
{
    private const int ShownLength = 60;

    // A name is not a domain everywhere, and an id seldom is one.
    private static readonly string[] ByName = [ListTable.Domain, "DomainName"];
    private static readonly string[] ByContent = ["Name", "Id"];

    private readonly HashSet<int> found = [];

    /// <summary>Whether a column that is called so has domains, whatever is in it.</summary>
    public static bool IsOfDomains(string name) => Array.Exists(ByName, other => Simplify(other) == Simplify(name));

    /// <summary>The columns that nobody has asked for.</summary>
    public IEnumerable<string> LeftOut => table.Names.Where((name, index) => name.Length > 0 && !found.Contains(index));

    /// <summary>The index of a column; null when there is none, or more than one, which is reported.</summary>
    public int? Find(string name)
    {
        var simple = Simplify(name);
        var indexes = table.Names.Index().Where(column => Simplify(column.Item) == simple).Select(column => column.Index).ToList();
        if (indexes.Count > 1)
        {
            report(ListRules.NameUnknown, table.NamesLine, $"The column {Shorten(table.Names[indexes[0]])} appears twice.");
        }

        found.UnionWith(indexes);
        return indexes is [var index] ? index : null;
    }

    /// <summary>The index of a column that has to be there; null when it is not, which is reported.</summary>
    public int? Require(string name)
    {
        if (!HasAny(name))
        {
            report(ListRules.ColumnMissing, table.NamesLine, $"There is no column '{Shorten(name)}'. {ListNames()}");
        }

        return Find(name);
    }

    /// <summary>The index of the column with the domains; null when it cannot be told, which is reported.</summary>
    /// <param name="said">Its name, if somebody said it.</param>
    public int? FindDomain(string? said)
    {
        if (said is not null)
        {
            return Require(said);
        }

        var name = Array.Find(ByName, HasAny) ?? Array.Find(ByContent, HoldsDomains);
        if (name is not null)
        {
            return Find(name);
        }

        report(ListRules.ColumnMissing, table.NamesLine, DescribeMissing());
        return null;
    }

    private bool HasAny(string name) => Array.Exists(table.Names, other => Simplify(other) == Simplify(name));

    private bool HoldsDomains(string name)
    {
        var index = Array.FindIndex(table.Names, other => Simplify(other) == Simplify(name));
        if (index < 0)
        {
            return false;
        }

        var values = table.Rows.Select(row => row.Values[index]).Where(value => !string.IsNullOrWhiteSpace(value)).ToList();
        return values.Count(value => MailDomainText.TryParse(value, out _, out _)) * 2 > values.Count;
    }

    private string DescribeMissing() =>
        table.Rows is [{ IsRuler: true }, ..] ? "This is a table as PowerShell shows it. Write the file with Export-Csv."
        : Array.Find(table.Names, name => MailDomainText.TryParse(name, out _, out _)) is { } value
            ? $"The first line has values, such as '{Shorten(value)}', and not the names of the columns."
        : $"No column is known to have the domains. {ListNames()}";

    private string ListNames() => table.HasNames
        ? $"The columns are {NamedReasons.FormatNames([.. table.Names.Where(name => name.Length > 0).Select(Shorten)])}."
        : "The file is a list of domains, without names of columns.";

    private static string Shorten(string name) => PlainText.Sanitize(name, ShownLength);

    private static string Simplify(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
