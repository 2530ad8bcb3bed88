using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>promote</c>: from testing to enforce, through the gate of a clean check.</summary>
internal sealed class PromoteCommand : ChangeCommand
{
    private const int Concurrency = 16;
    private const int MaximumDays = 3650;

    private readonly TimeProvider time;
    private readonly SenderOptions sender = new();
    private readonly Argument<DomainName[]> domains = Cli.Arguments.Domains();
    private readonly Option<bool> all = new("--all") { Description = "All hosted domains in testing." };
    private readonly RefreshOption refreshAfter = new();

    private readonly Option<int?> limit = new("--limit")
    {
        Description = "Promote this many at most: of those ready, the longest in testing.",
        HelpName = "N",
        CustomParser = result => NumberText.Between(1, int.MaxValue)(result),
    };

    private readonly Option<int> minimumDays = new("--min-days")
    {
        Description = "Days that a domain has to have been in testing.",
        HelpName = "DAYS",
        DefaultValueFactory = _ => 14,
        CustomParser = NumberText.Between(0, MaximumDays),
    };

    private readonly Option<bool> force = new("--force") { Description = "Promote against what holds it back; needs --reason." };

    private readonly Option<bool> wait = new("--wait")
    {
        Description = "Wait until the new policy is served before saying which records to change.",
    };

    public PromoteCommand(TimeProvider time)
        : base("promote", "Takes domains from testing to enforce, when nothing holds them back.", "mta-sts promote --all --limit 10 --dry-run")
    {
        this.time = time;
        domains.Arity = ArgumentArity.ZeroOrMore;
        Arguments.Add(domains);
        foreach (var option in (Option[])[all, limit, minimumDays, force, wait])
        {
            Options.Add(option);
        }

        refreshAfter.AddTo(this);
        sender.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(domains) is { Tokens.Count: > 0 } == result.GetValue(all))
            {
                result.AddError("Name domains, or say --all.");
            }
        });
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(force) && string.IsNullOrWhiteSpace(arguments.GetValue(Reason)))
        {
            throw new CommandException(ExitCode.WrongUsage, "Say with --reason why to --force it.");
        }

        var cacheAge = refreshAfter.Read(arguments);
        var cases = await JudgeAsync(arguments, terminal, await ReadAsync(arguments, workplace.Store, cancellationToken), cancellationToken);
        var ready = cases.Where(promotion => promotion.IsPossible && (promotion.Blockers.Count == 0 || arguments.GetValue(force))).ToList();
        var chosen = ready.Take(arguments.GetValue(limit) ?? int.MaxValue).ToList();
        foreach (var message in PromotionLines.Format(cases, ready, chosen))
        {
            CliConsole.WriteMessage(message);
        }

        List<PromotionCandidate> promoted = [];
        try
        {
            var proposals = chosen.Select(promotion => Propose(arguments, workplace, promotion, promoted));
            await DecideAsync(arguments, terminal, [.. proposals], cancellationToken);
        }
        catch when (promoted.Count > 0)
        {
            // What was changed is changed, and its records have to follow, whatever became of the others.
            Write(arguments, cases, ready, promoted, served: null, time.GetUtcNow() + cacheAge);
            throw;
        }

        var publishAfter = time.GetUtcNow() + cacheAge;
        if (promoted.Count == 0)
        {
            CliConsole.WriteMessage(arguments.GetValue(DryRun) ? "Nothing was changed: --dry-run." : "Nothing was changed.");
        }

        if (promoted.Count == 0 || !arguments.GetValue(wait))
        {
            Write(arguments, cases, ready, promoted, served: null, publishAfter);
            return GetExitCode(arguments, cases, ready);
        }

        HashSet<DomainName> served;
        try
        {
            served = await new PromotionWatch(sender, time).WaitAsync(arguments, terminal, promoted, cacheAge, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            CliConsole.WriteMessage("Cancelled while waiting; the change is made.");
            Write(arguments, cases, ready, promoted, served: null, publishAfter);
            return ExitCode.Failed;
        }

        Write(arguments, cases, ready, promoted, served, publishAfter);
        return served.Count < promoted.Count ? ExitCode.Failed : GetExitCode(arguments, cases, ready);
    }

    // Format all domains some are always held back; whoever names one wants to know.
    private int GetExitCode(ParseResult arguments, List<PromotionCandidate> cases, List<PromotionCandidate> ready) =>
        !arguments.GetValue(all) && cases.Exists(promotion => !promotion.IsDone && !ready.Contains(promotion)) ? ExitCode.Findings : ExitCode.Done;

    private async Task<List<PolicyTimeline>> ReadAsync(ParseResult arguments, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var names = arguments.GetValue(all) ? await ListAsync(store, cancellationToken) : [.. arguments.GetValue(domains)!];
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

    private static async Task<List<DomainName>> ListAsync(IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var hosted = await store.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        foreach (var invalid in hosted.Where(stored => stored.Content is null))
        {
            CliConsole.WriteMessage($"{DomainTitle.Format(invalid.Domain)}: left out: {PromotionGate.FindStateBlocker(invalid)}");
        }

        return [.. hosted.Where(stored => PromotionGate.FindStateBlocker(stored) is null).Select(stored => stored.Domain)];
    }

    /// <summary>Judges each domain, and checks those that nothing else holds back; the longest in testing first.</summary>
    private async Task<List<PromotionCandidate>> JudgeAsync(
        ParseResult arguments, CliConsole terminal, List<PolicyTimeline> timelines, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var minimum = TimeSpan.FromDays(arguments.GetValue(minimumDays));
        var cases = timelines.ConvertAll(timeline =>
        {
            var fault = PromotionGate.FindStateBlocker(timeline.Current!);
            var inTesting = PromotionGate.TimeInTesting(timeline, now);
            return new PromotionCandidate(timeline, inTesting, [.. new[] { fault ?? PromotionGate.FindTimeBlocker(timeline, minimum, now) }.OfType<string>()], fault is null);
        });
        var toCheck = cases.Where(promotion => promotion.IsPossible && (promotion.Blockers.Count == 0 || arguments.GetValue(force))).ToList();
        var reports = await sender.CheckAsync(
            arguments, terminal, toCheck.Select(promotion => new CheckRequest(promotion.Domain, promotion.Current)), time, cancellationToken);
        var objections = reports.ToDictionary(report => report.Domain, PromotionGate.GetBlockers);
        return
        [
            .. cases
                .Select(promotion => promotion with { Blockers = [.. promotion.Blockers, .. objections.GetValueOrDefault(promotion.Domain, [])] })
                .OrderByDescending(promotion => promotion.InTesting)
                .ThenBy(promotion => promotion.Domain.Ascii, StringComparer.Ordinal),
        ];
    }

    private PlannedChange Propose(ParseResult arguments, StoreSession workplace, PromotionCandidate promotion, List<PromotionCandidate> promoted)
    {
        var draft = promotion.Draft;
        return new PlannedChange(
            promotion.Domain.Ascii,
            FormatText(promotion.Current),
            FormatText(draft.Content, draft.Policy),
            draft.Findings,
            async token =>
            {
                await workplace.Store.SaveAsync(
                    new PolicyChange
                    {
                        Domain = promotion.Domain,
                        Content = draft.Content!,
                        Version = promotion.Current.Version,
                        ChangedBy = await workplace.FindOperatorAsync(token),
                        Reason = arguments.GetValue(Reason)!,
                    },
                    token);
                promoted.Add(promotion);
            });
    }

    /// <summary>Tells what became of each domain and which records to change.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="cases">All domains that were looked at.</param>
    /// <param name="ready">Those that could go.</param>
    /// <param name="promoted">Those that went.</param>
    /// <param name="served">Those whose new policy was seen; null when that was not awaited.</param>
    /// <param name="publishAfter">When every cache of the app has the new policies.</param>
    private void Write(
        ParseResult arguments,
        List<PromotionCandidate> cases,
        List<PromotionCandidate> ready,
        List<PromotionCandidate> promoted,
        HashSet<DomainName>? served,
        DateTimeOffset publishAfter)
    {
        var changing = promoted.Where(promotion => served is null || served.Contains(promotion.Domain)).ToList();
        if (arguments.GetValue(Output) == OutputFormat.Json)
        {
            CliConsole.WriteJson(
                [.. cases.Select(promotion =>
                    promotion.IsDone ? PromotionJson.Unchanged(promotion)
                    : !ready.Contains(promotion) ? PromotionJson.HeldBack(promotion)
                    : !promoted.Contains(promotion) ? PromotionJson.Ready(promotion)
                    : PromotionJson.Promoted(promotion, changing.Contains(promotion) ? publishAfter : null))],
                ToolJson.Default.IReadOnlyListPromotionJson);
        }
        else if (changing.Count > 0)
        {
            CliConsole.WriteText(PromotionLines.FormatTime(served is null ? publishAfter : null) + "\n");
            CliConsole.WriteText(string.Concat(changing.Select(promotion => $"  {PromotionLines.FormatRecord(promotion)}\n")));
        }

        foreach (var promotion in promoted.Except(changing))
        {
            CliConsole.WriteMessage(PromotionLines.FormatNotServed(promotion));
        }
    }
}
