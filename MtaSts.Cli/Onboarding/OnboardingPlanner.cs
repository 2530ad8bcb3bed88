using System.Collections.Concurrent;
using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding;

/// <summary>Looks where every domain stands, and what there is to do.</summary>
internal sealed class OnboardingPlanner(OnboardingTools tools, NewPolicies policies)
{
    public async Task<OnboardingPlan> PlanAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        IReadOnlyList<DomainName> domains,
        string reason,
        CancellationToken cancellationToken)
    {
        var board = new OnboardingBoard(domains);
        var stored = await session.ReadAsync(domains, cancellationToken);
        var names = new ConcurrentDictionary<DomainName, HostNameSituation>();
        var work = Task.WhenAll(domains.Select(domain => LookAsync(domain, stored, names, board, cancellationToken)));
        await ProgressBar.ShowAsync(console, "Looking", domains.Count, () => board.CountReported(), work);

        var missing = domains.Where(domain => !stored.ContainsKey(domain)).ToList();
        var lost = await FindLostAsync(missing, board, cancellationToken);
        var steps = await policies.PlanAsync(
            arguments,
            console,
            session,
            [.. missing.Except(lost).Where(names.ContainsKey).Select(domain => names[domain])],
            reason,
            cancellationToken);
        foreach (var step in steps.Where(step => step.Planned.Blockers.Count > 0))
        {
            var why = string.Join("; ", step.Planned.Blockers);
            board.Report(step.Planned.Domain!.Value, Stuck($"No policy: {why}."));
        }

        return new OnboardingPlan(names, steps, [.. domains.Where(stored.ContainsKey)], board);
    }

    private async Task LookAsync(
        DomainName domain,
        IReadOnlyDictionary<DomainName, StoredPolicy> stored,
        ConcurrentDictionary<DomainName, HostNameSituation> names,
        OnboardingBoard board,
        CancellationToken cancellationToken)
    {
        var walk = new DomainOnboarding(tools, domain) { Found = name => names[domain] = name, IsHosted = stored.ContainsKey(domain) };
        board.Report(domain, await walk.LookAsync(cancellationToken));
    }

    // What was deleted by hand may live on at senders, and a new policy would hide that.
    private async Task<IReadOnlyList<DomainName>> FindLostAsync(
        IReadOnlyList<DomainName> missing, OnboardingBoard board, CancellationToken cancellationToken)
    {
        var timelines = await tools.Store.ReadTimelinesAsync(missing, cancellationToken);
        var lost = missing.Zip(timelines).Where(read => read.Second.IsCurrentLost).Select(read => read.First).ToList();
        foreach (var domain in lost)
        {
            board.Report(domain, Stuck($"Its row was deleted by hand. Run 'mta-sts rollback {domain}' first."));
        }

        return lost;
    }

    private static OnboardingStep Stuck(string text) => new(OnboardingStage.Policy, OnboardingTurn.Stuck, text);
}
