using System.CommandLine;
using System.Text.Json;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Records;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding;

/// <summary>What is said at the end: where each domain stands, what people have to set, how it goes on.</summary>
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
    }

    public static CommandException Cancelled() =>
        new(ExitCode.Failed, "Cancelled. What was done stays; the same command goes on from there.");

    /// <summary>The same for programs.</summary>
    /// <param name="findChanges">The stages that a domain would go through; null when it was not only asked.</param>
    public static void WriteJson(
        CliConsole console, OnboardingBoard board, Func<DomainName, IReadOnlyList<OnboardingStage>>? findChanges) =>
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

    /// <summary>How it goes on.</summary>
    public void WriteNext(CliConsole console, OnboardingBoard board)
    {
        var done = Select(board, step => step.IsDone);
        if (command == Onboard && done.Count > 0)
        {
            console.WriteMessage(
                $"Next, after two weeks in testing: mta-sts promote {Name(done) ?? "--all"} --publish. 'mta-sts status' counts the days.");
        }

        var stuck = Select(board, step => step.Turn == OnboardingTurn.Stuck);
        if (stuck.Count > 0)
        {
            console.WriteMessage($"Stuck: {Words.Count(stuck.Count, "domain")}. Mend what the table says, then run this again.");
        }

        var open = Select(board, step => !step.IsDone && step.Turn != OnboardingTurn.Stuck);
        if (open.Count > 0)
        {
            console.WriteMessage(Name(open) is { } names
                ? $"Next: mta-sts {command} {names}. It goes on where each domain stands."
                : $"Next: run the same 'mta-sts {command}' again. It goes on where each domain stands.");
        }
    }

    private static List<DomainName> Select(OnboardingBoard board, Func<OnboardingStep, bool> isMeant) =>
        [.. board.List().Where(item => isMeant(item.Step)).Select(item => item.Domain)];

    private static string? Name(List<DomainName> domains) =>
        domains.Count > MaximumNames ? null : string.Join(' ', domains.Select(domain => domain.Ascii));
}
