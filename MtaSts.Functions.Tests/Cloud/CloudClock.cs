namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The time of a test cloud. It goes on only while nobody is being answered, so that no wait ends before what it waits for.</summary>
internal sealed class CloudClock
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(8);

    private int underWay;
    private long lastAt;

    public FakeTimeProvider Time { get; } =
        new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>By how much it goes on.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(1);

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
            await Task.WhenAny(run, Task.Delay(2));
            if (!run.IsCompleted && Volatile.Read(ref underWay) == 0
                && TimeProvider.System.GetElapsedTime(Volatile.Read(ref lastAt)) > Quiet)
            {
                Time.Advance(Step);
                Volatile.Write(ref lastAt, TimeProvider.System.GetTimestamp());
                happens?.Invoke(Now - begin);
            }
        }

        return await run;
    }

    private void Release()
    {
        Volatile.Write(ref lastAt, TimeProvider.System.GetTimestamp());
        Interlocked.Decrement(ref underWay);
    }

    private sealed class Held(CloudClock clock) : IDisposable
    {
        public void Dispose() => clock.Release();
    }
}
