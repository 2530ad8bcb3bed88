using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Checks many domains side by side, within a time for all of them.</summary>
/// <param name="checker">What checks one.</param>
/// <param name="concurrency">How many at once.</param>
/// <param name="limit">The time for all of them; what is not done by then is reported as not checked.</param>
/// <param name="time">The clock of the limit.</param>
public sealed class CheckRun(DomainChecker checker, int concurrency, TimeSpan limit, TimeProvider time)
{
    private int done;

    /// <summary>How many domains are done.</summary>
    public int Done => Volatile.Read(ref done);

    /// <summary>The reports, in the order of the requests.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<DomainReport>> CheckAsync(IReadOnlyList<CheckRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var timer = new CancellationTokenSource(limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var reports = new DomainReport?[requests.Count];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = end.Token };
            await Parallel.ForEachAsync(Enumerable.Range(0, requests.Count), options, async (index, token) =>
            {
                reports[index] = await checker.CheckAsync(requests[index], token);
                Interlocked.Increment(ref done);
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: what is done by now is still worth telling.
        }

        return [.. reports.Select((report, index) => report ?? NotChecked(requests[index]))];
    }

    private DomainReport NotChecked(CheckRequest request) => new(
        request.Domain,
        Mode: null,
        Id: null,
        request.Hosted is not null,
        [.. checker.Areas.Select(area => new CheckPart(area, [], [], "The time for the run was over."))]);
}
