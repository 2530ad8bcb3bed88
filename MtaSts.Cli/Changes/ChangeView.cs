using MtaSts.Cli.Console;
using Spectre.Console;

namespace MtaSts.Cli.Changes;

internal static class ChangeView
{
    private const int Shown = 20;

    public static string FormatTitle(PlannedChange change) => change.Domain is { } domain ? Words.Format(domain) : change.Name;

    /// <summary>Writes one after the other; of more than a few, those that are alike together.</summary>
    public static void WriteAll(IAnsiConsole console, IReadOnlyList<PlannedChange> changes)
    {
        var groups = changes.Count <= Shown
            ? [.. changes.Select(change => (FormatHeading(change), change))]
            : changes.GroupBy(FindKind).Select(group => (FormatHeading([.. group]), group.First())).ToList();
        foreach (var (heading, change) in groups.Take(Shown))
        {
            Write(console, heading, change);
        }

        if (groups.Count > Shown)
        {
            console.WriteLine($"… and {Words.Format(groups.Count - Shown)} more changes of other kinds; --output json has them all.");
        }
    }

    public static void Write(IAnsiConsole console, PlannedChange change) => Write(console, FormatHeading(change), change);

    private static object FindKind(PlannedChange change) => (
        change.Template, change.IsChange, change.IsConsequence, change.Before, change.After,
        string.Join('\n', change.Notes), string.Join('\n', change.Findings));

    private static string FormatHeading(PlannedChange change) => !change.IsChange ? $"{FormatTitle(change)}: unchanged"
        : change.IdBefore is null ? $"{FormatTitle(change)}:"
        : $"{FormatTitle(change)}: now id {change.IdBefore}";

    private static string FormatHeading(IReadOnlyList<PlannedChange> alike) => alike is [var one] ? FormatHeading(one)
        : NamedReasons.FormatNames([.. alike.Select(FormatTitle)])
            + (!alike[0].IsChange ? ": unchanged" : alike[0].IsConsequence ? ": changed with the template" : ":");

    private static void Write(IAnsiConsole console, string heading, PlannedChange change)
    {
        console.WriteLine(heading);
        if (!change.IsChange)
        {
            return;
        }

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
