using MtaSts.Cli.Console;

namespace MtaSts.Cli.Reports;

/// <summary>Says on standard error what of the reports could not be read, and what is odd in those that were.</summary>
internal static class ReadMessages
{
    /// <summary>Names every one, for a command that is about reports.</summary>
    public static void WriteAll(CliConsole console, ReadReports read)
    {
        foreach (var unread in read.Unreadable)
        {
            console.WriteMessage($"Not read: {unread.Source}: {unread.Fault}.");
        }

        foreach (var odd in read.Odd)
        {
            console.WriteMessage($"Note on {odd.Source}: {odd.Text}.");
        }
    }

    /// <summary>Names the first of them, in the same words.</summary>
    public static void WriteFirst(CliConsole console, ReadReports read)
    {
        NamedReasons.Write(console, "Not read:", read.Unreadable.Select(unread => (unread.Source, unread.Fault!)));
        NamedReasons.Write(console, "Note on", read.Odd.Select(odd => (odd.Source, odd.Text)));
    }
}
