using System.Collections.Concurrent;
using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Upstream;

namespace MtaSts.Serving.Caching;

/// <summary>The providers whose policies domains follow, each asked for all of its domains at once.</summary>
internal sealed class UpstreamPolicies(
    TimedStore store, PolicyFetcher fetcher, ProviderIds ids, ServingLog log, MtaStsOptions options, TimeProvider time) : IDisposable
{
    // How many providers are asked at once while nobody waits for them.
    private const int MaxRefreshes = 8;

    private readonly ConcurrentDictionary<Uri, UpstreamPolicy> followed = new();

    /// <summary>
    /// Takes in that a domain follows the policy at <paramref name="url"/>, which is refreshed from now on; and waits for the first look at
    /// it, 1.5 seconds at most: the copy may be of long ago.
    /// </summary>
    /// <returns>Whether the copy may have changed by that.</returns>
    public Task<bool> FollowAsync(Uri url) => Get(url).FollowAsync();

    /// <summary>The policy at <paramref name="url"/> that is to be served. Bounded in time by itself.</summary>
    /// <param name="copy">The copy in the store; null where there is none, and then the provider is asked.</param>
    /// <exception cref="InvalidPolicyException">What is published is not a valid policy.</exception>
    /// <exception cref="PolicyFetchException">The policy could not be fetched.</exception>
    /// <exception cref="Storage.PolicyStoreException">The store failed, or did not answer in time.</exception>
    public Task<Policy> FindAsync(Uri url, Policy? copy) => Get(url).FindAsync(copy);

    /// <summary>
    /// Asks each provider that was last asked long enough ago, or has a new id in DNS; forgets those that no domain follows any more.
    /// </summary>
    public Task RefreshDueAsync(CancellationToken cancellationToken)
    {
        foreach (var (url, _) in followed.Where(pair => pair.Value.IsAbandoned))
        {
            followed.TryRemove(url, out _);
        }

        return Parallel.ForEachAsync(
            followed.Values,
            new ParallelOptions { MaxDegreeOfParallelism = MaxRefreshes, CancellationToken = cancellationToken },
            async (policy, token) => await policy.RefreshIfDueAsync().WaitAsync(token));
    }

    public void Dispose()
    {
        foreach (var policy in followed.Values)
        {
            policy.Dispose();
        }
    }

    private UpstreamPolicy Get(Uri url) =>
        followed.GetOrAdd(url, key => new UpstreamPolicy(key, store, fetcher, ids, log, options, time));
}
