namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>Lets one in at a time: who is urgent before who is not, each in their order.</summary>
internal sealed class PriorityGate
{
    private readonly Lock mutex = new();
    private readonly PriorityQueue<TaskCompletionSource, (bool IsPatient, long Number)> waiting = new();
    private bool isTaken;
    private long number;

    public async Task RunAsync(bool isUrgent, Func<Task> work, CancellationToken cancellationToken)
    {
        await EnterAsync(isUrgent, cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            Leave();
        }
    }

    private async Task EnterAsync(bool isUrgent, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (mutex)
        {
            if (!isTaken)
            {
                isTaken = true;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn, (!isUrgent, number++));
        }

        using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    private void Leave()
    {
        lock (mutex)
        {
            // Who gave up while waiting has no turn.
            while (waiting.TryDequeue(out var next, out _))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            isTaken = false;
        }
    }
}
