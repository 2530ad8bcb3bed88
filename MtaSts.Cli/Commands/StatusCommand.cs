using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Rollout;

namespace MtaSts.Cli.Commands;

internal sealed class StatusCommand : StoreCommand
{
    private readonly RolloutOptions rollout;
    private readonly DomainSelection domains = new("All domains in the store");
    private readonly Option<bool> failed = new("--failed") { Description = "Only domains of which something has to be mended" };
    private readonly Option<bool> next = new("--next") { Description = "Only domains with something to do now" };

    private readonly CustomerGrouping grouping = new();

    public StatusCommand(ToolServices services)
        : base(
            "status",
            "Shows where domains stand between store, host, DNS and senders' caches, and what comes next.",
            "mta-sts status --all --next")
    {
        rollout = new RolloutOptions(services) { Reports = new TlsReportsOption(services) };
        domains.AddTo(this);
        AddOptions(failed, next);
        grouping.AddTo(this);
        rollout.AddTo(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var names = await domains.ListAsync(arguments, session.Store, cancellationToken);
        var reports = await rollout.ReadReportsAsync(arguments, console, names, cancellationToken);
        var all = await rollout.FindStatusAsync(
            arguments, console, session.Store, names, cancellationToken, reports, session.ReadDefault());
        if (all.FirstOrDefault(status => status is { Current: null, Timeline.States.Count: 0 }) is { } stranger)
        {
            throw new CommandException(ExitCode.Failed, $"{Words.Format(stranger.Domain)} was never hosted here.");
        }

        var shown = all
            .Where(status => !arguments.GetValue(failed) || status.Step.Stage.IsFailed())
            .Where(status => !arguments.GetValue(next) || status.Step.Stage.IsDue())
            .OrderBy(status => status.Step.Stage)
            .ThenBy(status => status.Step.NotBefore)
            .ThenBy(status => status.Domain.Ascii, StringComparer.Ordinal)
            .ToList();
        if (IsJson(arguments))
        {
            console.WriteJson([.. shown.Select(StatusJson.From)], ToolJson.Default.IReadOnlyListStatusJson);
        }
        else if (shown.Count > 0)
        {
            StatusTable.Write(console, grouping.Group(arguments, shown, status => status.Timeline.Customer));
        }

        console.WriteMessage(StageWords.Count(all));
        return GetExitCode([.. all.Select(status => status.Step.Stage)]);
    }

    /// <summary>What has to be mended counts before what could not be looked at.</summary>
    private static int GetExitCode(List<RolloutStage> stages) =>
        stages.Exists(stage => stage.IsFailed() && stage != RolloutStage.Unknown) ? ExitCode.Findings
        : stages.Contains(RolloutStage.Unknown) ? ExitCode.Failed
        : ExitCode.Done;
}
