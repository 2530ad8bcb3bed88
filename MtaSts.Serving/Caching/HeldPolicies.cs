using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace MtaSts.Serving.Caching;

/// <summary>The policies in memory, so many at most, each of which one load at a time replaces.</summary>
/// <remarks>Nothing here goes by age: FusionCache would take it from the system's clock, which can be set back.</remarks>
internal sealed class HeldPolicies : IDisposable
{
    private readonly int capacity;
    private readonly MemoryCache memory;
    private readonly FusionCache cache;
    private readonly FusionCacheEntryOptions entryOptions = new(TimeSpan.MaxValue)
    {
        IsFailSafeEnabled = true,
        FailSafeMaxDuration = TimeSpan.MaxValue,
        AllowStaleOnReadOnly = true,
    };

    public HeldPolicies(int capacity)
    {
        this.capacity = capacity;

        // Without a size limit: a full cache with one refuses what is added, and all who wait for that policy would load it again.
        memory = new MemoryCache(new MemoryCacheOptions());
        cache = new FusionCache(new FusionCacheOptions { DisableTagging = true }, memory, memoryLocker: new DomainLocks());
    }

    public PolicyLookup? Find(string name) => cache.TryGet<PolicyLookup?>(name, entryOptions).GetValueOrDefault();

    public IEnumerable<(string Name, PolicyLookup Lookup, ServedPolicy Policy)> List()
    {
        foreach (var name in memory.Keys.Cast<string>())
        {
            if (Find(name) is { Policy: { } policy } lookup)
            {
                yield return (name, lookup, policy);
            }
        }
    }

    /// <summary>
    /// Calls <paramref name="load"/> with what is held, once no other load of this name is under way, and holds the policy that it gives;
    /// without one nothing is held any more.
    /// </summary>
    public Task<PolicyLookup> ReplaceAsync(string name, Func<PolicyLookup?, Task<PolicyLookup>> load)
    {
        cache.Expire(name, entryOptions);
        return cache.GetOrSetAsync<PolicyLookup>(
            name,
            async (context, _) =>
            {
                var lookup = await load(context.StaleValue.GetValueOrDefault());
                if (lookup.Policy is null)
                {
                    context.Options.Duration = TimeSpan.Zero;
                    context.Options.IsFailSafeEnabled = false;
                }
                else if (!context.HasStaleValue)
                {
                    MakeRoom();
                }

                return lookup;
            },
            default,
            entryOptions,
            tags: null,
            CancellationToken.None).AsTask();
    }

    public void Remove(string name) => memory.Remove(name);

    public void Dispose()
    {
        cache.Dispose();
        memory.Dispose();
    }

    /// <summary>Drops the twentieth of the policies that was unused longest, one at least, once they are as many as may be kept.</summary>
    private void MakeRoom()
    {
        if (memory.Count >= capacity)
        {
            var unusedLongestFirst = List().OrderBy(held => held.Policy.AskedAt).ToList();
            foreach (var held in unusedLongestFirst.Take(unusedLongestFirst.Count - capacity + Math.Max(1, capacity / 20)))
            {
                Remove(held.Name);
            }
        }
    }
}
