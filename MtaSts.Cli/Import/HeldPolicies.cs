using MtaSts.Cli.Changes;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>
/// Until when senders may hold policies of the imported domains that the history here does not know. A backup says it; of one that does
/// not, from an earlier version or from a store without history, the longest max_age is assumed. A mere list of domains has no past.
/// What a list says does not shorten what is assumed of the host: it may be of another store, and older.
/// </summary>
internal sealed class HeldPolicies(IEditablePolicyStore store, DefaultTemplate? defaults, DateTimeOffset now, TimeSpan refreshAfter)
{
    private const string Said = "the file says until when senders may hold earlier policies; that is kept";
    private const string NotSaid = $"the file does not say until when senders may hold earlier policies (heldUntil), {AssumedHold.Longest}";
    private const string Lost = $"the row was deleted by hand, and what senders may hold is unknown, {AssumedHold.Longest}";
    private const string Default = "it had no row, and senders may hold the default template, which may have been in enforce; that is kept";

    /// <summary>The steps, with the time where there is one to be kept.</summary>
    public async Task<List<ImportStep>> AddAsync(
        IReadOnlyList<ImportStep> steps, IReadOnlyDictionary<DomainName, ImportRow> rows, CancellationToken cancellationToken)
    {
        var timelines = await store.ReadTimelinesAsync([.. steps.Select(step => step.Domain)], cancellationToken);
        var hold = await DefaultHold.FindAsync(
            store,
            defaults,
            steps.Where(step => step.Before is null).Select(step => (step.Domain, step.After.Policy)),
            now,
            refreshAfter,
            cancellationToken);
        return [.. steps.Zip(timelines, (step, timeline) => AddDefault(Add(step, rows[step.Domain], timeline), hold))];
    }

    private static ImportStep AddDefault(ImportStep step, DefaultHold hold) =>
        hold.Ends.TryGetValue(step.Domain, out var until) && !(step.HeldUntil >= until)
            ? step with
            {
                HeldUntil = until,
                HeldReason = hold.LesserModes.TryGetValue(step.Domain, out var lesser) ? $"{Default}; {lesser}" : Default,
            }
            : step;

    private ImportStep Add(ImportStep step, ImportRow row, PolicyTimeline timeline)
    {
        var longest = EarlierPolicies.AssumeEnd(now);
        var assumed = step.IsPolicyChange ? row.AssumedHold : null;
        var (until, reason) = timeline.IsCurrentLost ? (longest, Lost)
            : row.HeldUntil is { } said && !(assumed?.Until >= said) ? (new[] { said, longest }.Min(), Said)
            : assumed is not null ? (assumed.Until, assumed.Reason)
            : row.IsBackup && timeline.States.Count == 0 ? (longest, NotSaid)
            : (now, "");
        var after = step.After.Content is PolicyContent.Upstream ? null : step.After.Policy;
        var isKnownHere = EarlierPolicies.FindEnd(timeline, after, now, refreshAfter) >= until;
        return until > now && !isKnownHere ? step with { HeldUntil = until, HeldReason = reason } : step;
    }
}
