using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>What a template may have added to the policies of those who used it.</summary>
/// <param name="Name">The template.</param>
/// <param name="LargestMaxAge">The largest max_age, in seconds, that it is known to have had; null when none is known.</param>
/// <param name="ManuallyEditedAt">When it was edited by hand last: before, it may have had any max_age. Null when it never was.</param>
public sealed record TemplateHistory(string Name, int? LargestMaxAge, DateTimeOffset? ManuallyEditedAt)
{
    /// <summary>Reads the past of each template in a timeline.</summary>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    public static async Task<IReadOnlyDictionary<string, TemplateHistory>> ReadAsync(
        IEditablePolicyStore store, PolicyTimeline timeline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(timeline);
        var pasts = new Dictionary<string, TemplateHistory>();
        foreach (var name in timeline.States.Select(state => (state.Content as PolicyContent.Template)?.Name).OfType<string>().Distinct())
        {
            var current = await store.ReadTemplateAsync(name, cancellationToken);
            var history = await store.TemplateHistoryAsync(name, cancellationToken).ToListAsync(cancellationToken);
            var states = history.Append(current).OfType<StoredTemplate>().ToList();
            pasts[name] = new TemplateHistory(
                name, states.Max(state => state.MaxAge), states.Where(state => state.ChangedBy is null).Max(state => state.ChangedAt));
        }

        return pasts;
    }
}
