using Microsoft.Extensions.Caching.Memory;
using MtaSts.Serving.Settings;
using MtaSts.Storage;
using ZiggyCreatures.Caching.Fusion;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Keeps the policies of hosted domains in memory: one load serves all who wait for it, a policy is renewed before it is too old, and it
/// outlives the failures of its store. Names that are not hosted, or could not be loaded, are remembered apart, so that they can neither
/// push a policy out nor fill memory.
/// </summary>
/// <remarks>
/// How old is too old is decided here, by elapsed time. FusionCache goes by the system's clock, which can be set back; it keeps what is
/// held, and lets one load at a time replace it.
/// </remarks>
internal sealed class PolicyCache : IDisposable
{
    /// <summary>How many policies are renewed at once while nobody waits for them.</summary>
    internal const int MaxRenewals = 8;

    // Of each kind; one takes less than a hundred bytes.
    private const int MaxUnknownNames = 100_000;

    // How long a request waits for a newer policy when there is an older one: senders are known to leave after two seconds.
    private static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1.5);

    // How long a failure is believed before the store is asked again: for a known policy, and for a name of which nothing is known.
    private static readonly TimeSpan RetryKnownAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryUnknownAfter = TimeSpan.FromSeconds(2);

    private readonly PolicyLoader loader;
    private readonly ServingMetrics metrics;
    private readonly TimeProvider time;
    private readonly ServingLog log;
    private readonly TimeSpan refreshAfter;
    private readonly TimeSpan retryKnownAfter;
    private readonly TimeSpan keepStaleFor;
    private readonly int capacity;
    private readonly RecentNames notHosted;
    private readonly RecentNames unavailable;
    private readonly MemoryCache memory;
    private readonly FusionCache cache;

    // Nothing is dropped by the system's clock.
    private readonly FusionCacheEntryOptions entryOptions = new(TimeSpan.MaxValue)
    {
        IsFailSafeEnabled = true,
        FailSafeMaxDuration = TimeSpan.MaxValue,
        AllowStaleOnReadOnly = true,
    };

    public PolicyCache(
        PolicyLoader loader, ServingMetrics metrics, ServingLog log, MtaStsOptions options, TimeProvider time)
    {
        this.loader = loader;
        this.metrics = metrics;
        this.log = log;
        this.time = time;
        refreshAfter = options.RefreshAfter;
        retryKnownAfter = refreshAfter < RetryKnownAfter ? refreshAfter : RetryKnownAfter;
        keepStaleFor = options.KeepStaleFor;
        capacity = options.MaxCachedDomains;
        notHosted = new RecentNames(MaxUnknownNames, options.ForgetUnknownAfter, time);
        unavailable = new RecentNames(MaxUnknownNames, RetryUnknownAfter, time);

        // Without a size limit: a full cache with one refuses what is added, and all who wait for that policy would load it again.
        memory = new MemoryCache(new MemoryCacheOptions());
        cache = new FusionCache(new FusionCacheOptions { DisableTagging = true }, memory, memoryLocker: new DomainLocks());
    }

    /// <summary>Whether the store failed to give one of the policies in memory when it was last asked for it.</summary>
    public bool IsStoreFailing => GetHeld().Any(held => held.Lookup.Policy!.Failure is PolicyStoreException);

    /// <summary>What is known about the policy of <paramref name="domain"/>; never throws for a store that fails.</summary>
    /// <remarks>Not cancellable: many may wait for the same load, and it is bounded in time by itself.</remarks>
    public async ValueTask<PolicyLookup> FindAsync(DomainName domain)
    {
        var held = Find(domain.Ascii);
        if (held?.Policy is not { } policy || IsTooOld(policy))
        {
            return await RenewAsync(domain.Ascii, null);
        }

        policy.AskedAt = time.GetTimestamp();
        if (!IsOverAge(GetAge(policy)))
        {
            return held;
        }

        try
        {
            return await RenewAsync(domain.Ascii, held).WaitAsync(SoftTimeout, time);
        }
        catch (TimeoutException)
        {
            return held;
        }
    }

    /// <summary>Renews each policy that would soon be over age, and forgets those that nobody wants or that may be served no longer.</summary>
    public Task RenewDueAsync(CancellationToken cancellationToken)
    {
        var due = new List<(string Name, PolicyLookup Lookup)>();
        foreach (var (name, lookup) in GetHeld())
        {
            var policy = lookup.Policy!;
            if (IsTooOld(policy) || time.GetElapsedTime(policy.AskedAt) >= keepStaleFor)
            {
                memory.Remove(name);
            }
            else if (policy.Failure is not null || GetAge(policy) >= refreshAfter * (0.5 + (Random.Shared.NextDouble() / 4)))
            {
                // Spread, so that policies that were loaded at once are not for ever renewed at once.
                due.Add((name, lookup));
            }
        }

        return Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = MaxRenewals, CancellationToken = cancellationToken },
            async (held, token) => await RenewAsync(held.Name, held.Lookup).WaitAsync(token));
    }

    public TimeSpan GetAge(ServedPolicy policy) => time.GetElapsedTime(policy.LoadedAt);

    public bool IsOverAge(TimeSpan age) => age >= refreshAfter;

    public void Dispose()
    {
        cache.Dispose();
        memory.Dispose();
    }

    private bool IsTooOld(ServedPolicy policy) => GetAge(policy) >= keepStaleFor;

    private PolicyLookup? Find(string name) => cache.TryGet<PolicyLookup?>(name, entryOptions).GetValueOrDefault();

    private IEnumerable<(string Name, PolicyLookup Lookup)> GetHeld()
    {
        foreach (var name in memory.Keys.Cast<string>())
        {
            if (Find(name) is { } lookup)
            {
                yield return (name, lookup);
            }
        }
    }

    /// <summary>Loads what replaces <paramref name="seen"/>, or waits for it where it is being loaded.</summary>
    private Task<PolicyLookup> RenewAsync(string name, PolicyLookup? seen)
    {
        cache.Expire(name, entryOptions);
        return cache.GetOrSetAsync<PolicyLookup>(
            name, (context, _) => LoadAsync(context, seen), default, entryOptions, tags: null, CancellationToken.None).AsTask();
    }

    private async Task<PolicyLookup> LoadAsync(FusionCacheFactoryExecutionContext<PolicyLookup> context, PolicyLookup? seen)
    {
        var name = context.Key;
        var held = context.HasStaleValue && !IsTooOld(context.StaleValue.Value.Policy!) ? context.StaleValue.Value : null;
        if (held is not null && (held != seen || HasJustFailed(held.Policy!)))
        {
            return held;
        }

        if (notHosted.Contains(name))
        {
            return DoNotKeep(context, PolicyLookup.NotHosted);
        }

        if (held is null && unavailable.Contains(name))
        {
            return DoNotKeep(context, PolicyLookup.Unavailable);
        }

        try
        {
            if (await loader.LoadAsync(DomainName.Parse(name)) is { } policy)
            {
                return Keep(name, policy, held?.Policy);
            }

            notHosted.Add(name);
            return DoNotKeep(context, PolicyLookup.NotHosted);
        }
        catch (Exception exception)
        {
            // Whatever a store throws, it has failed, and neither a sender nor the other policies may suffer from it.
            metrics.CountFailure(exception);
            log.Add(name, exception, held is not null);
            if (held is not null)
            {
                held.Policy!.SetFailure(exception, time.GetTimestamp());
                return held;
            }

            unavailable.Add(name);
            return DoNotKeep(context, PolicyLookup.Unavailable);
        }
    }

    private bool HasJustFailed(ServedPolicy policy) =>
        policy.Failure is not null && time.GetElapsedTime(policy.FailedAt) < retryKnownAfter;

    private PolicyLookup Keep(string name, ServedPolicy policy, ServedPolicy? older)
    {
        if (older is null)
        {
            MakeRoom();
        }
        else
        {
            policy.AskedAt = older.AskedAt;
        }

        if (older?.EntityTag != policy.EntityTag)
        {
            log.Add(name, policy);
        }

        return new PolicyLookup(policy);
    }

    /// <summary>Drops the twentieth of the policies that was unused longest, one at least, once they are as many as may be kept.</summary>
    private void MakeRoom()
    {
        if (memory.Count >= capacity)
        {
            var held = GetHeld().OrderBy(entry => entry.Lookup.Policy!.AskedAt).ToList();
            foreach (var (name, _) in held.Take(held.Count - capacity + Math.Max(1, capacity / 20)))
            {
                memory.Remove(name);
            }
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
