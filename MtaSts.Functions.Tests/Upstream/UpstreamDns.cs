using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>A real DNS server on loopback, and what a fetcher resolves names with through it. Nothing is cached.</summary>
internal sealed class UpstreamDns : IDisposable
{
    private const int A = 1;

    private readonly DnsServer server;
    private readonly DnsLookup lookup;

    /// <summary>A server for one host.</summary>
    /// <param name="getAddresses">Its addresses, by how many questions for IPv4 addresses there were before.</param>
    public UpstreamDns(string host, Func<int, IEnumerable<string>> getAddresses)
    {
        server = new DnsServer(query =>
        {
            var zone = new DnsZone().Exists(host);
            foreach (var address in getAddresses(Questions - (query.Type == A ? 1 : 0)))
            {
                zone.Address(host, address, timeToLive: 0);
            }

            return [zone.Answer(query)];
        });
        lookup = new DnsLookup(server.EndPoint);
    }

    /// <summary>How often the IPv4 addresses of a host were asked for.</summary>
    public int Questions => server.Queries.Count(query => query.Type == A);

    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        [.. (await lookup.FindAddressesAsync(host, cancellationToken)).Records];

    public void Dispose() => server.Dispose();
}
