namespace MtaSts.Serving.Caching;

internal sealed class PolicyLookup
{
    public PolicyLookup(ServedPolicy policy) => (Policy, LoadedAt) = (policy, policy.LoadedAt);

    private PolicyLookup()
    {
    }

    public static PolicyLookup NotHosted { get; } = new();

    public static PolicyLookup Unavailable { get; } = new();

    /// <summary>The policy; null when the lookup is <see cref="NotHosted"/> or <see cref="Unavailable"/>.</summary>
    public ServedPolicy? Policy { get; }

    /// <summary>When the load began that the policy comes of; of a default, the earlier one of its two.</summary>
    public long LoadedAt { get; private init; }

    /// <summary>What the policy is called where it is the default of domains without a row; null where it is the domain's own.</summary>
    public string? DefaultName { get; private init; }

    /// <param name="policy">The policy of all domains without a row.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="rowlessAt">When the store was asked whether the domain has a row.</param>
    public static PolicyLookup CreateDefault(ServedPolicy policy, string name, long rowlessAt) =>
        new(policy) { LoadedAt = Math.Min(policy.LoadedAt, rowlessAt), DefaultName = name };
}
