using MtaSts.Storage;

namespace MtaSts.Checks;

/// <summary>What to check.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Hosted">What the store keeps for it; null when that does not host it, or was not asked.</param>
/// <param name="App">The host that <c>mta-sts.&lt;domain&gt;</c> has to lead to; null when any may serve.</param>
public sealed record CheckRequest(DomainName Domain, StoredPolicy? Hosted = null, DomainName? App = null)
{
    /// <summary>How long the app may go on serving from its cache what was replaced.</summary>
    public TimeSpan RefreshAfter { get; init; }
}
