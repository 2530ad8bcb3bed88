using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>Checks many domains concurrently, within a time limit for all of them.</summary>
/// <param name="limit">The time for all of them; a domain that is not done by then is reported as not checked.</param>
public sealed class CheckRun(DomainChecker checker, int concurrency, TimeSpan limit, TimeProvider time)
{
    private int done;

    /// <summary>The number of domains done so far.</summary>
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
            // Out of time: report what is done.
        }

        return [.. reports.Select((report, index) => report ?? NotChecked(requests[index]))];
    }

    private DomainReport NotChecked(CheckRequest request) => new(
        request.Domain,
        Mode: null,
        Id: null,
        request.Hosted is not null,
        [.. checker.Areas.Select(area => new CheckPart(area, [], [], "The check ran out of time."))]);
}
