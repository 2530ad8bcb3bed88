using System.Collections.Concurrent;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>
/// The time of a test cloud. It goes on only while nobody is being answered, so that no wait ends before what it waits for.
/// </summary>
internal sealed class CloudClock
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(40);

    // A timer that nobody holds is collected, and never comes.
    private readonly ConcurrentBag<ITimer> timers = [];

    private int underWay;
    private long lastAt;

    public FakeTimeProvider Time { get; } =
        new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>By how much it goes on.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Does something once a time has passed; at once where there is none to pass.</summary>
    public void After(TimeSpan delay, Action action)
    {
        if (delay == TimeSpan.Zero)
        {
            action();
        }
        else
        {
            timers.Add(Time.CreateTimer(_ => action(), null, delay, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>Stands still until the result is disposed.</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref underWay);
        return new Held(this);
    }

    /// <summary>Lets time pass until a run has ended; <paramref name="happens"/> is called with how much has.</summary>
    public async Task<T> RunAsync<T>(Task<T> run, Action<TimeSpan>? happens = null)
    {
        var begin = Now;
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(5));
            if (!run.IsCompleted && Volatile.Read(ref underWay) == 0
                && TimeProvider.System.GetElapsedTime(Volatile.Read(ref lastAt)) > Quiet)
            {
                Time.Advance(Step);
                Touch();
                happens?.Invoke(Now - begin);
            }
        }

        return await run;
    }

    /// <summary>Notes that somebody is at work.</summary>
    public void Touch() => Volatile.Write(ref lastAt, TimeProvider.System.GetTimestamp());

    private void Release()
    {
        Touch();
        Interlocked.Decrement(ref underWay);
    }

    private sealed class Held(CloudClock clock) : IDisposable
    {
        public void Dispose() => clock.Release();
    }
}
