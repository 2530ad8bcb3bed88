using Microsoft.Extensions.Logging;
using ZiggyCreatures.Caching.Fusion.Locking;

namespace MtaSts.Serving.Caching;

/// <summary>
/// One lock for each name that is being loaded, gone with its last user. The cache's own locker keeps a lock for minutes after its use, so
/// that requests for random names would fill memory with locks.
/// </summary>
internal sealed class DomainLocks : IFusionCacheMemoryLocker
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DomainLock> locks = new(StringComparer.Ordinal);

    public async ValueTask<object?> AcquireLockAsync(
        string cacheName,
        string cacheInstanceId,
        string operationId,
        string key,
        TimeSpan timeout,
        ILogger? logger,
        CancellationToken token)
    {
        var domainLock = Enter(key);
        var acquired = false;
        try
        {
            acquired = await domainLock.Semaphore.WaitAsync(timeout, token);
            return acquired ? domainLock : null;
        }
        finally
        {
            if (!acquired)
            {
                Leave(key, domainLock);
            }
        }
    }

    public object? AcquireLock(
        string cacheName,
        string cacheInstanceId,
        string operationId,
        string key,
        TimeSpan timeout,
        ILogger? logger,
        CancellationToken token) =>
        throw new NotSupportedException("Policies are looked up asynchronously.");

    public void ReleaseLock(string cacheName, string cacheInstanceId, string operationId, string key, object? lockObj, ILogger? logger)
    {
        if (lockObj is DomainLock domainLock)
        {
            domainLock.Semaphore.Release();
            Leave(key, domainLock);
        }
    }

    public void Dispose()
    {
        // The semaphores hold no system resources, as their wait handles are never used.
    }

    private DomainLock Enter(string key)
    {
        lock (gate)
        {
            if (!locks.TryGetValue(key, out var domainLock))
            {
                domainLock = new DomainLock();
                locks.Add(key, domainLock);
            }

            domainLock.Users++;
            return domainLock;
        }
    }

    private void Leave(string key, DomainLock domainLock)
    {
        lock (gate)
        {
            if (--domainLock.Users == 0)
            {
                locks.Remove(key);
            }
        }
    }

    private sealed class DomainLock
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Users { get; set; }
    }
}
