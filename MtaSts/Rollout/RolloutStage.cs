namespace MtaSts.Rollout;

/// <summary>
/// Where a domain stands in the life of a change, the worst first: what has to be mended, up to <see cref="Unknown"/>; what somebody has
/// to do, up to <see cref="ToPromote"/>; what only takes time, up to <see cref="Held"/>; and what is in order.
/// </summary>
public enum RolloutStage
{
    /// <summary>A mail host is not covered by a policy in enforce that senders get or hold: they do not deliver there.</summary>
    MailAtRisk,

    /// <summary>What is stored cannot be served.</summary>
    Invalid,

    /// <summary>What was stored was deleted by hand, and senders may hold policies from before.</summary>
    Lost,

    /// <summary>The host does not serve the policy, although it would have it by now.</summary>
    NotServed,

    /// <summary>DNS or the host did not answer.</summary>
    Unknown,

    /// <summary>It was removed, and records of it are left in DNS.</summary>
    ToCleanUp,

    /// <summary>The policy is served by every instance of the app, and DNS does not have its id.</summary>
    ToPublish,

    /// <summary>Store, host and DNS are in step, and it is not noted yet that the policy was seen to be served.</summary>
    ToConfirm,

    /// <summary>Mode none, and no sender holds an earlier policy: it can be removed.</summary>
    ToRemove,

    /// <summary>In testing for long enough to enforce it.</summary>
    ToPromote,

    /// <summary>An instance of the app may still have an earlier policy in memory.</summary>
    Settling,

    /// <summary>Mode none, while senders may hold an earlier policy.</summary>
    Leaving,

    /// <summary>In testing, and not for long enough.</summary>
    InTesting,

    /// <summary>In step, while senders may hold an earlier policy.</summary>
    Held,

    /// <summary>In step with a provider, whose policy and id it has.</summary>
    Upstream,

    /// <summary>In step, and no sender holds an earlier policy.</summary>
    InStep,

    /// <summary>Not hosted, and nothing is left of it.</summary>
    NotHosted,
}

/// <summary>What a stage asks for.</summary>
public static class RolloutStages
{
    /// <summary>Whether something has to be mended, or could not be looked at.</summary>
    public static bool IsFailed(this RolloutStage stage) => stage <= RolloutStage.Unknown;

    /// <summary>Whether somebody has something to do now.</summary>
    public static bool IsDue(this RolloutStage stage) => stage <= RolloutStage.ToPromote;

    /// <summary>Whether it only takes time.</summary>
    public static bool IsWaiting(this RolloutStage stage) => stage is > RolloutStage.ToPromote and <= RolloutStage.Held;
}
