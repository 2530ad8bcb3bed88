using System.Collections.Concurrent;
using MtaSts.Checks.Lookups;

namespace MtaSts.Checks.MailHosts;

/// <summary>Looks up which hosts receive the mail of domains (RFC 5321 §5.1), some domains at a time.</summary>
/// <param name="concurrency">How many domains are looked up at a time.</param>
public sealed class MailHostLookup(DnsLookup lookup, int concurrency = 16)
{
    private int done;

    /// <summary>How many domains have been looked up so far.</summary>
    public int Done => done;

    /// <summary>Looks up each of <paramref name="domains"/>; every failure is an answer.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyDictionary<DomainName, MailHostAnswer>> FindAsync(
        IEnumerable<DomainName> domains, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<DomainName, MailHostAnswer>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(domains, options, async (domain, token) =>
        {
            answers[domain] = await MailHostAnswer.FindAsync(lookup, domain, token);
            Interlocked.Increment(ref done);
        });
        return answers;
    }
}
