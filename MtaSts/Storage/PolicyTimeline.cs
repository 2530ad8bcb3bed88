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

    /// <summary>What was noted of the last move of its MX; null without any.</summary>
    public MxMoveNote? Move { get; init; }

    /// <summary>The state that the domain is in; null when it is not hosted.</summary>
    public StoredPolicy? Current => States is [{ IsRemoval: false } newest, ..] && !IsCurrentLost ? newest : null;

    /// <summary>
    /// The state by which the domain came to the mode of its newest state, as far back as is known: an edit by hand hides what was before,
    /// and so does a state without a time. Null without a policy.
    /// </summary>
    public StoredPolicy? FirstInMode
    {
        get
        {
            StoredPolicy? first = null;
            foreach (var state in States.TakeWhile(state => state.Policy?.Mode is { } mode && mode == States[0].Policy?.Mode))
            {
                if (state.Since is null)
                {
                    break;
                }

                first = state;
                if (state.ChangedBy is null)
                {
                    break;
                }
            }

            return first;
        }
    }

    /// <summary>The newest state whose policy has this id, as it is or as earlier versions made it; null when there was none.</summary>
    public StoredPolicy? WithId(string id) =>
        States.FirstOrDefault(state => state.Id == id)
        ?? States.FirstOrDefault(state => state.Policy is { } policy && PolicyId.ComputeDigest(policy) == id);

    /// <summary>The state that the domain was in at <paramref name="time"/>; null when it had none yet.</summary>
    public StoredPolicy? At(DateTimeOffset time) => States.FirstOrDefault(state => state.Since <= time);
}
