using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>IANA's registries of special addresses (RFC 6890); each block by its first and last address and its neighbours.</summary>
public sealed class PublicAddressTests
{
    public static TheoryData<string, string> Public { get; } = new()
    {
        { "1.1.1.1", "a resolver" },
        { "8.8.8.8", "a resolver" },
        { "1.0.0.0", "after 'this network'" },
        { "9.255.255.255", "before 10.0.0.0/8" },
        { "11.0.0.0", "after 10.0.0.0/8" },
        { "100.63.255.255", "before the carriers' own" },
        { "100.128.0.0", "after the carriers' own" },
        { "126.255.255.255", "before the loopback" },
        { "128.0.0.0", "after the loopback" },
        { "169.253.255.255", "before the link-local" },
        { "169.255.0.0", "after the link-local" },
        { "172.15.255.255", "before 172.16.0.0/12" },
        { "172.32.0.0", "after 172.16.0.0/12" },
        { "192.0.1.0", "between the protocol assignments and TEST-NET-1" },
        { "192.0.3.0", "after TEST-NET-1" },
        { "192.167.255.255", "before 192.168.0.0/16" },
        { "192.169.0.0", "after 192.168.0.0/16" },
        { "198.17.255.255", "before the benchmarks" },
        { "198.20.0.0", "after the benchmarks" },
        { "198.51.101.0", "after TEST-NET-2" },
        { "203.0.112.255", "before TEST-NET-3" },
        { "203.0.114.0", "after TEST-NET-3" },
        { "223.255.255.255", "before multicast" },
        { "168.63.129.15", "before Azure's platform" },
        { "168.63.129.17", "after Azure's platform" },
        { "192.31.195.255", "before AS112" },
        { "192.31.197.0", "after AS112" },
        { "::ffff:8.8.8.8", "a mapped resolver" },
        { "2001:200::1", "after the protocol assignments" },
        { "2001:4860:4860::8888", "a resolver" },
        { "2001:db7:ffff::1", "before the documentation's" },
        { "2001:db9::1", "after the documentation's" },
        { "2003::1", "after 6to4" },
        { "2606:4700:4700::1111", "a resolver" },
        { "2a01:111:f400::1", "a mail host" },
        { "3ffe::1", "before the documentation's second block" },
        { "3fff:1000::1", "after the documentation's second block" },
    };

    public static TheoryData<string, string> Special { get; } = new()
    {
        { "0.0.0.0", "this network, which reaches the own host" },
        { "0.255.255.255", "this network, the last" },
        { "10.0.0.0", "private" },
        { "10.255.255.255", "private, the last" },
        { "100.64.0.0", "the carriers' own" },
        { "100.127.255.255", "the carriers' own, the last" },
        { "127.0.0.1", "the loopback" },
        { "127.255.255.255", "the loopback, the last" },
        { "169.254.0.0", "link-local" },
        { "169.254.169.254", "the metadata of a cloud's host" },
        { "169.254.255.255", "link-local, the last" },
        { "172.16.0.0", "private" },
        { "172.31.255.255", "private, the last" },
        { "192.0.0.0", "protocol assignments" },
        { "192.0.0.255", "protocol assignments, the last" },
        { "192.0.2.1", "TEST-NET-1" },
        { "168.63.129.16", "Azure's platform, the own host" },
        { "192.31.196.0", "AS112" },
        { "192.31.196.255", "AS112, the last" },
        { "192.52.193.1", "AMT" },
        { "192.88.99.1", "6to4's relays" },
        { "192.175.48.1", "AS112, delegated" },
        { "192.168.0.0", "private" },
        { "192.168.255.255", "private, the last" },
        { "198.18.0.0", "benchmarks" },
        { "198.19.255.255", "benchmarks, the last" },
        { "198.51.100.1", "TEST-NET-2" },
        { "203.0.113.1", "TEST-NET-3" },
        { "224.0.0.1", "multicast" },
        { "239.255.255.255", "multicast, the last" },
        { "240.0.0.1", "reserved" },
        { "255.255.255.255", "broadcast" },
        { "::", "no address" },
        { "::1", "the loopback" },
        { "::ffff:127.0.0.1", "the loopback, mapped" },
        { "::ffff:10.0.0.1", "private, mapped" },
        { "::ffff:169.254.169.254", "a cloud's metadata, mapped" },
        { "::ffff:168.63.129.16", "Azure's platform, mapped" },
        { "::ffff:0:127.0.0.1", "the loopback, translated without state" },
        { "::127.0.0.1", "the loopback in the old compatible form" },
        { "64:ff9b::7f00:1", "the loopback, translated" },
        { "64:ff9b:1::1", "local translation" },
        { "100::1", "discarded" },
        { "1fff:ffff::1", "before global unicast" },
        { "2001::1", "Teredo" },
        { "2001:2::1", "benchmarks" },
        { "2001:20::1", "ORCHIDv2" },
        { "2001:1ff:ffff::1", "protocol assignments, the last" },
        { "2606:4700::5efe:7f00:1", "ISATAP, which wraps the loopback" },
        { "2606:4700::200:5efe:808:808", "ISATAP with an address that is unique" },
        { "2620:4f:8000::1", "AS112, delegated" },
        { "2001:db8::1", "documentation" },
        { "2001:db8:ffff::1", "documentation, the last" },
        { "2002:7f00:1::1", "6to4, which wraps the loopback" },
        { "3fff::1", "the documentation's second block" },
        { "3fff:fff::1", "the documentation's second block, the last" },
        { "4000::1", "after global unicast" },
        { "5f00::1", "segment routing" },
        { "fc00::1", "unique local" },
        { "fd00:ec2::254", "a cloud's metadata" },
        { "fe80::1", "link-local" },
        { "fe80::1%1", "link-local with a zone" },
        { "fec0::1", "site-local, of old" },
        { "ff02::1", "multicast" },
    };

    [Theory, MemberData(nameof(Public))]
    public void An_address_of_the_public_Internet_is_included(string address, string reason) =>
        Assert.True(PublicAddress.Includes(IPAddress.Parse(address)), reason);

    [Theory, MemberData(nameof(Special))]
    public void A_special_address_is_not(string address, string reason) =>
        Assert.False(PublicAddress.Includes(IPAddress.Parse(address)), reason);

    [Fact]
    public void An_address_must_be_given() => Assert.Throws<ArgumentNullException>(() => PublicAddress.Includes(null!));
}
