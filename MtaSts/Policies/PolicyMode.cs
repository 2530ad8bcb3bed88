namespace MtaSts.Policies;

/// <summary>What a sender does when it cannot deliver as the policy requires (RFC 8461 §5).</summary>
public enum PolicyMode
{
    /// <summary>Nothing: the domain has given up its policy (§8.3).</summary>
    None,

    /// <summary>It delivers anyway and reports the failure (RFC 8460).</summary>
    Testing,

    /// <summary>It does not deliver.</summary>
    Enforce,
}
