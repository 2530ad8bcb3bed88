using MtaSts.Cli.Console;
using Spectre.Console;

namespace MtaSts.Cli.Changes;

internal static class ChangeView
{
    public static string FormatTitle(PlannedChange change) => change.Domain is { } domain ? Words.Format(domain) : change.Name;

    public static void Write(IAnsiConsole console, PlannedChange change)
    {
        var title = FormatTitle(change);
        if (!change.IsChange)
        {
            console.WriteLine($"{title}: unchanged");
            return;
        }

        console.WriteLine(change.IdBefore is null ? $"{title}:" : $"{title}: now id {change.IdBefore}");
        foreach (var note in change.Notes)
        {
            console.WriteLine(PlainText.SanitizeLines($"  {note}"));
        }

        if (!change.IsConsequence)
        {
            WriteTexts(console, change);
        }

        FindingLines.Write(console, change.Findings);
    }

    public static void WriteInvalid(IAnsiConsole console, PlannedChange change)
    {
        console.WriteLine($"{FormatTitle(change)}: invalid");
        FindingLines.Write(console, change.Findings);
    }

    // Both texts are canonical, so the lines that stay keep their order.
    private static void WriteTexts(IAnsiConsole console, PlannedChange change)
    {
        var before = new Queue<string>(SplitLines(change.Before));
        var after = SplitLines(change.After);
        foreach (var line in after)
        {
            while (before.TryPeek(out var gone) && !after.Contains(gone))
            {
                WriteLine(console, "- ", before.Dequeue(), Color.Red);
            }

            var stays = before.TryPeek(out var same) && same == line;
            WriteLine(console, stays ? "  " : "+ ", stays ? before.Dequeue() : line, stays ? Color.Default : Color.Green);
        }

        while (before.TryDequeue(out var gone))
        {
            WriteLine(console, "- ", gone, Color.Red);
        }
    }

    private static string[] SplitLines(string? text) => text?.Split("\r\n", StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void WriteLine(IAnsiConsole console, string mark, string line, Color color) =>
        console.WriteLine(PlainText.SanitizeLines(mark + line), new Style(color));
}
