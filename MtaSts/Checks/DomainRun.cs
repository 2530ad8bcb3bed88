namespace MtaSts.Checks;

/// <summary>Does the same for many domains concurrently, within a time limit for all of them.</summary>
/// <param name="limit">The time for all of them.</param>
public sealed class DomainRun(int concurrency, TimeSpan limit, TimeProvider time)
{
    private int done;

    /// <summary>The number of domains done so far.</summary>
    public int Done => Volatile.Read(ref done);

    /// <summary>The results, in the order of the items; what was not done in time is as <paramref name="unfinished"/> says.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<TResult>> RunAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        Func<TItem, CancellationToken, Task<TResult>> work,
        Func<TItem, TResult> unfinished,
        CancellationToken cancellationToken)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(items);
        using var timer = new CancellationTokenSource(limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var results = new TResult?[items.Count];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = end.Token };
            await Parallel.ForEachAsync(Enumerable.Range(0, items.Count), options, async (index, token) =>
            {
                results[index] = await work(items[index], token);
                Interlocked.Increment(ref done);
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Out of time: give what is done.
        }

        return [.. results.Select((result, index) => result ?? unfinished(items[index]))];
    }
}
