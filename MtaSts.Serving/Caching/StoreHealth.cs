using Microsoft.Extensions.Logging;
using MtaSts.Storage;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Tells whether the store answers, and has given the policies in memory when it was last asked for them; asks it once for all who want to
/// know within a few seconds.
/// </summary>
internal sealed partial class StoreHealth(TimedStore store, PolicyCache cache, TimeProvider time, ILogger<StoreHealth> logger)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<bool>? probe;
    private long probedAt;

    public Task<bool> IsHealthyAsync()
    {
        lock (gate)
        {
            if (probe is null || (probe.IsCompleted && time.GetElapsedTime(probedAt) >= CacheDuration))
            {
                probedAt = time.GetTimestamp();
                probe = Task.Run(ProbeAsync);
            }

            return probe;
        }
    }

    private async Task<bool> ProbeAsync()
    {
        try
        {
            await store.ProbeAsync();
            return !cache.IsStoreFailing;
        }
        catch (PolicyStoreException exception)
        {
            LogFailure(exception);
            return false;
        }
    }

    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "The policy store does not answer")]
    private partial void LogFailure(Exception exception);
}
