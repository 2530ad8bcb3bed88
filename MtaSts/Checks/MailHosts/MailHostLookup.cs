using System.Collections.Concurrent;
using System.Net;
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
    public async Task<IReadOnlyDictionary<DomainName, MailHostsAnswer>> FindAsync(
        IEnumerable<DomainName> domains, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<DomainName, MailHostsAnswer>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(domains, options, async (domain, token) =>
        {
            answers[domain] = await FindAsync(domain, token);
            Interlocked.Increment(ref done);
        });
        return answers;
    }

    private async Task<MailHostsAnswer> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var exchanges = await lookup.FindMailExchangesAsync(domain.Ascii, cancellationToken);
        if (IsUnknown(exchanges))
        {
            return new MailHostsAnswer(domain, MailHostsOutcome.Unknown, [], Fault: $"the MX could not be looked up: {exchanges.Fault}");
        }

        // RFC 5321 §5.1: the address counts only where the name exists and has no MX.
        return exchanges.Outcome switch
        {
            DnsOutcome.NxDomain => new MailHostsAnswer(
                domain, MailHostsOutcome.NoMx, [], Fault: "there is no MX: the name does not exist in DNS"),
            DnsOutcome.NoData => Judge(domain, await lookup.FindAddressesAsync(domain.Ascii, cancellationToken)),
            _ => Judge(domain, exchanges),
        };
    }

    // RFC 7505 §3: the null MX has no name; beside others it does not count.
    private static MailHostsAnswer Judge(DomainName domain, DnsAnswer<MailExchange> exchanges)
    {
        string[] hosts = [.. exchanges.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct()];
        return hosts.Length > 0
            ? new MailHostsAnswer(domain, MailHostsOutcome.Found, hosts, exchanges.TimeToLive)
            : new MailHostsAnswer(
                domain, MailHostsOutcome.NullMx, [], exchanges.TimeToLive, "there is a null MX (RFC 7505), so no mail is received");
    }

    private static MailHostsAnswer Judge(DomainName domain, DnsAnswer<IPAddress> addresses) => addresses switch
    {
        { Outcome: DnsOutcome.Found } =>
            new MailHostsAnswer(domain, MailHostsOutcome.Implicit, [domain.Ascii], addresses.TimeToLive),
        _ when IsUnknown(addresses) => new MailHostsAnswer(
            domain, MailHostsOutcome.Unknown, [], Fault: $"there is no MX, and the address could not be looked up: {addresses.Fault}"),
        _ => new MailHostsAnswer(domain, MailHostsOutcome.NoMx, [], Fault: "there is no MX"),
    };

    private static bool IsUnknown<T>(DnsAnswer<T> answer) => answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop;
}
