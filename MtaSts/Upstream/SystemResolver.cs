using System.Net;

namespace MtaSts.Upstream;

/// <summary>Looks hosts up as the system does, but only by the name given.</summary>
public static class SystemResolver
{
    /// <summary>The IPv4 and IPv6 addresses of <paramref name="host"/>.</summary>
    /// <param name="host">A host name without a trailing dot.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="System.Net.Sockets.SocketException">There are none, or DNS did not answer.</exception>
    // The dot makes the name absolute (RFC 1034 §3.1): no search domain of the machine is appended, which may have a host for every name,
    // and no IP address is taken for a name.
    public static Task<IPAddress[]> FindAddressesAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync($"{host}.", cancellationToken);
}
