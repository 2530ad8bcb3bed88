using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Policies;

namespace MtaSts.Checks;

/// <summary>Looks at a domain as a sender does, and judges nothing. Safe for concurrent use.</summary>
/// <param name="allowsPrivate">Whether to connect to addresses outside the public Internet.</param>
public sealed class DomainObserver(DnsLookup dns, IPolicyProbe policies, bool allowsPrivate)
{
    /// <summary>Makes all look-ups of a domain at once; whatever goes wrong is in the observation.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DomainObservation> ObserveAsync(DomainName domain, DomainAspects aspects, CancellationToken cancellationToken)
    {
        var record = aspects.HasFlag(DomainAspects.Record) ? dns.FindTextAsync("_mta-sts." + domain.Ascii, cancellationToken) : null;
        var mailHosts = aspects.HasFlag(DomainAspects.MailHosts) ? MailHostAnswer.FindAsync(dns, domain, cancellationToken) : null;
        var observation = new DomainObservation(domain);
        if (aspects.HasFlag(DomainAspects.Policy))
        {
            observation = await FetchAsync(observation, cancellationToken);
        }

        return observation with
        {
            Record = record is null ? null : await record,
            MailHosts = mailHosts is null ? null : await mailHosts,
        };
    }

    /// <summary>The addresses that may be connected to.</summary>
    internal List<IPAddress> GetReachable(DnsAnswer<IPAddress> answer) =>
        [.. answer.Records.Where(address => allowsPrivate || PublicAddress.Includes(address))];

    private async Task<DomainObservation> FetchAsync(DomainObservation observation, CancellationToken cancellationToken)
    {
        var host = PolicyUrl.HostPrefix + observation.Domain.Ascii;
        var addresses = await dns.FindAddressesAsync(host, cancellationToken);
        observation = observation with { HostAddresses = addresses };
        return GetReachable(addresses) is { Count: > 0 } reachable
            ? observation with { Fetch = await policies.FetchAsync(observation.Domain, reachable, cancellationToken) }
            : observation with { NotFetched = DescribeUnreachable(host, addresses) };
    }

    private static string DescribeUnreachable(string host, DnsAnswer<IPAddress> addresses) => addresses.Outcome switch
    {
        DnsOutcome.Found => $"{host} has no public address to fetch the policy from.",
        DnsOutcome.NoData or DnsOutcome.NxDomain => $"{host} has no address to fetch the policy from.",
        _ => $"The address of {host} could not be determined, so the policy was not fetched.",
    };
}
