namespace MtaSts.Rollout;

/// <summary>What comes next when a domain gives up MTA-STS (RFC 8461 §8.3).</summary>
public enum RemovalStep
{
    /// <summary>The policy binds senders: serve one with mode none instead.</summary>
    ServeNone,

    /// <summary>Mode none is served, but senders may still hold an earlier policy.</summary>
    Wait,

    /// <summary>No sender holds a policy that binds it: stop hosting.</summary>
    Remove,
}
