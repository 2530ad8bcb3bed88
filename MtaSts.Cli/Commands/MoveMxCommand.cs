using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>move-mx</c>: the move of mail to other hosts, one step per call.</summary>
internal sealed class MoveMxCommand : ChangeCommand
{
    private readonly TimeProvider time;
    private readonly RolloutOptions rollout;
    private readonly Argument<DomainName[]> domains = DomainArgument.Many();
    private readonly Option<string[]> to = TextOption.CreateRepeatable(
        "--to",
        $"HOST|PATTERN|{MxTarget.ExchangeOnline}",
        $"New MX: hosts, or *.domain, or for {MxTarget.ExchangeOnline} the hosts of Exchange Online among the MX already");

    private readonly Option<bool> force = new("--force")
    {
        Description = "Go on although the policy leaves out a mail host; needs --reason",
    };

    public MoveMxCommand(ToolServices services)
        : base(
            "move-mx",
            "Moves the mail of domains to other hosts without leaving enforce; each call makes the next step, or says what it waits for.",
            "mta-sts move-mx contoso.com --to contoso-com.mail.protection.outlook.com --dry-run")
    {
        time = services.Time;
        rollout = new RolloutOptions(services);
        to.Required = true;
        Arguments.Add(domains);
        AddOptions(to, force);
        rollout.AddTo(this);
        RequireReasonFor(force);
        Validators.Add(result =>
        {
            if (!MxTarget.TryParse(result.GetValue(to) ?? [], out var target, out var fault))
            {
                result.AddError(fault);
            }
            else if (target.HostOfOneDomain is { } host && result.GetResult(domains) is { Tokens.Count: > 1 })
            {
                var pattern = $"*.{host.Split('.', 2)[1]}";
                result.AddError($"{host} is the host of one domain. Name domains one by one, or use a pattern such as {pattern}.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var names = arguments.GetRequiredValue(domains);
        var statuses = await rollout.FindStatusAsync(arguments, console, session.Store, names, cancellationToken);
        var moves = Judge(arguments, statuses);
        var changed = moves.FindAll(move => move.NextMx is not null);
        NamedReasons.Write(
            console, "Warning for", moves.SelectMany(move => move.Warnings.Select(warning => (Words.Format(move.Domain), warning))));
        var steps = changed.Select(move => CreateStep(session, move, GetReason(arguments)));
        var isDone = await ApplyAsync(arguments, console, [.. steps], cancellationToken);
        if (isDone)
        {
            var cacheTime = GetRefreshAfter(arguments, console);
            var timelines = await session.Store.ReadTimelinesAsync(names, cancellationToken);
            moves = Judge(arguments, timelines.Zip(
                statuses, (timeline, status) => new RolloutStatus(timeline, status.Seen, time.GetUtcNow(), cacheTime)));
        }

        if (!IsDryRun(arguments))
        {
            foreach (var move in moves.Where(move => move.Note is not null))
            {
                await session.Store.NoteMoveAsync(move.Domain, move.Current!.Id!, move.Note!, cancellationToken);
            }
        }

        if (isDone && !IsJson(arguments))
        {
            console.WriteMessage("Done.");
        }

        HashSet<DomainName> done = [.. (isDone ? changed : []).Select(move => move.Domain)];
        Write(arguments, console, moves, done);
        return GetExitCode(arguments, moves.Where(move => !done.Contains(move.Domain)));
    }

    protected override TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => rollout.GetRefreshAfter(arguments, console);

    private static ChangeStep CreateStep(StoreSession session, MxMove move, string reason)
    {
        var edit = new PolicyEdit { Mx = [.. move.NextMx!.Select(pattern => $"{pattern}")] };
        var draft = edit.Apply(move.Current, template: null);
        return ChangeStep.Save(session, move.Domain, move.Current, draft, ChangeGuard.FormatReason(move.Blockers, reason));
    }

    private List<MxMove> Judge(ParseResult arguments, IEnumerable<RolloutStatus> statuses)
    {
        var target = MxTarget.Parse(arguments.GetRequiredValue(to));
        return [.. statuses.Select(status => new MxMove(status, target, time.GetUtcNow(), arguments.GetValue(force)))];
    }

    private void Write(ParseResult arguments, CliConsole console, List<MxMove> moves, HashSet<DomainName> done)
    {
        var isDryRun = IsDryRun(arguments);
        if (IsJson(arguments))
        {
            console.WriteJson(
                [.. moves.Select(move => MxMoveJson.From(move, done.Contains(move.Domain), isDryRun))],
                ToolJson.Default.IReadOnlyListMxMoveJson);
        }
        else if (isDryRun)
        {
            MxMoveView.WritePlan(console, moves);
        }
        else
        {
            MxMoveView.Write(console, moves, time.GetUtcNow());
        }

        if (isDryRun)
        {
            console.WriteMessage("Nothing was changed: --dry-run.");
        }
    }

    // A domain that got its step, or is done, is as it should be.
    private int GetExitCode(ParseResult arguments, IEnumerable<MxMove> others)
    {
        var stages = others.Select(move => move.Step.Stage).ToHashSet();
        return stages.Contains(MxMoveStage.MailAtRisk) ? ExitCode.Findings
            : stages.Any(stage => IsDryRun(arguments)
                ? stage is MxMoveStage.Refused or MxMoveStage.Unknown
                : stage is not MxMoveStage.Done) ? ExitCode.Failed
            : ExitCode.Done;
    }
}
