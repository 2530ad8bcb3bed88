using System.Collections.Concurrent;
using System.Net;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Console;
using MtaSts.ExchangeOnline;
using MtaSts.Policies;

namespace MtaSts.Cli.Changes;

internal static class ExchangeOnlineMx
{
    private const int Concurrency = 16;

    /// <summary>At least one pattern for each domain.</summary>
    public static async Task<IReadOnlyDictionary<DomainName, string[]>> FindAsync(
        IPEndPoint? resolver, IReadOnlyList<DomainName> domains, CliConsole console, CancellationToken cancellationToken)
    {
        var choices = new ConcurrentDictionary<DomainName, (IReadOnlyList<MxPattern> Patterns, string Note)>();
        var lookup = new DnsLookup(resolver);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(domains, options, async (domain, token) =>
            choices[domain] = await ChooseAsync(lookup, domain, token));

        foreach (var domain in domains.Where(domain => choices[domain].Note.Length > 0))
        {
            console.WriteMessage($"{domain}: {choices[domain].Note}");
        }

        return choices.ToDictionary(choice => choice.Key, choice => choice.Value.Patterns.Select(pattern => $"{pattern}").ToArray());
    }

    private static async Task<(IReadOnlyList<MxPattern> Patterns, string Note)> ChooseAsync(
        DnsLookup lookup, DomainName domain, CancellationToken cancellationToken)
    {
        var answer = await lookup.FindMailExchangesAsync(domain.Ascii, cancellationToken);
        if (answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop)
        {
            return ([ExchangeOnlineHosts.Classic], $"The MX could not be looked up: {answer.Fault}. Using {ExchangeOnlineHosts.Classic}.");
        }

        // RFC 7505 §3: the null MX has no name.
        var hosts = answer.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).ToList();
        var patterns = ExchangeOnlineHosts.FindPatterns(hosts);
        var others = string.Join(", ", hosts.Where(host => ExchangeOnlineHosts.FindPattern(host) is null));
        return (patterns.Count, others.Length) switch
        {
            (0, 0) => ([ExchangeOnlineHosts.Classic], $"There is no MX. Using {ExchangeOnlineHosts.Classic}."),
            (0, _) => ([ExchangeOnlineHosts.Classic], $"The MX is not Exchange Online's: {others}. Using {ExchangeOnlineHosts.Classic}."),
            (_, 0) => (patterns, ""),
            _ => (patterns, $"Not all of the MX are Exchange Online's; this policy leaves out {others}."),
        };
    }
}
