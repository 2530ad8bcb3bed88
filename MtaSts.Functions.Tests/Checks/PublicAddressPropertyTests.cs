using System.Buffers.Binary;
using CsCheck;
using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>The guard beside IANA's registries, written down a second time: as first and last addresses.</summary>
public sealed class PublicAddressPropertyTests
{
    private static readonly (UInt128 First, UInt128 Last)[] Special4 = Read(
        "0.0.0.0 0.255.255.255", "10.0.0.0 10.255.255.255", "100.64.0.0 100.127.255.255", "127.0.0.0 127.255.255.255",
        "168.63.129.16 168.63.129.16", "169.254.0.0 169.254.255.255", "172.16.0.0 172.31.255.255", "192.0.0.0 192.0.0.255",
        "192.0.2.0 192.0.2.255", "192.31.196.0 192.31.196.255", "192.52.193.0 192.52.193.255", "192.88.99.0 192.88.99.255",
        "192.168.0.0 192.168.255.255", "192.175.48.0 192.175.48.255", "198.18.0.0 198.19.255.255", "198.51.100.0 198.51.100.255",
        "203.0.113.0 203.0.113.255", "224.0.0.0 239.255.255.255", "240.0.0.0 255.255.255.255");

    private static readonly (UInt128 First, UInt128 Last)[] Special6 = Read(
        ":: 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:: 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2002:: 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2620:4f:8000:: 2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "3fff:: 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "4000:: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

    private static readonly Gen<UInt128> Any4 = Gen.OneOf(Gen.UInt.Select(number => (UInt128)number), NearEdges(Special4, uint.MaxValue));

    private static readonly Gen<UInt128> Any6 = Gen.OneOf(
        Gen.Select(Gen.ULong, Gen.ULong, (upper, lower) => new UInt128(upper, lower)),
        Gen.Select(Gen.ULong, Gen.ULong, (upper, lower) => new UInt128(0x2000_0000_0000_0000 | upper >> 3, lower)),
        NearEdges(Special6, UInt128.MaxValue));

    // Each form in which IPv6 leads to an IPv4 address: compatible, mapped, translated (RFC 2765, 6052, 8215), 6to4, Teredo, ISATAP.
    private static readonly Gen<UInt128> Wrapping = Gen.Select(
        Any4,
        Gen.OneOf(
            "::", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::", "2002::", "2001::", "2606:4700::5efe:0:0", "2606:4700::200:5efe:0:0",
            "fe80::5efe:0:0"),
        (wrapped, prefix) => ToNumber(IPAddress.Parse(prefix)) | (prefix == "2002::" ? wrapped << 80 : wrapped));

    [Fact]
    public void The_guard_and_the_registry_agree_on_every_IPv4_address() => Any4.Sample(
        number => PublicAddress.Includes(ToAddress4(number)) == !IsIn(Special4, number), iter: 50_000);

    [Fact]
    public void A_mapped_address_is_judged_as_what_it_maps() => Any4.Sample(
        number => PublicAddress.Includes(ToAddress4(number).MapToIPv6()) == PublicAddress.Includes(ToAddress4(number)), iter: 50_000);

    [Fact]
    public void The_guard_and_the_registry_agree_on_every_IPv6_address() => Any6.Where(number => !IsMapped(number)).Sample(
        number => PublicAddress.Includes(ToAddress6(number)) == !(IsIn(Special6, number) || IsIsatap(number)), iter: 50_000);

    [Fact]
    public void No_address_that_leads_to_an_IPv4_address_is_public() => Wrapping.Where(number => !IsMapped(number)).Sample(
        number => !PublicAddress.Includes(ToAddress6(number)), iter: 50_000);

    [Fact]
    public void A_zone_changes_nothing() => Gen.Select(Any6, Gen.UInt).Sample((number, zone) =>
        PublicAddress.Includes(new IPAddress(ToAddress6(number).GetAddressBytes(), zone)) == PublicAddress.Includes(ToAddress6(number)));

    private static bool IsIn((UInt128 First, UInt128 Last)[] blocks, UInt128 number) =>
        blocks.Any(block => number >= block.First && number <= block.Last);

    private static bool IsMapped(UInt128 number) => number >> 32 == 0xFFFF;
    private static bool IsIsatap(UInt128 number) => ((ulong)number >> 32 & ~0x0200_0000ul) == 0x5EFE;

    private static Gen<UInt128> NearEdges((UInt128 First, UInt128 Last)[] blocks, UInt128 maximum) => Gen.Select(
        Gen.OneOf([.. blocks.SelectMany(block => new[] { block.First, block.Last })]), Gen.Int[-2, 2],
        (edge, step) => unchecked(edge + (UInt128)step) & maximum);

    private static (UInt128 First, UInt128 Last)[] Read(params string[] blocks) =>
        [.. blocks.Select(block => block.Split(' ').Select(IPAddress.Parse).Select(ToNumber).ToArray()).Select(ends => (ends[0], ends[1]))];

    private static UInt128 ToNumber(IPAddress address) =>
        address.GetAddressBytes().Aggregate(UInt128.Zero, (number, part) => number << 8 | part);

    private static IPAddress ToAddress4(UInt128 number) => new([.. ToAddress6(number).GetAddressBytes().TakeLast(4)]);

    private static IPAddress ToAddress6(UInt128 number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
