using System.Net;
using System.Net.Sockets;

namespace MtaSts.Checks.Fetching;

/// <summary>
/// Tells addresses of hosts on the public Internet from private and special ones: IANA's two registries of special-purpose addresses
/// (RFC 6890), multicast, addresses that lead to another one, and Azure's own platform.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. from network in (string[])
           [
               // Every block of the registries, those called globally reachable included: they are services of networks, such as AS112.
               "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
               "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
               "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48",
               "3fff::/20",

               // Multicast (RFC 5771).
               "224.0.0.0/4",

               // Azure's platform (WireServer, DNS) from inside a virtual machine: a public number that leads to the own host.
               "168.63.129.16/32",
           ]
           select IPNetwork.Parse(network),
    ];

    // The only global unicast range of IPv6 so far. Loopback, IPv4-compatible, translated (NAT64), unique local, link-local, site-local and
    // multicast addresses are outside it.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether <paramref name="address"/> is on the public Internet.</summary>
    public static bool Includes(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Special, network => network.Contains(plain))
            && (plain.AddressFamily == AddressFamily.InterNetwork || (GlobalUnicast.Contains(plain) && !IsIsatap(plain)));
    }

    // RFC 5214 §6.1: below any prefix, a tunnel to the IPv4 address in the last four bytes.
    private static bool IsIsatap(IPAddress address) => address.GetAddressBytes().AsSpan(8, 4) is [0x00 or 0x02, 0x00, 0x5E, 0xFE];
}
