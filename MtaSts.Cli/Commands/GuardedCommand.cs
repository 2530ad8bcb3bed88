using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Commands;

/// <summary>A command whose changes could lose mail: they are looked at first, and then made or refused together.</summary>
internal abstract class GuardedCommand : ChangeCommand
{
    /// <param name="mailHosts">Of a command that has the options for looking up already; null for options of its own.</param>
    protected GuardedCommand(
        string name, string description, string example, ToolServices services, MailHostOptions? mailHosts = null)
        : base(name, description, example)
    {
        Guard = new PolicyGuard(services, mailHosts);
        RequireReasonFor(Guard.Force);
    }

    protected PolicyGuard Guard { get; }

    protected override void AddSharedOptions()
    {
        Guard.AddTo(this);
        base.AddSharedOptions();
    }

    /// <summary>Ends a command that the guard refused; it has said why.</summary>
    protected int Refuse(ParseResult arguments, CliConsole console, IEnumerable<PlannedChange> planned, GuardOutcome outcome)
    {
        if (IsJson(arguments))
        {
            console.WriteJson(
                [.. planned.Select(change => WithBlockers(change, outcome).ToJson(isDone: false))],
                ToolJson.Default.IReadOnlyListChangeJson);
        }

        return ExitCode.Findings;
    }

    private static PlannedChange WithBlockers(PlannedChange change, GuardOutcome outcome) =>
        change with { Blockers = [.. change.Blockers, .. outcome.GetBlockers(change.Domain)] };

    /// <summary>What a change of many domains does, in a sentence; nothing when it changes none.</summary>
    protected static string SumUp(int total, int inEnforce) => (total, inEnforce) switch
    {
        (0, _) => "",
        (1, 0) => "This changes 1 domain, which is not in enforce.",
        (1, _) => "This changes 1 domain, which is in enforce.",
        (_, 0) => $"This changes {Words.Format(total)} domains, none of them in enforce.",
        _ => $"This changes {Words.Format(total)} domains, {Words.Format(inEnforce)} of them in enforce.",
    };
}
