using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// All states that a domain was ever in, newest first: the current one, or its removal, on top. A change of a template, or of the
/// copy of a provider's policy, is a state of each domain that used it. Empty when the domain was never hosted.
/// </summary>
/// <param name="States">The states; each stood until the one before it in this list came.</param>
public sealed record PolicyTimeline(IReadOnlyList<StoredPolicy> States) : StateTimeline<StoredPolicy>(States)
{
    /// <summary>
    /// Until when senders may hold policies that are not among the states, UTC, as somebody said; null when there are none.
    /// </summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The copy of the provider's policy that the domain follows now; null where it follows none, or no copies are kept.</summary>
    public UpstreamCopy? Copy { get; init; }

    /// <summary>What the app serves the domain by default while its current row is lost; null for nothing.</summary>
    public DefaultTemplate? InPlaceOfLost { get; init; }

    /// <summary>Policies that senders report to go by, where reports were read: what is held can end later because of them.</summary>
    public IReadOnlyList<PolicyInUse> InUse { get; init; } = [];

    /// <summary>Whose the domain is, by <see cref="CustomerName"/>; null where it is not known.</summary>
    public string? Customer { get; init; }

    /// <summary>What was noted of a move of its MX under the newest state; null if nothing was.</summary>
    public MxMoveNote? Move => States is [var newest, ..] ? newest.MxMove : null;

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
}
