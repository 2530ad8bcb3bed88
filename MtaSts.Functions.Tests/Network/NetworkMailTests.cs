using System.Net.Security;
using DnsClient;

namespace MtaSts.Functions.Tests.Network;

/// <summary>The mail hosts are what their names say.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkMailTests(TestNetwork network)
{
    private readonly NetworkSender sender = new(network);

    public static TheoryData<CertificateKind> Kinds => [.. Enum.GetValues<CertificateKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_host_speaks_TLS_with_a_certificate_of_its_kind(CertificateKind kind)
    {
        var host = network.MailHosts.With(kind);
        await using var connection = await OpenAsync(host);
        Assert.Contains("250-STARTTLS", await TalkAsync(connection, "EHLO sender.example"));
        Assert.StartsWith("220 ", Assert.Single(await TalkAsync(connection, "STARTTLS")), Ordinal);

        await using var secured = new SslStream(connection);
        await secured.AuthenticateAsClientAsync(sender.Options(host), Token);

        sender.AssertCertificate(kind);
        Assert.StartsWith($"250-{host} ", (await TalkAsync(secured, "EHLO sender.example"))[0], Ordinal);
    }

    [Fact]
    public async Task One_host_offers_no_STARTTLS()
    {
        await using var connection = await OpenAsync(network.MailHosts.WithoutStartTls);

        var greeting = await TalkAsync(connection, "EHLO sender.example");

        Assert.StartsWith($"250-{network.MailHosts.WithoutStartTls} ", greeting[0], Ordinal);
        Assert.DoesNotContain(greeting, line => line.Contains("STARTTLS", Ordinal));
        Assert.StartsWith("5", (await TalkAsync(connection, "STARTTLS"))[0], Ordinal);
    }

    [Fact]
    public async Task One_host_is_closed() => Assert.Equal(
        SocketError.ConnectionRefused,
        (await Assert.ThrowsAsync<SocketException>(() => OpenAsync(network.MailHosts.Closed))).SocketErrorCode);

    [Fact]
    public async Task Each_host_has_a_domain_that_receives_there_and_is_where_the_resolver_says()
    {
        foreach (var host in network.MailHosts.Names)
        {
            var answer = await sender.AskAsync(NetworkDomains.ReceivingAt(host).Ascii, QueryType.MX);
            Assert.Equal($"{host}.", Assert.Single(answer.Answers.MxRecords()).Exchange.Value);
            Assert.Equal(network.MailHosts.GetAddress(host), await sender.FindAddressAsync(host));

            using var response = await sender.FetchAsync(NetworkDomains.ReceivingAt(host));
            Assert.Equal(NetworkPolicies.Good, await response.Content.ReadAsStringAsync(Token));
        }
    }

    /// <summary>A connection that has been greeted.</summary>
    private async Task<NetworkStream> OpenAsync(string host)
    {
        var connection = new NetworkStream(await NetworkSender.ConnectAsync(await sender.FindAddressAsync(host), 25), ownsSocket: true);
        Assert.StartsWith($"220 {host} ", Assert.Single(await ReadAsync(connection)), Ordinal);
        return connection;
    }

    private static async Task<IReadOnlyList<string>> TalkAsync(Stream connection, string line)
    {
        await connection.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), Token);
        return await ReadAsync(connection);
    }

    /// <summary>A reply (RFC 5321 §4.2.1), byte by byte: what follows it may be TLS.</summary>
    private static async Task<IReadOnlyList<string>> ReadAsync(Stream connection)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var next = new byte[1];
        while (true)
        {
            await connection.ReadExactlyAsync(next, Token);
            if (next[0] != '\n')
            {
                line.Append((char)next[0]);
                continue;
            }

            lines.Add(line.ToString().TrimEnd('\r'));
            line.Clear();
            if (lines[^1][3] == ' ')
            {
                return lines;
            }
        }
    }
}
