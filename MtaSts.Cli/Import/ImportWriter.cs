using System.Collections.Concurrent;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>
/// Writes the steps of an import, many side by side; each is whole or not at all, so an import that ends early is repeated.
/// </summary>
internal sealed class ImportWriter(IEditablePolicyStore store)
{
    private const int Concurrency = 24;

    // Less than the two seconds that a cancelled process has left.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DomainName, string> conflicts = new();
    private int written;

    public int Written => written;

    /// <summary>What was refused because somebody else changed it meanwhile, with who and when; the others go on.</summary>
    public IReadOnlyDictionary<DomainName, string> Conflicts => conflicts;

    /// <exception cref="PolicyStoreException">The store failed; those not written yet are left.</exception>
    public async Task WriteAsync(IReadOnlyList<ImportStep> steps, string changedBy, string reason, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };

        // Whether a write that is cut off was made is not known, so what has begun may end.
        using var cutOff = new CancellationTokenSource();
        await using var cancelled = cancellationToken.Register(() => cutOff.CancelAfter(Grace));
        await Parallel.ForEachAsync(steps, options, async (step, _) =>
        {
            try
            {
                // First, so that an import that ends between the two has not forgotten it when it is repeated.
                if (step.HeldUntil is { } until)
                {
                    await store.ExtendHeldAsync(step.Domain, until, cutOff.Token);
                }

                if (step.IsPolicyChange)
                {
                    var change = step.After.ToChange(
                        step.Domain, step.Before, changedBy, ChangeGuard.FormatReason(step.Overridden, reason));
                    await store.SaveAsync(change, cutOff.Token);
                }

                if (step.Customer is { } customer)
                {
                    await store.SetCustomerAsync(step.Domain, customer, cutOff.Token);
                }

                Interlocked.Increment(ref written);
            }
            catch (PolicyConflictException exception)
            {
                conflicts[step.Domain] = exception.Message;
            }
        });
    }
}
