using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Output;
using MtaSts.Policies;
using MtaSts.Promotion;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>promote</c>: from testing to enforce, through the gate of a clean check.</summary>
internal sealed class PromoteCommand : ChangeCommand
{
    private const int Concurrency = 16;

    private readonly TimeProvider time;
    private readonly SenderOptions sender = new();
    private readonly Argument<DomainName[]> domains = Cli.Arguments.Domains();
    private readonly Option<bool> all = new("--all") { Description = "All hosted domains in testing." };
    private readonly Option<int?> limit = new("--limit") { Description = "Promote this many at most: of those ready, the longest in testing.", HelpName = "N" };
    private readonly Option<int> minimumDays = new("--min-days") { Description = "Days that a domain has to have been in testing.", HelpName = "DAYS", DefaultValueFactory = _ => 14 };
    private readonly Option<bool> force = new("--force") { Description = "Promote against what holds it back; needs --reason." };
    private readonly Option<bool> wait = new("--wait") { Description = "Wait until the new policy is served before saying which records to change." };
    private readonly Option<TimeSpan> refreshAfter = RefreshOption.Create();

    public PromoteCommand(TimeProvider time)
        : base("promote", "Takes domains from testing to enforce, when nothing holds them back.", "mta-sts promote --all --limit 10 --dry-run")
    {
        this.time = time;
        domains.Arity = ArgumentArity.ZeroOrMore;
        Arguments.Add(domains);
        foreach (var option in (Option[])[all, limit, minimumDays, force, wait, refreshAfter])
        {
            Options.Add(option);
        }

        sender.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(domains) is { Tokens.Count: > 0 } == result.GetValue(all))
            {
                result.AddError("Name domains, or say --all.");
            }

            if (result.GetValue(limit) < 1 || result.GetValue(minimumDays) < 0)
            {
                result.AddError("--limit is 1 or more, --min-days 0 or more.");
            }
        });
    }

    protected override async Task<int> RunAsync(ParseResult arguments, Terminal terminal, PolicyWorkplace workplace, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(force) && string.IsNullOrWhiteSpace(arguments.GetValue(Reason)))
        {
            throw new CommandException(ExitCode.WrongUsage, "Say with --reason why to --force it.");
        }

        var cases = await JudgeAsync(arguments, terminal, await ReadAsync(arguments, workplace.Store, cancellationToken), cancellationToken);
        var ready = cases.Where(promotion => promotion.IsPossible && (promotion.Obstacles.Count == 0 || arguments.GetValue(force))).ToList();
        var chosen = ready.Take(arguments.GetValue(limit) ?? int.MaxValue).ToList();
        foreach (var message in PromotionLines.Of(cases, ready, chosen))
        {
            Terminal.WriteMessage(message);
        }

        var isDone = await DecideAsync(
            arguments, terminal, [.. chosen.Select(promotion => Propose(arguments, workplace, promotion))], cancellationToken);
        var publishAfter = time.GetUtcNow() + arguments.GetValue(refreshAfter);
        var served = isDone && arguments.GetValue(wait)
            ? await WaitAsync(arguments, terminal, chosen, cancellationToken)
            : [.. chosen.Select(promotion => promotion.Domain)];
        Write(arguments, cases, ready, isDone ? chosen : [], served, publishAfter);
        return isDone && served.Count < chosen.Count ? ExitCode.Failed
            : !arguments.GetValue(all) && ready.Count < cases.Count ? ExitCode.Findings
            : ExitCode.Done;
    }

    private async Task<List<PolicyTimeline>> ReadAsync(ParseResult arguments, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var names = arguments.GetValue(all)
            ? await store.ListAsync(cancellationToken)
                .Where(stored => PromotionGate.FaultOf(stored) is null)
                .Select(stored => stored.Domain)
                .ToListAsync(cancellationToken)
            : [.. arguments.GetValue(domains)!];
        var timelines = new PolicyTimeline[names.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names.Index(), options, async (name, token) =>
        {
            timelines[name.Index] = await PolicyTimeline.ReadAsync(store, name.Item, token);
            if (timelines[name.Index].Current is null)
            {
                throw new CommandException(ExitCode.Failed, $"{name.Item} is not hosted here. Nothing was changed.");
            }
        });
        return [.. timelines];
    }

    /// <summary>Judges each domain, and checks those that nothing else holds back; the longest in testing first.</summary>
    private async Task<List<PromotionCase>> JudgeAsync(
        ParseResult arguments, Terminal terminal, List<PolicyTimeline> timelines, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var minimum = TimeSpan.FromDays(arguments.GetValue(minimumDays));
        var cases = timelines.ConvertAll(timeline =>
        {
            var fault = PromotionGate.FaultOf(timeline.Current!);
            var inTesting = PromotionGate.TimeInTesting(timeline, now);
            return new PromotionCase(timeline, inTesting, [.. new[] { fault ?? PromotionGate.HasteOf(inTesting, minimum) }.OfType<string>()], fault is null);
        });
        var toCheck = cases.Where(promotion => promotion.IsPossible && (promotion.Obstacles.Count == 0 || arguments.GetValue(force))).ToList();
        var reports = await sender.CheckAsync(
            arguments, terminal, toCheck.Select(promotion => new CheckRequest(promotion.Domain, promotion.Current)), time, cancellationToken);
        var objections = reports.ToDictionary(report => report.Domain, PromotionGate.ObjectionsOf);
        return
        [
            .. cases
                .Select(promotion => promotion with { Obstacles = [.. promotion.Obstacles, .. objections.GetValueOrDefault(promotion.Domain, [])] })
                .OrderByDescending(promotion => promotion.InTesting)
                .ThenBy(promotion => promotion.Domain.Ascii, StringComparer.Ordinal),
        ];
    }

    private Proposal Propose(ParseResult arguments, PolicyWorkplace workplace, PromotionCase promotion)
    {
        var draft = promotion.Draft;
        return new Proposal(
            promotion.Domain.Ascii,
            TextOf(promotion.Current),
            TextOf(draft.Content, draft.Policy),
            draft.Findings,
            async token => await workplace.Store.SaveAsync(
                new PolicyChange
                {
                    Domain = promotion.Domain,
                    Content = draft.Content!,
                    Version = promotion.Current.Version,
                    ChangedBy = await workplace.FindOperatorAsync(token),
                    Reason = arguments.GetValue(Reason)!,
                },
                token));
    }

    /// <summary>Waits until every instance of the app must have the new policy, and sees whether senders get it; which do, by then.</summary>
    private async Task<HashSet<DomainName>> WaitAsync(
        ParseResult arguments, Terminal terminal, List<PromotionCase> promoted, CancellationToken cancellationToken)
    {
        var duration = arguments.GetValue(refreshAfter);
        var started = time.GetTimestamp();
        await ProgressBar.ShowAsync(
            terminal,
            "Waiting for the app's caches",
            (int)Math.Ceiling(duration.TotalSeconds),
            () => (int)time.GetElapsedTime(started).TotalSeconds,
            Task.Delay(duration, time, cancellationToken));
        var reports = await sender.CheckAsync(
            arguments, terminal, promoted.Select(promotion => new CheckRequest(promotion.Domain)), time, cancellationToken);
        var wanted = promoted.ToDictionary(promotion => promotion.Domain, promotion => PolicyId.Of(promotion.Draft.Policy!));
        return [.. reports.Where(report => report.FetchedId == wanted[report.Domain]).Select(report => report.Domain)];
    }

    private void Write(
        ParseResult arguments,
        List<PromotionCase> cases,
        List<PromotionCase> ready,
        List<PromotionCase> promoted,
        HashSet<DomainName> served,
        DateTimeOffset publishAfter)
    {
        if (arguments.GetValue(Output) == OutputFormat.Json)
        {
            Terminal.WriteJson(
                [.. cases.Select(promotion => PromotionJson.Of(
                    promotion,
                    promoted.Contains(promotion) ? "promoted" : ready.Contains(promotion) ? "ready" : "heldBack",
                    publishAfter,
                    served.Contains(promotion.Domain)))],
                ToolJson.Default.IReadOnlyListPromotionJson);
            return;
        }

        foreach (var line in PromotionLines.OfRecords(promoted, served, arguments.GetValue(wait) ? null : publishAfter))
        {
            Terminal.WriteMessage(line);
        }
    }
}
