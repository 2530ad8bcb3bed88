using System.CommandLine;
using System.Text.Json;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
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
        WriteRecords(arguments, console, [.. board.List().SelectMany(item => item.Step.ByHand)]);
        WriteNext(console, board);
    }

    /// <summary>The same for programs.</summary>
    /// <param name="findChanges">The stages that a domain would go through; null when it was not only asked.</param>
    public static void WriteJson(CliConsole console, OnboardingBoard board, Func<DomainName, IReadOnlyList<OnboardingStage>>? findChanges) =>
        console.WriteJson(
            [.. board.List().Select(item => ToJson(item.Domain, item.Step, findChanges?.Invoke(item.Domain)))],
            ToolJson.Default.IReadOnlyListOnboardingJson);

    /// <summary>Tells people what to set.</summary>
    public void WriteRecords(ParseResult arguments, CliConsole console, IReadOnlyList<DomainRecords> byHand)
    {
        if (byHand.Count > 0)
        {
            console.WriteMessage("Set these records at your DNS provider, in this order; names are relative to the zone:");
            format.Write(arguments, console, byHand, isJson: false);
        }
    }

    private static OnboardingJson ToJson(DomainName domain, OnboardingStep step, IReadOnlyList<OnboardingStage>? changes) => new(
        domain.Ascii,
        JsonNamingPolicy.CamelCase.ConvertName($"{step.Stage}"),
        step.Turn switch
        {
            OnboardingTurn.Nobody => null,
            OnboardingTurn.Stuck => "fix",
            var turn => JsonNamingPolicy.CamelCase.ConvertName($"{turn}"),
        },
        step.Text,
        [.. step.ByHand.SelectMany(records => records.Records.Select(record => DnsRecordJson.From(record, records.Zone)))],
        changes is null ? null : [.. changes.Select(stage => JsonNamingPolicy.CamelCase.ConvertName($"{stage}"))]);

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
