using MtaSts.Cli.Console;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Records;
using Spectre.Console;

namespace MtaSts.Cli.Onboarding;

/// <summary>Domains and their stages: live while the walks go on, and at the end.</summary>
internal static class OnboardingTable
{
    private const int LiveRows = 15;
    private const int DoneShown = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Shows the board on standard error, when that is a terminal, until the work is done.</summary>
    /// <param name="say">Says what people have to set, as soon as it is known; null to wait with that until the end.</param>
    public static async Task ShowAsync(CliConsole console, OnboardingBoard board, Task work, Action<IReadOnlyList<DomainRecords>>? say)
    {
        while (!work.IsCompleted)
        {
            if (say is not null && board.TakeUnsaid() is { Count: > 0 } records)
            {
                say(records);
            }

            if (console.ShowsProgress)
            {
                await console.Error.Live(Create(board, LiveRows, doneShown: 0)).AutoClear(true).StartAsync(
                    live => UpdateAsync(live, board, work, says: say is not null));
            }
            else
            {
                await Task.WhenAny(work, Task.Delay(Interval));
            }
        }

        await work;
    }

    // Text in between would tear the table, so it ends while there is something to say.
    private static async Task UpdateAsync(LiveDisplayContext live, OnboardingBoard board, Task work, bool says)
    {
        while (!work.IsCompleted && !(says && board.HasUnsaid))
        {
            live.UpdateTarget(Create(board, LiveRows, doneShown: 0));
            live.Refresh();
            await Task.WhenAny(work, Task.Delay(Interval));
        }
    }

    public static void Write(CliConsole console, OnboardingBoard board) => Write(console.Out, board);

    public static void Write(IAnsiConsole reader, OnboardingBoard board) => reader.Write(Create(board, int.MaxValue, DoneShown));

    private static Table Create(OnboardingBoard board, int rows, int doneShown)
    {
        var all = board.List();
        var isDoneShown = all.Count(item => item.Step.IsDone) <= doneShown;
        var shown = all.Where(item => isDoneShown || !item.Step.IsDone)
            .OrderByDescending(item => item.Step.Turn)
            .ThenByDescending(item => item.Step.Stage)
            .ToList();
        var table = new Table { Border = TableBorder.Simple, Expand = false };
        table.AddColumn("domain", column => column.NoWrap());
        table.AddColumn("stage", column => column.NoWrap());
        table.AddColumn("what");
        foreach (var (domain, step) in shown.Take(rows))
        {
            table.AddRow(
                new Text(Words.Format(domain)),
                new Text(OnboardingWords.Format(step)),
                new Text(PlainText.SanitizeLines(step.Text)));
        }

        var rest = shown.Count > rows ? $", {Words.Format(shown.Count - rows)} more not shown" : "";
        var done = $"{Words.Format(board.CountDone())} of {Words.Count(all.Count, "domain")} done{rest}";
        table.Caption = new TableTitle(Markup.Escape(done));
        return table;
    }
}
