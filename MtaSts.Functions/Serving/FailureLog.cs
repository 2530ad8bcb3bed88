using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MtaSts.Storage;

namespace MtaSts.Functions.Serving;

/// <summary>
/// Failures of loads, kept until a request writes them to the log: the Functions host drops what is logged outside a request, and a load
/// may outlive the request that began it.
/// </summary>
public sealed partial class FailureLog(TimeProvider time, ILogger<FailureLog> logger)
{
    // While the store is down anybody can ask for any name, and the log must not grow with what they ask.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(string Domain, Exception Exception, bool HasOlder)> failures = new();
    private long lastOfUnknown;

    /// <summary>Takes in a failure; of a store that fails for names of which nothing is known, one a second.</summary>
    /// <param name="domain">Whose policy could not be loaded.</param>
    /// <param name="exception">Why.</param>
    /// <param name="hasOlder">Whether an older policy is served instead.</param>
    public void Add(string domain, Exception exception, bool hasOlder)
    {
        if (hasOlder || exception is not PolicyStoreException || IsDue())
        {
            failures.Enqueue((domain, exception, hasOlder));
        }
    }

    /// <summary>Writes what has come in since the last time.</summary>
    public void Write()
    {
        while (failures.TryDequeue(out var failure))
        {
            LogFailure(failure.Exception, failure.Domain, failure.HasOlder);
        }
    }

    private bool IsDue()
    {
        var last = Interlocked.Read(ref lastOfUnknown);
        var now = time.GetTimestamp();
        return (last == 0 || time.GetElapsedTime(last, now) >= Pause) && Interlocked.CompareExchange(ref lastOfUnknown, now, last) == last;
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "The policy of {Domain} could not be loaded; an older one is served: {HasOlder}")]
    private partial void LogFailure(Exception exception, string domain, bool hasOlder);
}
