namespace MtaSts.Policies;

/// <summary>What a sender does when a delivery cannot be secured as the policy says (RFC 8461 §5).</summary>
public enum PolicyMode
{
    /// <summary>Nothing: the domain has no policy any more (§8.3).</summary>
    None,

    /// <summary>It delivers all the same, and reports the failure (RFC 8460).</summary>
    Testing,

    /// <summary>It does not deliver.</summary>
    Enforce,
}
