using MtaSts.Functions.Tests.Checks;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

public sealed class SystemResolverTests : TestsWithFolder
{
    private const string Host = "mta-sts.provider.example";

    // The tool in a mount namespace of its own, where the system's resolver is the test's.
    private const string Script = "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"";

    [Theory, InlineData("127.0.0.1"), InlineData("2130706433"), InlineData("0x7f.1"), InlineData("0177.0.0.1"), InlineData("::1")]
    public Task A_literal_in_place_of_a_name_has_no_address(string literal) =>
        Assert.ThrowsAnyAsync<SocketException>(() => SystemResolver.FindAddressesAsync(literal, Token));

    [Fact]
    public async Task The_search_domains_of_the_machine_are_not_tried()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && ProcessGuard.Find("unshare") is not null,
            "To have a system's resolver of its own, this test needs Linux, root and unshare (util-linux).");
        using var dns = new DnsServer(
            query => [DnsMessage.Answer(query, DnsMessage.NameError, [])], new IPEndPoint(AddressBlock.Find().Resolver, 53));
        var settings = InFolder("resolv.conf");
        await File.WriteAllTextAsync(
            settings, $"search search.test\nnameserver {dns.EndPoint.Address}\noptions ndots:5 attempts:1\n", Token);

        await using var tool = new ChildProcess(
            [
                "unshare", "--mount", "sh", "-c", Script, "sh", settings, "dotnet", Tool.Path, "set", "contoso.com", "--from",
                $"https://{Host}/.well-known/mta-sts.txt", "--yes", "--database", InFolder("policies.db"),
            ],
            "", []);

        Assert.Equal(2, await tool.WaitForExitAsync());
        Assert.Contains($"https://{Host}/.well-known/mta-sts.txt could not be fetched", tool.Output, Ordinal);
        Assert.Equal([Host], dns.Queries.Select(query => query.Name).Distinct());
    }
}
