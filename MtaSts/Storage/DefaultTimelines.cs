namespace MtaSts.Storage;

/// <summary>Adds what domains without a row have by the default template to what the store says of them.</summary>
public static class DefaultTimelines
{
    /// <summary>
    /// The timelines, of domains that the default is for and that have no row with the states of the template before their own: those since
    /// the row was removed, where there was one. A row that was deleted by hand stays lost, with what is served in its place.
    /// </summary>
    /// <param name="store">The store, of which the template is read.</param>
    /// <param name="defaults">The default; null for none.</param>
    /// <param name="domains">The domains.</param>
    /// <param name="timelines">What the store says of them, in their order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    public static async Task<IReadOnlyList<PolicyTimeline>> AddDefaultAsync(
        this IEditablePolicyStore store,
        DefaultTemplate? defaults,
        IReadOnlyList<DomainName> domains,
        IReadOnlyList<PolicyTimeline> timelines,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var known = domains.Zip(timelines).ToList();
        if (defaults is null || !known.Exists(pair => IsDefault(defaults, pair.First, pair.Second)))
        {
            return timelines;
        }

        var template = await store.ReadTemplateTimelineAsync(defaults.Name, cancellationToken);
        return [.. known.Select(pair => !IsDefault(defaults, pair.First, pair.Second) ? pair.Second
            : pair.Second.IsCurrentLost ? pair.Second with { InPlaceOfLost = defaults }
            : Add(defaults, pair.First, pair.Second, template))];
    }

    private static bool IsDefault(DefaultTemplate defaults, DomainName domain, PolicyTimeline timeline) =>
        timeline.Current is null && defaults.Covers(domain);

    private static PolicyTimeline Add(DefaultTemplate defaults, DomainName domain, PolicyTimeline timeline, TemplateTimeline template)
    {
        if (template.Current is null)
        {
            return timeline with { States = [defaults.Apply(domain, template: null), .. timeline.States] };
        }

        var since = timeline.States.Count > 0 ? timeline.States[0].Since : null;
        var later = template.States.TakeWhile(state => !(state.Since <= since)).ToList();
        var states = later.Where(state => !state.IsRemoval).Select(state => defaults.Apply(domain, state)).ToList();
        if (template.States.Skip(later.Count).FirstOrDefault() is { IsRemoval: false } first)
        {
            states.Add(defaults.Apply(domain, first) with { Since = since });
        }

        return timeline with { States = [.. states.Select(state => state with { IsSourceChange = true }), .. timeline.States] };
    }
}
