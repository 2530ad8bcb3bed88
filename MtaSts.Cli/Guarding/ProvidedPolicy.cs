using MtaSts.Checks;
using MtaSts.Policies;
using MtaSts.Upstream;

namespace MtaSts.Cli.Guarding;

/// <summary>
/// What domains that follow a provider are served: its copy until the app renews that, and then what the provider publishes.
/// </summary>
/// <param name="Copy">The copy that is kept; null without one.</param>
/// <param name="Fetched">What the provider publishes.</param>
internal sealed record ProvidedPolicy(Policy? Copy, PublishedPolicy Fetched)
{
    /// <summary>What is served in the end: the copy goes before what is weaker, and stands for what cannot be fetched.</summary>
    public Policy? Policy => Copy is not null && (Fetched.Policy is not { } policy || WeakerPolicy.Describe(Copy, policy) is not null)
        ? Copy
        : Fetched.Policy;

    /// <summary>Why nothing is known of it, as a clause; null where something is.</summary>
    public string? Fault => Policy is null ? Fetched.Fault : null;

    /// <summary>All that may be served, what is weaker, too: a setting of the app lets that be taken.</summary>
    public IEnumerable<Policy?> ListServed() => new[] { Copy, Fetched.Policy }.OfType<Policy>().Distinct().DefaultIfEmpty();
}
