using System.Collections.Concurrent;
using MtaSts.Cli.Notifications;

namespace MtaSts.Functions.Tests.Notifications;

/// <summary>A clock by which every wait is over at once, and an attempt only when a test lets it run out.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly ConcurrentStack<(TimerCallback Callback, object? State)> attempts = [];
    private DateTimeOffset now = new(2026, 11, 30, 5, 17, 0, TimeSpan.Zero);

    /// <summary>The waits, in their order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == WebhookClient.AttemptTimeout)
        {
            attempts.Push((callback, state));
        }
        else
        {
            Waits.Enqueue(dueTime);
            lock (gate)
            {
                now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new NoTimer();
    }

    /// <summary>Lets the time of the attempt that is under way be over.</summary>
    public void EndAttempt()
    {
        if (attempts.TryPop(out var attempt))
        {
            attempt.Callback(attempt.State);
        }
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
