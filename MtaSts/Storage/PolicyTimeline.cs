namespace MtaSts.Storage;

/// <summary>
/// All states that a domain was ever in, newest first: the current one, or its removal, on top. Empty when it was never hosted.
/// </summary>
/// <param name="States">The states; each stood until the one before it in this list came.</param>
public sealed record PolicyTimeline(IReadOnlyList<StoredPolicy> States)
{
    /// <summary>Whether the current state was deleted by hand, and with it all that said which one that was.</summary>
    public bool IsCurrentLost { get; init; }

    /// <summary>The state that the domain is in; null when it is not hosted.</summary>
    public StoredPolicy? Current => States is [{ IsRemoval: false } newest, ..] && !IsCurrentLost ? newest : null;

    /// <summary>Reads the states of a domain.</summary>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    public static async Task<PolicyTimeline> ReadAsync(IEditablePolicyStore store, DomainName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var current = await store.ReadAsync(domain, cancellationToken);
        var history = await store.HistoryAsync(domain, cancellationToken).ToListAsync(cancellationToken);

        // Somebody may have replaced the current state between the two reads, and then it is in both.
        return current is null
            ? new PolicyTimeline(history) { IsCurrentLost = history is [{ IsRemoval: false }, ..] }
            : new PolicyTimeline([current, .. history.Where(state => state.ChangedAt != current.ChangedAt)]);
    }

    /// <summary>The newest state whose policy has this id; null when there was none.</summary>
    public StoredPolicy? WithId(string id) =>
        States.FirstOrDefault(state => state.Policy is { } policy && Policies.PolicyId.Compute(policy) == id);

    /// <summary>The state that the domain was in at <paramref name="time"/>; null when it had none yet.</summary>
    public StoredPolicy? At(DateTimeOffset time) => States.FirstOrDefault(state => state.ChangedAt <= time);
}
