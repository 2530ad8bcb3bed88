using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// All states that a domain was ever in, newest first: the current one, or its removal, on top. A change of a template is a state of each
/// domain that used it. Empty when the domain was never hosted.
/// </summary>
/// <param name="States">The states; each stood until the one before it in this list came.</param>
public sealed record PolicyTimeline(IReadOnlyList<StoredPolicy> States)
{
    /// <summary>Whether the current state was deleted by hand, and with it all that said which one that was.</summary>
    public bool IsCurrentLost { get; init; }

    /// <summary>
    /// Until when senders may hold policies that are not among the states, UTC, as somebody said; null when there are none.
    /// </summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The state that the domain is in; null when it is not hosted.</summary>
    public StoredPolicy? Current => States is [{ IsRemoval: false } newest, ..] && !IsCurrentLost ? newest : null;

    /// <summary>The newest state whose policy has this id, as it is or as earlier versions made it; null when there was none.</summary>
    public StoredPolicy? WithId(string id) =>
        States.FirstOrDefault(state => state.Id == id)
        ?? States.FirstOrDefault(state => state.Policy is { } policy && PolicyId.ComputeDigest(policy) == id);

    /// <summary>The state that the domain was in at <paramref name="time"/>; null when it had none yet.</summary>
    public StoredPolicy? At(DateTimeOffset time) => States.FirstOrDefault(state => state.Since <= time);
}
