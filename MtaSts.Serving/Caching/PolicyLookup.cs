namespace MtaSts.Serving.Caching;

internal sealed class PolicyLookup
{
    public PolicyLookup(ServedPolicy policy) => Policy = policy;

    private PolicyLookup()
    {
    }

    public static PolicyLookup NotHosted { get; } = new();

    public static PolicyLookup Unavailable { get; } = new();

    /// <summary>The policy; null when the lookup is <see cref="NotHosted"/> or <see cref="Unavailable"/>.</summary>
    public ServedPolicy? Policy { get; }
}
