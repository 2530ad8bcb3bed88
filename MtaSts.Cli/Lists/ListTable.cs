namespace MtaSts.Cli.Lists;

/// <summary>Rows of values under the names of columns. A list of one domain a line is one with the column Domain.</summary>
/// <param name="NamesLine">The line of the file with the names; 0 of a list without.</param>
internal sealed record ListTable(string[] Names, int NamesLine, IReadOnlyList<ListRow> Rows)
{
    public const string Domain = "Domain";

    public bool HasNames => NamesLine > 0;
}
