using MtaSts.Cli.Console;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

/// <summary>
/// Until when senders may go by the default template of domains that get a row of their own, UTC: no state of those domains tells. The
/// settings do not say since when they are what they are, so it may have been in enforce whatever its mode is now.
/// </summary>
/// <param name="Ends">The times.</param>
/// <param name="LesserModes">Why a first row protects a domain less than the default until now, as clauses.</param>
internal sealed record DefaultHold(
    IReadOnlyDictionary<DomainName, DateTimeOffset> Ends, IReadOnlyDictionary<DomainName, string> LesserModes)
{
    /// <param name="store">The store, of which the template is read with its history.</param>
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
        var inEnforce = defaults is null ? null : defaults with { Mode = PolicyMode.Enforce };
        var policies = inEnforce is null ? [] : first.DistinctBy(item => item.Domain).ToDictionary();
        List<DomainName> domains = [.. policies.Keys];
        var stored = await store.ReadTimelinesAsync(domains, cancellationToken);
        var timelines = await store.AddDefaultAsync(inEnforce, domains, stored, cancellationToken);
        var ends = domains.Zip(timelines, (domain, timeline) => (domain, FindEnd(timeline, policies[domain], now, refreshAfter)));
        return new DefaultHold(
            ends.Where(end => end.Item2 > now).ToDictionary(end => end.domain, end => end.Item2!.Value),
            policies.Select(item => (item.Key, Text: MissingRow.DescribeLesserMode(item.Key, defaults, item.Value?.Mode)))
                .Where(item => item.Text is not null)
                .ToDictionary(item => item.Key, item => item.Text!));
    }

    public void WriteNotes(CliConsole console) =>
        NamedReasons.Write(console, "Note on", LesserModes.Select(lesser => (lesser.Key.Ascii, lesser.Value)));

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
