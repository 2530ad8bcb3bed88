using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Publishing;
using MtaSts.Cli.Reports;
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
    private readonly PublishOption publish;
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
        rollout = new RolloutOptions(services) { Reports = new TlsReportsOption(services) };
        publish = new PublishOption(services, rollout);
        to.Required = true;
        Arguments.Add(domains);
        AddOptions(to, force);
        publish.AddTo(this);
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
        var reports = await rollout.ReadReportsAsync(arguments, console, names, cancellationToken);
        var publication = publish.IsSet(arguments) && !IsDryRun(arguments)
            ? await publish.PrepareAsync(arguments, console, session, IsJson(arguments), id => id.IsWritten, cancellationToken)
            : null;
        HashSet<DomainName> changed = [];
        List<PublishedId> published = [];
        HashSet<(DomainName Domain, string? Id)> tried = [];
        while (true)
        {
            // What is published may let the next step be taken at once.
            var moves = await TakeStepAsync(arguments, console, session, names, reports, changed, cancellationToken);
            var waiting = moves.FindAll(move => move.Step.Stage == MxMoveStage.Publish);
            var next = waiting.FindAll(move => tried.Add((move.Domain, move.Current?.Id))).ConvertAll(move => move.Domain);
            if (publication is null || next.Count == 0)
            {
                Write(arguments, console, moves, changed, published);
                var failed = publication is null ? [] : waiting.Select(move => move.Domain);
                changed.UnionWith(published.Select(id => id.Domain));
                return GetExitCode(arguments, moves.Where(move => !changed.Except(failed).Contains(move.Domain)));
            }

            published.AddRange((await publication.RunAsync(next, cancellationToken)).Published);
        }
    }

    /// <summary>Takes the next step of each domain that can be taken now.</summary>
    /// <param name="changed">Gets the domains whose policy it changed.</param>
    /// <returns>Where they stand then.</returns>
    private async Task<List<MxMove>> TakeStepAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        IReadOnlyList<DomainName> names,
        ReadReports? reports,
        HashSet<DomainName> changed,
        CancellationToken cancellationToken)
    {
        var statuses = await rollout.FindStatusAsync(arguments, console, session.Store, names, cancellationToken, reports);
        if (statuses.FirstOrDefault(status => status is { Current: null, Timeline.IsCurrentLost: false }) is { } stranger
            && ReadDefault(console)?.Covers(stranger.Domain) == true)
        {
            throw Missing(console, stranger.Domain, "");
        }

        var moves = Judge(arguments, statuses);
        var toChange = moves.FindAll(move => move.NextMx is not null);
        NamedReasons.Write(
            console, "Warning for", moves.SelectMany(move => move.Warnings.Select(warning => (Words.Format(move.Domain), warning))));
        var steps = toChange.Select(move => CreateStep(session, move, GetReason(arguments)));
        if (await ApplyAsync(arguments, console, [.. steps], cancellationToken))
        {
            changed.UnionWith(toChange.Select(move => move.Domain));
            var cacheTime = GetRefreshAfter(arguments, console);
            var timelines = await session.Store.ReadTimelinesAsync(names, cancellationToken);
            moves = Judge(arguments, timelines.Zip(
                statuses,
                (timeline, status) => RolloutOptions.CreateStatus(timeline, status.Seen, time.GetUtcNow(), cacheTime, reports)));
            if (!IsJson(arguments))
            {
                console.WriteMessage("Done.");
            }
        }

        if (!IsDryRun(arguments))
        {
            foreach (var move in moves.Where(move => move.Note is not null))
            {
                await session.Store.NoteMoveAsync(move.Domain, move.Current!.Id!, move.Note!, cancellationToken);
            }
        }

        return moves;
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

    private void Write(
        ParseResult arguments, CliConsole console, List<MxMove> moves, HashSet<DomainName> changed, List<PublishedId> published)
    {
        var isDryRun = IsDryRun(arguments);
        if (IsJson(arguments))
        {
            console.WriteJson(
                [
                    .. moves.Select(move => MxMoveJson.From(move, changed.Contains(move.Domain), isDryRun) with
                    {
                        Publication = published.FindLast(id => id.Domain == move.Domain)?.ToJson(),
                    }),
                ],
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
