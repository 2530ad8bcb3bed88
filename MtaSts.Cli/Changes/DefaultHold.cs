using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

/// <summary>
/// Until when senders may go by the default template, in enforce, of domains that get a row of their own, UTC: no state of those domains
/// tells.
/// </summary>
internal sealed record DefaultHold(IReadOnlyDictionary<DomainName, DateTimeOffset> Ends)
{
    /// <param name="store">The store, of which the template is read with its history where the default is in enforce.</param>
    /// <param name="defaults">The default; null for none.</param>
    /// <param name="first">The domains that have no row, and the policy that each gets; null where that is unknown.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="refreshAfter">How long the app may go on serving the default from its cache.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DefaultHold> FindAsync(
        IEditablePolicyStore store,
        DefaultTemplate? defaults,
        IEnumerable<(DomainName Domain, Policy? Policy)> first,
        DateTimeOffset now,
        TimeSpan refreshAfter,
        CancellationToken cancellationToken)
    {
        var policies = defaults is { Mode: PolicyMode.Enforce } ? first.DistinctBy(item => item.Domain).ToDictionary() : [];
        List<DomainName> domains = [.. policies.Keys];
        var stored = await store.ReadTimelinesAsync(domains, cancellationToken);
        var timelines = await store.AddDefaultAsync(defaults, domains, stored, cancellationToken);
        var ends = domains.Zip(timelines, (domain, timeline) => (domain, FindEnd(timeline, policies[domain], now, refreshAfter)));
        return new DefaultHold(ends.Where(end => end.Item2 > now).ToDictionary(end => end.domain, end => end.Item2!.Value));
    }

    /// <summary>The step; one that gives a domain its first row notes the time before.</summary>
    public ChangeStep Keep(StoreSession session, ChangeStep step) =>
        step.Planned.Domain is { } domain && Ends.TryGetValue(domain, out var until)
            ? step with
            {
                ApplyAsync = async cancellationToken =>
                {
                    await session.Store.ExtendHeldAsync(domain, until, cancellationToken);
                    await step.ApplyAsync(cancellationToken);
                },
            }
            : step;

    // What the domain had before by rows of its own is in its history.
    private static DateTimeOffset? FindEnd(PolicyTimeline timeline, Policy? policy, DateTimeOffset now, TimeSpan refreshAfter) =>
        EarlierPolicies.FindEnd(
            new PolicyTimeline([.. timeline.States.TakeWhile(state => state.IsDefault)]), policy, now, refreshAfter);
}
