using Microsoft.Extensions.Caching.Memory;
using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Storage;
using MtaSts.Upstream;
using ZiggyCreatures.Caching.Fusion;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Keeps the policies of hosted domains in memory: one load serves all who wait for it, a policy is renewed before it is too old, and it
/// outlives the failures of its store. Names that are not hosted, or could not be loaded, are remembered apart, so that they can neither
/// push a policy out nor fill memory.
/// </summary>
internal sealed class PolicyCache : IDisposable
{
    // Of each kind; one takes less than a hundred bytes.
    private const int MaxUnknownNames = 100_000;

    // How long a request waits for a newer policy when there is an older one: senders are known to leave after two seconds.
    private static readonly TimeSpan SoftTimeout = TimeSpan.FromMilliseconds(500);

    // How long a failure is believed before the store is asked again: for a known policy, and for a name of which nothing is known.
    private static readonly TimeSpan RetryKnownAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryUnknownAfter = TimeSpan.FromSeconds(2);

    private readonly PolicyLoader loader;
    private readonly ServingMetrics metrics;
    private readonly TimeProvider time;
    private readonly ServingLog log;
    private readonly TimeSpan refreshAfter;
    private readonly TimeSpan renewAfter;
    private readonly int capacity;
    private readonly RecentNames notHosted;
    private readonly RecentNames unavailable;
    private readonly MemoryCache memory;
    private readonly FusionCache cache;
    private readonly FusionCacheEntryOptions entryOptions;
    private readonly Func<FusionCacheFactoryExecutionContext<PolicyLookup>, CancellationToken, Task<PolicyLookup>> load;

    public PolicyCache(
        PolicyLoader loader, ServingMetrics metrics, ServingLog log, MtaStsOptions options, TimeProvider time)
    {
        this.loader = loader;
        this.metrics = metrics;
        this.log = log;
        this.time = time;
        load = LoadAsync;
        refreshAfter = options.RefreshAfter;
        renewAfter = refreshAfter * 0.7;
        notHosted = new RecentNames(MaxUnknownNames, options.ForgetUnknownAfter, time);
        unavailable = new RecentNames(MaxUnknownNames, RetryUnknownAfter, time);
        capacity = options.MaxCachedDomains;

        // Without a size limit: a full cache with one refuses what is added, and all who wait for that policy would load it again.
        memory = new MemoryCache(new MemoryCacheOptions());
        cache = new FusionCache(new FusionCacheOptions { DisableTagging = true }, memory, memoryLocker: new DomainLocks());
        entryOptions = new FusionCacheEntryOptions
        {
            // With the jitter, which keeps a thousand domains from being renewed at once, at most RefreshAfter.
            Duration = refreshAfter * 0.9,
            JitterMaxDuration = refreshAfter * 0.1,
            EagerRefreshThreshold = (float)(renewAfter / (refreshAfter * 0.9)),
            IsFailSafeEnabled = true,
            FailSafeMaxDuration = options.KeepStaleFor,
            FailSafeThrottleDuration = refreshAfter < RetryKnownAfter ? refreshAfter : RetryKnownAfter,
            FactorySoftTimeout = SoftTimeout,
        };
    }

    /// <summary>What is known about the policy of <paramref name="domain"/>; never throws for a store that fails.</summary>
    /// <remarks>Not cancellable: many may wait for the same load, and it is bounded in time by itself.</remarks>
    public async ValueTask<PolicyLookup> FindAsync(DomainName domain)
    {
        // Most requests find a policy that is not to be renewed yet, and need none of what renewing takes.
        var known = cache.TryGet<PolicyLookup>(domain.Ascii, entryOptions);
        return known.HasValue && GetAge(known.Value.Policy!) < renewAfter
            ? known.Value
            : await cache.GetOrSetAsync(domain.Ascii, load, default, entryOptions, tags: null, CancellationToken.None);
    }

    public bool IsStale(ServedPolicy policy) => GetAge(policy) > refreshAfter;

    public void Dispose()
    {
        cache.Dispose();
        memory.Dispose();
    }

    private TimeSpan GetAge(ServedPolicy policy) => time.GetElapsedTime(policy.LoadedAt);

    private async Task<PolicyLookup> LoadAsync(
        FusionCacheFactoryExecutionContext<PolicyLookup> context, CancellationToken cancellationToken)
    {
        var name = context.Key;
        if (notHosted.Contains(name))
        {
            return DoNotKeep(context, PolicyLookup.NotHosted);
        }

        if (!context.HasStaleValue && unavailable.Contains(name))
        {
            return DoNotKeep(context, PolicyLookup.Unavailable);
        }

        try
        {
            if (await loader.LoadAsync(DomainName.Parse(name)) is { } policy)
            {
                if (!context.HasStaleValue)
                {
                    MakeRoom();
                }

                if (!context.HasStaleValue || context.StaleValue.Value.Policy!.EntityTag != policy.EntityTag)
                {
                    log.Add(name, policy);
                }

                return new PolicyLookup(policy);
            }

            notHosted.Add(name);
            return DoNotKeep(context, PolicyLookup.NotHosted);
        }
        catch (Exception exception) when (exception is PolicyStoreException or InvalidPolicyException or PolicyFetchException)
        {
            metrics.CountFailure(exception);
            log.Add(name, exception, context.HasStaleValue);
            if (context.HasStaleValue)
            {
                return context.Fail(exception.Message);
            }

            unavailable.Add(name);
            return DoNotKeep(context, PolicyLookup.Unavailable);
        }
    }

    /// <summary>Drops the twentieth of the policies that was unused longest, one at least, once they are as many as may be kept.</summary>
    private void MakeRoom()
    {
        var count = memory.Count;
        if (count >= capacity)
        {
            // Halfway to the next whole number, because the share is cut to whole policies.
            var surplus = count - capacity + Math.Max(1, capacity / 20);
            memory.Compact((surplus + 0.5) / count);
        }
    }

    /// <summary>Lets the cache answer with this and keep nothing, not even the policy of a domain that was hosted until now.</summary>
    private static PolicyLookup DoNotKeep(FusionCacheFactoryExecutionContext<PolicyLookup> context, PolicyLookup lookup)
    {
        context.Options.Duration = TimeSpan.Zero;
        context.Options.IsFailSafeEnabled = false;
        return lookup;
    }
}
