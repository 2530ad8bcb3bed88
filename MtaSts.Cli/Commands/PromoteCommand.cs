using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Promotion;
using MtaSts.Cli.Publishing;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class PromoteCommand : ChangeCommand
{
    private const int MaximumDays = 3650;

    private readonly TimeProvider time;
    private readonly SenderOptions sender;
    private readonly DomainSelection domains = new("All domains in testing");
    private readonly Option<int?> limit = new("--limit")
    {
        Description = "Promote at most this many of those that are ready, the longest in testing first",
        HelpName = "N",
        CustomParser = result => NumberOption.Between(1, int.MaxValue)(result),
    };

    private readonly Option<int> minimumDays = new("--min-days")
    {
        Description = "Days that a domain has to have been in testing",
        HelpName = "DAYS",
        DefaultValueFactory = _ => (int)PromotionGate.DefaultMinimum.TotalDays,
        CustomParser = NumberOption.Between(0, MaximumDays),
    };

    private readonly Option<bool> force = new("--force") { Description = "Promote in spite of what holds a domain back; needs --reason" };

    private readonly PublishOption publish;

    public PromoteCommand(ToolServices services)
        : base(
            "promote", "Moves domains from testing to enforce if nothing holds them back.", "mta-sts promote --all --limit 10 --publish")
    {
        sender = new SenderOptions(services);
        time = services.Time;
        publish = new PublishOption(services, sender.Rollout);
        domains.AddTo(this);
        AddOptions(limit, minimumDays, force);
        publish.AddTo(this);
        sender.AddTo(this);
        RequireReasonFor(force);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var publication = publish.IsSet(arguments) && !IsDryRun(arguments)
            ? await publish.PrepareAsync(arguments, console, session, IsJson(arguments), waitsForDns: _ => false, cancellationToken)
            : null;
        var cases = await JudgeAsync(
            arguments, console, await ReadAsync(arguments, console, session.Store, cancellationToken), cancellationToken);
        var ready = cases.FindAll(promotion => IsReady(arguments, promotion));
        var chosen = ready.Take(arguments.GetValue(limit) ?? int.MaxValue).ToList();
        if (FindReader(arguments, console) is { } reader)
        {
            PromotionLines.Write(reader, cases, ready, chosen);
        }

        List<PromotionCandidate> promoted = [];
        PublicationResult? published = null;
        try
        {
            var steps = chosen.Select(promotion => CreateStep(arguments, session, promotion, promoted));
            await ApplyAsync(arguments, console, [.. steps], cancellationToken);
            if (promoted.Count == 0)
            {
                console.WriteMessage(IsDryRun(arguments) ? "Nothing was changed: --dry-run." : "Nothing was changed.");
            }

            if (publication is not null)
            {
                published = await PublishAsync(arguments, console, publication, cases, promoted, cancellationToken);
            }
        }
        catch when (promoted.Count > 0)
        {
            WriteJson(arguments, console, cases, ready, promoted, published);
            throw;
        }

        WriteJson(arguments, console, cases, ready, promoted, published);
        if (publication is null)
        {
            WriteNext(console, promoted.Select(promotion => promotion.Promoted), GetRefreshAfter(arguments, console));
        }

        var exitCode = GetExitCode(arguments, cases, ready);
        return exitCode == ExitCode.Done && published is not (null or { IsDone: true, ToWriteByHand: [] }) ? ExitCode.Failed : exitCode;
    }

    protected override TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => sender.GetRefreshAfter(arguments, console);

    private bool IsReady(ParseResult arguments, PromotionCandidate promotion) =>
        promotion.IsPossible && (promotion.Blockers.Count == 0 || arguments.GetValue(force));

    // Of all domains some are always held back; one that was named is expected to go.
    private int GetExitCode(ParseResult arguments, List<PromotionCandidate> cases, List<PromotionCandidate> ready) =>
        !domains.IsAll(arguments) && cases.Exists(promotion => !promotion.IsDone && !ready.Contains(promotion))
            ? ExitCode.Findings
            : ExitCode.Done;

    private async Task<List<PolicyTimeline>> ReadAsync(
        ParseResult arguments, CliConsole console, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var names = domains.IsAll(arguments)
            ? await ListAsync(arguments, console, store, cancellationToken)
            : [.. domains.GetNames(arguments)];
        var timelines = await store.ReadTimelinesAsync(names, cancellationToken);
        return names.Zip(timelines).FirstOrDefault(read => read.Second.Current is null) is ({ } missing, not null)
            ? throw Missing(console, missing, $"{missing} is not hosted here. Nothing was changed.")
            : [.. timelines];
    }

    private async Task<List<DomainName>> ListAsync(
        ParseResult arguments, CliConsole console, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var hosted = await (await domains.ListHostedAsync(arguments, store, cancellationToken)).ToListAsync(cancellationToken);
        NamedReasons.Write(
            console,
            "Left out",
            hosted.Where(stored => stored.Content is null)
                .Select(invalid => (Words.Format(invalid.Domain), PromotionGate.FindStateBlocker(invalid)!)));

        return [.. hosted.Where(stored => PromotionGate.FindStateBlocker(stored) is null).Select(stored => stored.Domain)];
    }

    /// <summary>Judges each domain, and checks those that nothing else holds back; the longest in testing first.</summary>
    private async Task<List<PromotionCandidate>> JudgeAsync(
        ParseResult arguments, CliConsole console, List<PolicyTimeline> timelines, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var minimum = TimeSpan.FromDays(arguments.GetValue(minimumDays));
        var cases = timelines.ConvertAll(timeline =>
        {
            var fault = PromotionGate.FindStateBlocker(timeline.Current!);
            var inTesting = PromotionGate.TimeInTesting(timeline, now);
            var blocker = fault
                ?? PromotionGate.FindTimeBlocker(timeline, minimum, now)
                ?? MxMovesUnderWay.FindPromotionBlocker(timeline, now);
            return new PromotionCandidate(timeline, inTesting, blocker is null ? [] : [blocker], fault is null)
            {
                HeldUntil = blocker is not null && fault is null ? PromotionGate.FindEnd(timeline, minimum, now) : null,
            };
        });
        var toCheck = cases.FindAll(promotion => IsReady(arguments, promotion));
        var senders = await sender.ReadReportsAsync(
            arguments, console, toCheck.Select(promotion => promotion.Domain), minimum, cancellationToken);
        var requests = toCheck.ConvertAll(
            promotion => senders.AddTo(new CheckRequest(promotion.Domain, promotion.Current), promotion.Timeline));
        SenderReports.TellMissing(console, requests);
        var reports = await sender.CheckAsync(arguments, console, requests, cancellationToken);
        var blockers = reports.ToDictionary(report => report.Domain, PromotionGate.GetBlockers);
        return
        [
            .. cases
                .Select(
                    promotion => promotion with { Blockers = [.. promotion.Blockers, .. blockers.GetValueOrDefault(promotion.Domain, [])] })
                .OrderByDescending(promotion => promotion.InTesting)
                .ThenBy(promotion => promotion.Domain.Ascii, StringComparer.Ordinal),
        ];
    }

    private ChangeStep CreateStep(
        ParseResult arguments, StoreSession session, PromotionCandidate promotion, List<PromotionCandidate> promoted)
    {
        var reason = ChangeGuard.FormatReason(promotion.Blockers, GetReason(arguments));
        var save = ChangeStep.Save(session, promotion.Domain, promotion.Current, promotion.Draft, reason);
        return save with
        {
            ApplyAsync = async token =>
            {
                await save.ApplyAsync(token);
                promoted.Add(promotion with { Promoted = await session.Store.ReadAsync(promotion.Domain, token) });
            },
        };
    }

    /// <summary>Publishes the ids of what was promoted, now or in a call before that did not get so far.</summary>
    /// <returns>Null where there is nothing to publish.</returns>
    private async Task<PublicationResult?> PublishAsync(
        ParseResult arguments,
        CliConsole console,
        Publication publication,
        List<PromotionCandidate> cases,
        List<PromotionCandidate> promoted,
        CancellationToken cancellationToken)
    {
        List<DomainName> names =
        [
            .. cases.Where(promotion => promotion.IsDone && !domains.IsAll(arguments)).Concat(promoted)
                .Select(promotion => promotion.Domain),
        ];
        if (names.Count == 0)
        {
            return null;
        }

        var result = await publication.RunAsync(names, cancellationToken);
        if (result.ToWriteByHand.Count > 0)
        {
            console.WriteMessage(NextLine.Format(result.ToWriteByHand));
        }

        return result;
    }

    /// <summary>Tells programs what became of each domain.</summary>
    private void WriteJson(
        ParseResult arguments,
        CliConsole console,
        List<PromotionCandidate> cases,
        List<PromotionCandidate> ready,
        List<PromotionCandidate> promoted,
        PublicationResult? published)
    {
        if (!IsJson(arguments))
        {
            return;
        }

        var cacheTime = GetRefreshAfter(arguments, console);
        console.WriteJson(
            [.. cases.Select(promotion => (promoted.Find(candidate => candidate.Domain == promotion.Domain) is { } done
                ? PromotionJson.From(done, PromotionJson.Promoted, cacheTime)
                : PromotionJson.From(promotion, GetOutcome(promotion), cacheTime)) with
            {
                Publication = published?.Published.FirstOrDefault(id => id.Domain == promotion.Domain)?.ToJson(),
            })],
            ToolJson.Default.IReadOnlyListPromotionJson);

        string GetOutcome(PromotionCandidate promotion) => promotion.IsDone ? PromotionJson.Unchanged
            : !ready.Contains(promotion) ? PromotionJson.HeldBack
            : PromotionJson.Ready;
    }
}
