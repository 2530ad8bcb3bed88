using System.Collections.Concurrent;
using MtaSts.Checks.Lookups;

namespace MtaSts.Checks.MailHosts;

/// <summary>Looks up which hosts receive the mail of domains (RFC 5321 §5.1), some domains at a time.</summary>
/// <param name="concurrency">How many domains are looked up at a time.</param>
public sealed class MailHostLookup(DnsLookup lookup, int concurrency = 16)
{
    // A resolver that is down costs seconds for each domain.
    private const int Patience = 32;

    private volatile bool isAnswered;
    private int unanswered;
    private int done;

    /// <summary>How many domains have been looked up so far.</summary>
    public int Done => done;

    /// <summary>
    /// Looks up each of <paramref name="domains"/>; every failure is an answer. When the resolver has answered none of the first 32, the
    /// others are not asked for, and unknown like those.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyDictionary<DomainName, MailHostAnswer>> FindAsync(
        IEnumerable<DomainName> domains, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<DomainName, MailHostAnswer>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(domains, options, async (domain, token) =>
        {
            answers[domain] = await FindAsync(domain, token);
            Interlocked.Increment(ref done);
        });
        return answers;
    }

    private async Task<MailHostAnswer> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        if (!isAnswered && Volatile.Read(ref unanswered) >= Patience)
        {
            var fault = $"the resolver answered none of the first {Patience} requests";
            return new MailHostAnswer(new(domain.Ascii, DnsOutcome.NoAnswer, [], [], null, fault), OwnAddresses: null);
        }

        var answer = await MailHostAnswer.FindAsync(lookup, domain, cancellationToken);
        if (answer.Exchanges.Outcome == DnsOutcome.NoAnswer)
        {
            Interlocked.Increment(ref unanswered);
        }
        else
        {
            isAnswered = true;
        }

        return answer;
    }
}
