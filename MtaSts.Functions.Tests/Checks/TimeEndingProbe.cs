using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A probe that ends the time for a run when it is on its way to the policy host of one of the domains.</summary>
internal sealed class TimeEndingProbe(IPolicyProbe probe, DomainName last, Action endTime) : IPolicyProbe
{
    public Task<PolicyFetchResult> FetchAsync(
        DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        var fetch = probe.FetchAsync(domain, addresses, cancellationToken);
        if (domain.Equals(last))
        {
            endTime();
        }

        return fetch;
    }
}
