using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>
/// Until when senders may hold policies of the imported domains that the history here does not know. A backup says it; of one that does
/// not, from an earlier version or from a store without history, the longest max_age is assumed. A mere list of domains has no past.
/// </summary>
internal sealed class HeldPolicies(IEditablePolicyStore store, DateTimeOffset now, TimeSpan refreshAfter)
{
    /// <summary>The steps, with the time where there is one to be noted.</summary>
    public async Task<List<ImportStep>> AddAsync(
        IReadOnlyList<ImportStep> steps, IReadOnlyDictionary<DomainName, ImportRow> rows, CancellationToken cancellationToken)
    {
        var timelines = await store.ReadTimelinesAsync([.. steps.Select(step => step.Domain)], cancellationToken);
        return [.. steps.Zip(timelines, (step, timeline) => Add(step, rows[step.Domain], timeline))];
    }

    private ImportStep Add(ImportStep step, ImportRow row, PolicyTimeline timeline)
    {
        var longest = EarlierPolicies.AssumeEnd(now);
        var isUnknown = timeline.IsCurrentLost || (timeline.States.Count == 0 && row is { IsBackup: true, HeldUntil: null });
        var until = isUnknown || row.HeldUntil > longest ? longest : row.HeldUntil;
        var isKnownHere = EarlierPolicies.FindEnd(timeline, step.After.Policy, now, refreshAfter) >= until;
        return until > now && !isKnownHere ? step with { HeldUntil = until, IsHeldUnknown = isUnknown } : step;
    }
}
