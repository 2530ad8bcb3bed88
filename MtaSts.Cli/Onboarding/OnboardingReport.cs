using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Records;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding;

/// <summary>What is said at the end: where each domain stands, what people have to set, and how it goes on.</summary>
internal sealed class OnboardingReport(string command)
{
    public const string Onboard = "onboard";

    private const int MaximumNames = 5;

    private readonly RecordFormat format = new();

    public void AddTo(Command owner) => format.AddTo(owner);

    public void Write(ParseResult arguments, CliConsole console, OnboardingBoard board)
    {
        OnboardingTable.Write(console, board);
        WriteRecords(arguments, console, [.. board.List().Select(item => item.Step.ByHand).OfType<DomainRecords>()]);
        WriteNext(console, board);
    }

    /// <summary>Tells people what to set.</summary>
    public void WriteRecords(ParseResult arguments, CliConsole console, IReadOnlyList<DomainRecords> byHand)
    {
        if (byHand.Count > 0)
        {
            console.WriteMessage("Set these records at your DNS provider, in this order; names are relative to the zone:");
            format.Write(arguments, console, byHand, isJson: false);
        }
    }

    private void WriteNext(CliConsole console, OnboardingBoard board)
    {
        if (command == Onboard && board.List().FirstOrDefault(item => item.Step.IsDone) is { Step: not null, Domain: var domain })
        {
            var which = board.CountDone() == 1 ? domain.Ascii : "--all";
            console.WriteMessage($"Next, after two weeks in testing: mta-sts promote {which} --publish. 'mta-sts status' counts the days.");
        }

        var open = board.List().Where(item => !item.Step.IsDone).ToList();
        if (open.Any(item => item.Step.IsWaiting))
        {
            console.WriteMessage($"Next: run 'mta-sts {command}' for them again; it goes on where each stands.");
        }
        else if (open.Count > 0)
        {
            var names = open.Count > MaximumNames ? Words.Count(open.Count, "domain") : string.Join(", ", open.Select(item => item.Domain));
            console.WriteMessage($"Next: mend what holds up {names}, then run 'mta-sts {command}' for them again.");
        }
    }
}
