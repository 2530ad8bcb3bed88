using MtaSts.Checks.Fetching;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>Providers whose name resolves to where no policy is fetched from, by a real DNS server.</summary>
public sealed class PrivateAddressTests
{
    private const string Host = "mta-sts.localhost";
    private const string Provider = "127.0.0.1";
    private const string Inside = "127.0.0.2";

    [Theory, MemberData(nameof(PublicAddressTests.Special), MemberType = typeof(PublicAddressTests))]
    public async Task A_name_that_resolves_to_a_special_address_is_not_connected_to(string address, string reason)
    {
        await using var inside = new LoopbackServer((_, _) => Task.CompletedTask);
        using var dns = new UpstreamDns(Host, _ => [address]);
        using var fetcher = new PolicyFetcher(PolicyFetcher.CreateHandler(dns.ResolveAsync, PublicAddress.Includes));

        var exception = await Assert.ThrowsAsync<PolicyFetchException>(() => fetcher.FetchAsync(CreateUrl(inside.Port), Token));

        Assert.True(exception.Message.Contains($"{Host} has no public address.", Ordinal), $"{reason}: {exception.Message}");
        Assert.Equal((1, 0), (dns.Questions, inside.Connections));
    }

    [Theory, InlineData(Inside, Provider), InlineData(Provider, Inside), InlineData("::1", Provider)]
    [InlineData("::ffff:127.0.0.2", Provider)]
    [InlineData("10.0.0.1", "169.254.169.254", "fd00:ec2::254", "168.63.129.16", Inside, Provider)]
    public async Task Of_several_addresses_only_the_public_one_is_connected_to(params string[] addresses)
    {
        await using var provider = await PolicyServer.StartAsync(PolicyServer.AnswerAsync);
        await using var inside = StartInside(provider.Url.Port);
        using var dns = new UpstreamDns(Host, _ => addresses);
        using var fetcher = provider.CreateFetcher(dns.ResolveAsync, MayConnect);

        Assert.Equal(PolicyMode.Enforce, (await fetcher.FetchAsync(provider.Url, Token)).Mode);
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task Where_the_public_address_does_not_answer_the_private_one_is_not_tried()
    {
        await using var inside = StartInside(port: 0);
        using var dns = new UpstreamDns(Host, _ => [Provider, Inside]);
        using var fetcher = new PolicyFetcher(PolicyFetcher.CreateHandler(dns.ResolveAsync, MayConnect));

        await Assert.ThrowsAsync<PolicyFetchException>(() => fetcher.FetchAsync(CreateUrl(inside.Port), Token));

        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task A_name_that_resolves_to_another_address_afterwards_is_connected_to_where_it_was_judged_and_refused_next_time()
    {
        var requests = 0;
        await using var provider = await PolicyServer.StartAsync(context =>
        {
            requests++;
            return PolicyServer.AnswerAsync(context);
        });
        await using var inside = StartInside(provider.Url.Port);
        using var dns = new UpstreamDns(Host, before => [before == 0 ? Provider : Inside]);
        using var fetcher = provider.CreateFetcher(dns.ResolveAsync, MayConnect);

        await fetcher.FetchAsync(provider.Url, Token);
        Assert.Equal((1, 1, 0), (dns.Questions, requests, inside.Connections));

        // Not over the connection that is still open either: what a name led to once says nothing of now.
        var exception = await Assert.ThrowsAsync<PolicyFetchException>(() => fetcher.FetchAsync(provider.Url, Token));
        Assert.Contains($"{Host} has no public address.", exception.Message, Ordinal);
        Assert.Equal((2, 1, 0), (dns.Questions, requests, inside.Connections));
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_public_address_again_is_fetched_again()
    {
        await using var provider = await PolicyServer.StartAsync(PolicyServer.AnswerAsync);
        using var dns = new UpstreamDns(Host, before => [before == 0 ? "10.0.0.1" : Provider]);
        using var fetcher = provider.CreateFetcher(dns.ResolveAsync, MayConnect);

        await Assert.ThrowsAsync<PolicyFetchException>(() => fetcher.FetchAsync(provider.Url, Token));

        Assert.Equal(PolicyMode.Enforce, (await fetcher.FetchAsync(provider.Url, Token)).Mode);
    }

    private static LoopbackServer StartInside(int port) =>
        new((_, _) => Task.CompletedTask, new IPEndPoint(IPAddress.Parse(Inside), port));

    private static Uri CreateUrl(int port) => new($"https://{Host}:{port}/.well-known/mta-sts.txt");

    // The provider's server can be on loopback only, so one address of it counts as public here.
    private static bool MayConnect(IPAddress address) => $"{address}" == Provider || PublicAddress.Includes(address);
}
