namespace MtaSts.Rollout;

/// <summary>What comes next when a domain gives up MTA-STS (RFC 8461 §8.3).</summary>
public enum RemovalStep
{
    /// <summary>The policy is in force: serve one of mode none in its place.</summary>
    ServeNone,

    /// <summary>Mode none is served, and senders may still hold what was served before.</summary>
    Wait,

    /// <summary>No sender holds a policy that binds it: stop hosting.</summary>
    Remove,
}
