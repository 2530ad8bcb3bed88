namespace MtaSts.Rollout;

/// <summary>Where the move of an MX stands, in its order.</summary>
public enum MxMoveStage
{
    /// <summary>It cannot be moved so.</summary>
    Refused,

    /// <summary>The policy in enforce leaves out a present mail host, so that senders do not deliver there.</summary>
    MailAtRisk,

    /// <summary>DNS did not answer.</summary>
    Unknown,

    /// <summary>The policy does not cover the new hosts: add them.</summary>
    AddMx,

    /// <summary>The policy in the store is not served, or DNS does not have its id.</summary>
    Publish,

    /// <summary>Senders may hold a policy in enforce that does not cover the new hosts.</summary>
    WaitForSenders,

    /// <summary>The MX may be changed, and was not.</summary>
    ChangeMx,

    /// <summary>The MX has changed, and resolvers may still have the old one.</summary>
    WaitForResolvers,

    /// <summary>Nobody sends mail to the old hosts: take them out of the policy.</summary>
    DropMx,

    /// <summary>The MX has changed, and the policy covers nothing else.</summary>
    Done,
}
