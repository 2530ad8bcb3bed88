using Spectre.Console;

namespace MtaSts.Cli.Console;

/// <summary>A table of states, newest first. It fits 80 columns: there a time takes two lines.</summary>
internal static class HistoryTable
{
    private const int WidthOfWholeTimes = 100;

    public static Table Create(int width, string[] times, string[] others)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var title in times)
        {
            table.AddColumn(title, column => column.Width = (width < WidthOfWholeTimes ? "2026-11-22" : "2026-11-22 08:00:00Z").Length);
        }

        table.AddColumns(others);
        foreach (var column in table.Columns)
        {
            column.Padding(0, 0);
        }

        return table;
    }

    public static void AddState(this Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(PlainText.SanitizeLines(cell))));
}
