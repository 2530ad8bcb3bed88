using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Rollout;
using Spectre.Console;

namespace MtaSts.Cli.Rollout;

internal static class MxMoveView
{
    /// <summary>Where each domain stands, and below it what comes next; of a single one, in a sentence.</summary>
    public static void Write(CliConsole console, IReadOnlyList<MxMove> moves, DateTimeOffset now)
    {
        if (moves is [{ Domain: var domain, Step: var step }])
        {
            console.WriteText($"{Words.Format(domain)}: {PlainText.SanitizeLines(step.Text)}\n{FormatNext(step, now)}");
            return;
        }

        var width = moves.Max(move => Words.Format(move.Domain).Length);
        foreach (var move in moves)
        {
            console.WriteText($"{Words.Format(move.Domain).PadRight(width)}  {Describe(move.Step.Stage)}\n");
            console.Out.Write(new Padder(new Text(PlainText.SanitizeLines(move.Step.Text)), new Padding(2, 0, 0, 0)) { Expand = false });
            if (move.Step.Command is { } command)
            {
                var time = move.Step.NotBefore is { } at ? string.Create(CultureInfo.InvariantCulture, $"after {at:u}: ") : "";
                console.WriteText($"  {time}{command}\n");
            }
        }
    }

    /// <summary>What is left to do, with the earliest times; what is done later moves what follows.</summary>
    public static void WritePlan(CliConsole console, IEnumerable<MxMove> moves)
    {
        foreach (var move in moves)
        {
            console.WriteText($"{Words.Format(move.Domain)}\n");
            foreach (var step in move.Plan)
            {
                var time = step.NotBefore is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at:u}  ") : "";
                console.WriteText($"  {time}{PlainText.SanitizeLines(step.Text)}\n");
            }
        }
    }

    private static string FormatNext(MxMoveStep step, DateTimeOffset now) => step.Command is null ? ""
        : step.NotBefore is { } time ? $"Next: {step.Command}, after {Words.FormatTime(time, now)}.\n"
        : $"Next: {step.Command}.\n";

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
