using System.Collections.Concurrent;
using MtaSts.Import;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>Writes the steps of an import, many side by side; each is whole or not at all, so an import that ends early is repeated.</summary>
internal sealed class ImportWriter(IEditablePolicyStore store)
{
    private const int Concurrency = 24;

    private readonly ConcurrentDictionary<DomainName, string> conflicts = new();
    private int written;

    /// <summary>How many are written.</summary>
    public int Written => written;

    /// <summary>What was refused because somebody else changed it meanwhile, with who and when; the others go on.</summary>
    public IReadOnlyDictionary<DomainName, string> Conflicts => conflicts;

    /// <summary>Writes the steps.</summary>
    /// <exception cref="PolicyStoreException">The store failed; those not written yet are left.</exception>
    public Task WriteAsync(IReadOnlyList<ImportStep> steps, string changedBy, string reason, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(steps, options, async (step, token) =>
        {
            try
            {
                await store.SaveAsync(step.ToChange(changedBy, reason), token);
                Interlocked.Increment(ref written);
            }
            catch (PolicyConflictException exception)
            {
                conflicts[step.Domain] = exception.Message;
            }
        });
    }
}
