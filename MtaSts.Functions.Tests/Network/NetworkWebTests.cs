using System.IO.Compression;
using System.Net.Security;
using System.Security.Authentication;
using DnsClient;

namespace MtaSts.Functions.Tests.Network;

/// <summary>The policy hosts are what the names of the domains say.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkWebTests(TestNetwork network)
{
    private readonly NetworkSender sender = new(network);

    [Fact]
    public async Task A_good_domain_serves_a_policy_over_a_good_connection()
    {
        using var response = await sender.FetchAsync(network.Domains.Good);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", GetContentType(response));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(NetworkPolicies.Good, await response.Content.ReadAsStringAsync(Token));
        Assert.Empty(PolicyParser.Parse(Encoding.UTF8.GetBytes(NetworkPolicies.Good)).Findings);
        sender.AssertCertificate(CertificateKind.Good);
    }

    [Fact]
    public async Task Redirects_lead_to_a_good_policy()
    {
        using var forEver = await sender.FetchAsync(network.Domains.Redirected);
        using var forNow = await sender.FetchAsync(network.Domains.RedirectedForNow);

        Assert.Equal((HttpStatusCode.MovedPermanently, HttpStatusCode.Found), (forEver.StatusCode, forNow.StatusCode));
        Assert.Equal($"https://mta-sts.{network.Domains.Good}/.well-known/mta-sts.txt", forEver.Headers.Location!.OriginalString);
        Assert.Equal(forEver.Headers.Location, forNow.Headers.Location);
    }

    [Fact]
    public async Task Some_answer_another_status()
    {
        using var notFound = await sender.FetchAsync(network.Domains.NotFound);
        using var unavailable = await sender.FetchAsync(network.Domains.Unavailable);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable), (notFound.StatusCode, unavailable.StatusCode));
    }

    [Fact]
    public async Task Some_answer_another_type()
    {
        using var html = await sender.FetchAsync(network.Domains.Html);
        using var upperCase = await sender.FetchAsync(network.Domains.UpperCaseType);

        Assert.Equal(("text/html", "TEXT/PLAIN; charset=UTF-8"), (GetContentType(html), GetContentType(upperCase)));
    }

    [Fact]
    public async Task A_policy_is_compressed_though_nobody_asked()
    {
        using var response = await sender.FetchAsync(network.Domains.Gzip);
        await using var body = new GZipStream(await response.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);
        using var reader = new StreamReader(body);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Equal(NetworkPolicies.Good, await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Policies_are_wrong_in_one_way_each()
    {
        Assert.Equal(["MTASTS102"], await FindingsAsync(network.Domains.ByteOrderMark));
        Assert.Equal(["MTASTS115"], await FindingsAsync(network.Domains.SyntaxError));
        Assert.Equal(["MTASTS101"], await FindingsAsync(network.Domains.TooLarge));
        Assert.DoesNotContain("MTASTS101", await FindingsAsync(network.Domains.Largest));
    }

    [Fact]
    public async Task Policies_have_the_length_that_they_should()
    {
        Assert.Equal(65536, (await ReadAsync(network.Domains.Largest)).Length);
        Assert.Equal(65537, (await ReadAsync(network.Domains.TooLarge)).Length);
        Assert.Equal(10 * 1024 * 1024, (await ReadAsync(network.Domains.TenMegabytes)).Length);
    }

    [Fact]
    public async Task Policies_have_the_mode_that_they_should()
    {
        var enforce = PolicyParser.Parse(await ReadAsync(network.Domains.StrayMx)).Value!;
        var testing = PolicyParser.Parse(await ReadAsync(network.Domains.StrayMxInTesting)).Value!;
        var none = PolicyParser.Parse(await ReadAsync(network.Domains.None)).Value!;

        Assert.Equal((PolicyMode.Enforce, PolicyMode.Testing, PolicyMode.None), (enforce.Mode, testing.Mode, none.Mode));
        Assert.Equal(PolicyMode.Testing, PolicyParser.Parse(await ReadAsync(network.Domains.Testing)).Value!.Mode);
        Assert.Equal(2, PolicyParser.Parse(await ReadAsync(network.Domains.UnusedPattern)).Value!.Mx.Length);
    }

    [Fact]
    public async Task Each_certificate_is_of_its_kind()
    {
        foreach (var (domain, kind) in ((DomainName, CertificateKind)[])
                 [
                     (network.Domains.Expired, CertificateKind.Expired), (network.Domains.NotYetValid, CertificateKind.NotYetValid),
                     (network.Domains.WrongName, CertificateKind.WrongName), (network.Domains.SelfSigned, CertificateKind.SelfSigned),
                     (network.Domains.ExpiringSoon, CertificateKind.ExpiringSoon), (
                         network.Domains.UnknownAuthority, CertificateKind.UnknownAuthority),
                     (network.Domains.MissingIntermediate, CertificateKind.MissingIntermediate),
                 ])
        {
            using var response = await sender.FetchAsync(domain);
            Assert.Equal(NetworkPolicies.Good, await response.Content.ReadAsStringAsync(Token));
            sender.AssertCertificate(kind);
        }
    }

    [Theory, InlineData(nameof(NetworkDomains.Good), true, true), InlineData(nameof(NetworkDomains.OnlyTls12), true, false)]
    [InlineData(nameof(NetworkDomains.OnlyTls13), false, true)]
    public async Task Some_speak_one_version_of_TLS_only(string name, bool isTls12Spoken, bool isTls13Spoken)
    {
        var domain = (DomainName)typeof(NetworkDomains).GetProperty(name)!.GetValue(network.Domains)!;

        Assert.Equal(
            (isTls12Spoken, isTls13Spoken), (await SpeaksAsync(domain, SslProtocols.Tls12), await SpeaksAsync(domain, SslProtocols.Tls13)));
    }

    [Fact]
    public async Task One_speaks_plain_HTTP_where_TLS_belongs()
    {
        Assert.False(await SpeaksAsync(network.Domains.WithoutTls, SslProtocols.None));

        await using var stream = new NetworkStream(
            await NetworkSender.ConnectAsync(
                await sender.FindAddressAsync($"mta-sts.{network.Domains.WithoutTls}"), 443), ownsSocket: true);
        using var reader = new StreamReader(stream);
        await stream.WriteAsync("GET /.well-known/mta-sts.txt HTTP/1.0\r\n\r\n"u8.ToArray(), Token);
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Token));
    }

    [Fact]
    public async Task One_refuses_the_handshake_and_one_the_connection()
    {
        Assert.False(await SpeaksAsync(network.Domains.HandshakeRefused, SslProtocols.None));

        var closed = await sender.FindAddressAsync($"mta-sts.{network.Domains.Closed}");
        var exception = await Assert.ThrowsAsync<SocketException>(() => NetworkSender.ConnectAsync(closed, 443));
        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
    }

    [Fact]
    public async Task One_takes_over_two_seconds_to_the_first_byte()
    {
        var started = TimeProvider.System.GetTimestamp();
        using var response = await sender.FetchAsync(network.Domains.Slow);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(2), TimeSpan.MaxValue);
        Assert.Equal(NetworkPolicies.Good, await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task One_never_answers()
    {
        var answer = sender.FetchAsync(network.Domains.NeverAnswering);

        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromSeconds(3), Token));
    }

    [Fact]
    public async Task Some_answers_do_not_end()
    {
        using var trickling = await sender.FetchAsync(network.Domains.Trickling);
        using var endless = await sender.FetchAsync(network.Domains.Endless);

        await using var drops = await trickling.Content.ReadAsStreamAsync(Token);
        await using var flood = await endless.Content.ReadAsStreamAsync(Token);
        var first = new byte[3];
        await drops.ReadExactlyAsync(first, Token);
        Assert.Equal("ver", Encoding.ASCII.GetString(first));
        Assert.Null(trickling.Content.Headers.ContentLength);
        await flood.ReadExactlyAsync(new byte[20 * 1024 * 1024], Token);
    }

    [Fact]
    public async Task One_breaks_off()
    {
        using var response = await sender.FetchAsync(network.Domains.BrokenOff);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
    }

    [Fact]
    public async Task One_sends_headers_without_end()
    {
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => sender.FetchAsync(network.Domains.EndlessHeaders));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, exception.HttpRequestError);
        sender.AssertCertificate(CertificateKind.Good);
    }

    [Fact]
    public async Task Many_domains_are_good_and_no_more_than_many()
    {
        foreach (var number in (int[])[1, TestNetwork.ManyCount])
        {
            using var response = await sender.FetchAsync(NetworkDomains.Many(number));
            Assert.Equal(NetworkPolicies.Good, await response.Content.ReadAsStringAsync(Token));
            sender.AssertCertificate(CertificateKind.Good);
        }

        var next = await sender.AskAsync($"mta-sts.{NetworkDomains.Many(TestNetwork.ManyCount + 1)}", QueryType.A);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, next.Header.ResponseCode);
    }

    private static string GetContentType(HttpResponseMessage response) => response.Content.Headers.NonValidated["Content-Type"].ToString();

    private async Task<byte[]> ReadAsync(DomainName domain)
    {
        using var response = await sender.FetchAsync(domain);
        return await response.Content.ReadAsByteArrayAsync(Token);
    }

    private async Task<IEnumerable<string>> FindingsAsync(DomainName domain) =>
        PolicyParser.Parse(await ReadAsync(domain)).Findings.Select(finding => finding.Code);

    private async Task<bool> SpeaksAsync(DomainName domain, SslProtocols protocols)
    {
        var socket = await NetworkSender.ConnectAsync(await sender.FindAddressAsync($"mta-sts.{domain}"), 443);
        await using var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsClientAsync(sender.Options($"mta-sts.{domain}", protocols), Token);
            return true;
        }
        catch (AuthenticationException)
        {
            return false;
        }
    }
}
