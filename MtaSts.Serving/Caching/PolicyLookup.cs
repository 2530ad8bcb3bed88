namespace MtaSts.Serving.Caching;

/// <summary>What is known about the policy of a domain: the policy, or that there is none, or nothing.</summary>
internal sealed class PolicyLookup
{
    /// <summary>A hosted domain's policy.</summary>
    public PolicyLookup(ServedPolicy policy) => Policy = policy;

    private PolicyLookup()
    {
    }

    /// <summary>The store says that the domain is not hosted.</summary>
    public static PolicyLookup NotHosted { get; } = new();

    /// <summary>The store failed, or what it keeps is invalid, and no good policy is known from before.</summary>
    public static PolicyLookup Unavailable { get; } = new();

    /// <summary>The policy; null when the lookup is <see cref="NotHosted"/> or <see cref="Unavailable"/>.</summary>
    public ServedPolicy? Policy { get; }
}
