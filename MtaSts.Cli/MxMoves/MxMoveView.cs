using MtaSts.Cli.Console;
using MtaSts.Rollout;
using Spectre.Console;

namespace MtaSts.Cli.MxMoves;

internal static class MxMoveView
{
    /// <summary>One domain in lines, several in a table.</summary>
    public static void Write(CliConsole console, IReadOnlyList<MxMove> moves)
    {
        if (moves is [var only])
        {
            console.WriteText(PlainText.SanitizeLines($"{Words.Format(only.Domain)}: {only.Step.Text}\n{FormatNext(only.Step, "\n")}"));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("Domain", "Step", "Next");
        table.Columns[1].NoWrap();
        foreach (var move in moves)
        {
            table.AddRow(
                new Text(Words.Format(move.Domain)),
                new Text(Describe(move.Step.Stage)),
                new Text(PlainText.SanitizeLines($"{move.Step.Text}\n{FormatNext(move.Step, "")}".TrimEnd('\n'))));
        }

        console.Out.Write(table);
    }

    /// <summary>What is left to do, with the earliest times; later ones follow if a step is made later.</summary>
    public static void WritePlan(CliConsole console, IEnumerable<MxMove> moves)
    {
        foreach (var move in moves)
        {
            var view = new DetailView(Words.Format(move.Domain));
            foreach (var step in move.Plan)
            {
                view.Add(step.NotBefore is { } time ? $"{time:u}" : "", $"  {step.Text}");
            }

            view.WriteTo(console);
        }
    }

    private static string FormatNext(MxMoveStep step, string end) => step.Command is null ? ""
        : step.NotBefore is { } time ? $"Next: {step.Command}, after {time:u}.{end}"
        : $"Next: {step.Command}{end}";

    private static string Describe(MxMoveStage stage) => stage switch
    {
        MxMoveStage.Refused => "refused",
        MxMoveStage.MailAtRisk => "mail at risk",
        MxMoveStage.Unknown => "unknown",
        MxMoveStage.AddMx => "add the mx",
        MxMoveStage.Publish => "publish",
        MxMoveStage.WaitForSenders => "wait for senders",
        MxMoveStage.ChangeMx => "change the MX",
        MxMoveStage.WaitForResolvers => "wait for resolvers",
        MxMoveStage.DropMx => "drop the old mx",
        _ => "done",
    };
}
