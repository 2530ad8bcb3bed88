using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>
/// The way from public addresses to servers of the test, so that a test needs neither port 443 nor the right to open it, and nothing ever
/// goes to the Internet.
/// </summary>
internal sealed class CloudRoutes
{
    private readonly ConcurrentDictionary<IPAddress, IPEndPoint> routes = [];

    public void Add(string address, IPEndPoint server) => routes[IPAddress.Parse(address)] = server;

    public IPolicyProbe CreateProbe(X509Certificate2Collection? authorities) => new Probe(this, authorities, testsTls12: true);

    /// <summary>A connection to where an address leads.</summary>
    public async ValueTask<Stream> ConnectAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(Find(address) ?? throw new SocketException((int)SocketError.HostUnreachable), cancellationToken);
        return client.GetStream();
    }

    private IPEndPoint? Find(IPAddress address) => routes.GetValueOrDefault(address);

    private sealed class Probe(CloudRoutes routes, X509Certificate2Collection? authorities, bool testsTls12) : IPolicyProbe
    {
        public IPolicyProbe WithoutTls12Test() => new Probe(routes, authorities, testsTls12: false);

        public Task<PolicyFetchResult> FetchAsync(
            DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
        {
            var server = addresses.Select(routes.Find).FirstOrDefault();
            IPolicyProbe probe = new PolicyProbe(authorities) { Port = server?.Port ?? 1 };
            probe = testsTls12 ? probe : probe.WithoutTls12Test();
            return probe.FetchAsync(domain, server is null ? [] : [server.Address], cancellationToken);
        }
    }
}
