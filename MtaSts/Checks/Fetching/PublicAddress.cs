using System.Net;

namespace MtaSts.Checks.Fetching;

/// <summary>Tells public Internet addresses from private and special ones (RFC 6890 and its registries).</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. from network in (string[])
           [
               "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
               "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
               "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
           ]
           select IPNetwork.Parse(network),
    ];

    // The only global unicast range of IPv6 so far; loopback, mapped, translated, local and multicast addresses are outside it.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether <paramref name="address"/> is on the public Internet.</summary>
    public static bool Includes(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Special, network => network.Contains(plain))
            && (plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || GlobalUnicast.Contains(plain));
    }
}
