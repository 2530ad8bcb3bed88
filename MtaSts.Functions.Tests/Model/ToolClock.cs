using System.Threading.Channels;

namespace MtaSts.Functions.Tests.Model;

/// <summary>The walk's clock as a command sees it, which says when the command waits for it.</summary>
internal sealed class ToolClock(TimeProvider time) : TimeProvider
{
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = time.CreateTimer(callback, state, dueTime, period);

        // What cancels something when it takes too long is no wait.
        if (state is not CancellationTokenSource)
        {
            waits.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>Lets time pass whenever <paramref name="work"/> waits for it.</summary>
    public async Task<T> RunAsync<T>(Task<T> work, Action<TimeSpan> pass)
    {
        using var over = new CancellationTokenSource();
        for (var wait = NextAsync(over.Token); await Task.WhenAny(work, wait) == wait; wait = NextAsync(over.Token))
        {
            pass(await wait);
        }

        await over.CancelAsync();
        return await work;
    }

    private async Task<TimeSpan> NextAsync(CancellationToken cancellationToken) => await waits.Reader.ReadAsync(cancellationToken);
}
