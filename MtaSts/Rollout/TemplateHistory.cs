using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>What a template may have contributed to the policies that used it.</summary>
/// <param name="LargestMaxAge">The largest known max_age, in seconds; null if none is known.</param>
/// <param name="ManuallyEditedAt">When it was last edited by hand: before that it may have had any max_age. Null if it never was.</param>
public sealed record TemplateHistory(string Name, int? LargestMaxAge, DateTimeOffset? ManuallyEditedAt)
{
    /// <summary>Reads the history of each template in a timeline.</summary>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    public static async Task<IReadOnlyDictionary<string, TemplateHistory>> ReadAsync(
        IEditablePolicyStore store, PolicyTimeline timeline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(timeline);
        var histories = new Dictionary<string, TemplateHistory>();
        foreach (var name in timeline.States.Select(state => (state.Content as PolicyContent.Template)?.Name).OfType<string>().Distinct())
        {
            var current = await store.ReadTemplateAsync(name, cancellationToken);
            var history = await store.TemplateHistoryAsync(name, cancellationToken).ToListAsync(cancellationToken);
            histories[name] = Summarize(name, current is null ? history : [current, .. history]);
        }

        return histories;
    }

    /// <summary>What all states of a template have in common, in any order.</summary>
    internal static TemplateHistory Summarize(string name, IReadOnlyList<StoredTemplate> states) =>
        new(name, states.Max(state => state.MaxAge), states.Where(state => state.ChangedBy is null).Max(state => state.ChangedAt));
}
