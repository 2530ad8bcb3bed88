using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Functions.Serving;

/// <summary>
/// What came of loads, kept until a request writes it to the log: the Functions host drops what is logged outside a request, and a load may
/// outlive the request that began it.
/// </summary>
public sealed partial class LoadLog(TimeProvider time, ILogger<LoadLog> logger)
{
    // While the store is down anybody can ask for any name, and the log must not grow with what they ask.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(string Domain, ServedPolicy? Policy, Exception? Exception, bool HasOlder)> loads = new();
    private long lastOfUnknown;

    /// <summary>Takes in a policy that is served from now on, the first of its domain or another than before.</summary>
    public void Add(string domain, ServedPolicy policy) => loads.Enqueue((domain, policy, null, false));

    /// <summary>Takes in a failure; of a store that fails for names of which nothing is known, one a second.</summary>
    /// <param name="domain">Whose policy could not be loaded.</param>
    /// <param name="exception">Why.</param>
    /// <param name="hasOlder">Whether an older policy is served instead.</param>
    public void Add(string domain, Exception exception, bool hasOlder)
    {
        if (hasOlder || exception is not PolicyStoreException || IsDue())
        {
            loads.Enqueue((domain, null, exception, hasOlder));
        }
    }

    /// <summary>Writes what has come in since the last time.</summary>
    public void Write()
    {
        while (loads.TryDequeue(out var load))
        {
            if (load.Policy is { } policy)
            {
                LogServed(load.Domain, policy.Mode, policy.EntityTag);
            }
            else
            {
                LogFailure(load.Exception, load.Domain, load.HasOlder);
            }
        }
    }

    private bool IsDue()
    {
        var last = Interlocked.Read(ref lastOfUnknown);
        var now = time.GetTimestamp();
        return (last == 0 || time.GetElapsedTime(last, now) >= Pause) && Interlocked.CompareExchange(ref lastOfUnknown, now, last) == last;
    }

    // The workbook and the alerts (infra/workbook.json, infra/queries) take both messages apart.
    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "The policy of {Domain} could not be loaded; an older one is served: {HasOlder}")]
    private partial void LogFailure(Exception? exception, string domain, bool hasOlder);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "The policy of {Domain} is served in mode {Mode} with ETag {EntityTag}")]
    private partial void LogServed(string domain, PolicyMode mode, string entityTag);
}
