using MtaSts.Policies;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Serving.Caching;

internal sealed class PolicyLoader(DefaultPolicySource source, UpstreamPolicies upstream, ServingMetrics metrics, TimeProvider time)
{
    /// <summary>The policy, ready to be sent; null when the domain is not hosted. Bounded in time by itself.</summary>
    /// <exception cref="InvalidPolicyException">What is kept or published for the domain is not a valid policy.</exception>
    /// <exception cref="PolicyFetchException">The policy could not be fetched from upstream.</exception>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public async Task<ServedPolicy?> LoadAsync(DomainName domain)
    {
        var started = time.GetTimestamp();
        try
        {
            var stored = await source.FindOwnAsync(domain);
            if (stored?.Content is PolicyContent.Upstream { Url: var followed } && await upstream.FollowAsync(followed))
            {
                stored = await source.FindOwnAsync(domain);
            }

            if (stored?.Content is PolicyContent.Upstream { Url: var url })
            {
                var provided = await upstream.FindAsync(url, stored.Policy);

                // Since when a policy stands that is not in the store, the provider alone knows.
                return new ServedPolicy(provided, provided.Equals(stored.Policy) ? stored.Since : null, started);
            }

            return stored?.Policy is { } policy ? new ServedPolicy(policy, stored.Since, started) : null;
        }
        finally
        {
            metrics.RecordLoad(time.GetElapsedTime(started));
        }
    }
}
