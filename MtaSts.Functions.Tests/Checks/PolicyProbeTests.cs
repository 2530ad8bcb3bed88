using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Checks;

public sealed class PolicyProbeTests : IDisposable
{
    private const string Host = "mta-sts.contoso.com";
    private const string Text = "version: STSv1\nmode: enforce\nmx: mail.contoso.com\nmax_age: 1209600\n";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_policy_is_fetched_with_all_that_there_is_to_see()
    {
        var answer = await FetchAsync(Answer(Text, "text/plain; Charset=utf-8"));

        Assert.Null(answer.Fault);
        Assert.Equal("https://mta-sts.contoso.com/.well-known/mta-sts.txt", answer.Url.ToString());
        Assert.Equal(
            (200, "text/plain; Charset=utf-8", Text.Length, PolicyMode.Enforce),
            (answer.Status, answer.ContentType, answer.Body!.Length, answer.Policy!.Value!.Mode));
        Assert.True(answer.TimeToFirstByte > TimeSpan.Zero);
        Assert.Equal(
            (SslProtocols.Tls13, "CN=Test Root", "CN=mta-sts.contoso.com"), (answer.Tls!.Protocol, answer.Tls.Issuer, answer.Tls.Subject));
        Assert.Equal([Host], answer.Tls.Names);
        Assert.Equal(60, (answer.Tls.NotAfter - DateTimeOffset.UtcNow).TotalDays, 0.1);
        Assert.Equal(SslPolicyErrors.None, answer.Tls.Errors);
        Assert.Empty(answer.Tls.ChainFaults);
    }

    [Fact]
    public async Task The_request_is_that_of_a_plain_sender()
    {
        await using var server = new HttpsServer(authority.Issue(Host), Answer(Text));

        await FetchAsync(server);

        Assert.Equal(["GET /.well-known/mta-sts.txt HTTP/1.1", "Host: mta-sts.contoso.com"], server.Request);
    }

    [Theory, InlineData(SslProtocols.None, SslProtocols.Tls13, true, 2), InlineData(SslProtocols.Tls12, SslProtocols.Tls12, true, 1)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls13, false, 2)]
    public async Task Whether_the_host_speaks_tls_1_2_is_found_out(
        SslProtocols spoken, SslProtocols seen, bool speaksTls12, int connections)
    {
        await using var server = new HttpsServer(authority.Issue(Host), Answer(Text), spoken);

        var answer = await FetchAsync(server);

        Assert.Equal((seen, speaksTls12, connections), (answer.Tls!.Protocol, answer.SpeaksTls12, server.Connections));
        Assert.True(answer.Policy!.IsValid);
    }

    [Fact]
    public async Task Without_the_test_of_tls_1_2_one_connection_is_enough()
    {
        await using var server = new HttpsServer(authority.Issue(Host), Answer(Text));
        var probe = new PolicyProbe(authority.Trusted) { Port = server.Port }.WithoutTls12Test();

        var answer = await probe.FetchAsync(Domain, [IPAddress.Loopback], Token);

        Assert.Equal((SslProtocols.Tls13, null, 1), (answer.Tls!.Protocol, answer.SpeaksTls12, server.Connections));
        Assert.True(answer.Policy!.IsValid);
    }

    [Theory]
    [InlineData("Cache-Control: max-age=60\r\n", 60)]
    [InlineData("cache-control: public, MAX-AGE=5\r\n", 5)]
    [InlineData("", null)]
    [InlineData("Cache-Control: no-store\r\n", null)]
    [InlineData("Cache-Control: max-age=-1\r\n", null)]
    [InlineData("Cache-Control: max-age=99999999999\r\n", null)]
    public async Task How_long_caches_may_keep_the_answer_is_read(string header, int? seconds)
    {
        var answer = await FetchAsync(Answer(Text).Replace("Content-Length", $"{header}Content-Length", Ordinal));

        Assert.Equal(seconds, answer.CacheMaxAge?.TotalSeconds);
        Assert.True(answer.Policy!.IsValid);
    }

    [Theory, InlineData("Age: 59\r\n", 59), InlineData("", null), InlineData("Age: soon\r\n", null)]
    public async Task How_old_the_answer_is_is_read(string header, int? seconds)
    {
        var answer = await FetchAsync(Answer(Text).Replace("Content-Length", $"{header}Content-Length", Ordinal));

        Assert.Equal(seconds, answer.Age?.TotalSeconds);
    }

    [Fact]
    public async Task An_expired_certificate_is_seen_and_refused()
    {
        var session = await RefuseAsync(authority.Issue(Host, days: -3));

        Assert.Equal(-3, (session.NotAfter - DateTimeOffset.UtcNow).TotalDays, 0.1);
        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, session.Errors);
        Assert.Empty(session.ChainFaults);
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_seen_and_refused()
    {
        var session = await RefuseAsync(authority.Issue(Host, since: 2));

        Assert.Equal(2, (session.NotBefore - DateTimeOffset.UtcNow).TotalDays, 0.1);
        Assert.Empty(session.ChainFaults);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_seen_and_refused()
    {
        var session = await RefuseAsync(authority.Issue("mta-sts.other.example"));

        Assert.Equal(SslPolicyErrors.RemoteCertificateNameMismatch, session.Errors);
        Assert.Equal(["mta-sts.other.example"], session.Names);
    }

    [Fact]
    public async Task A_certificate_that_names_the_host_outside_the_san_is_refused()
    {
        var session = await RefuseAsync(authority.Issue(Host, hasNames: false));

        Assert.Equal((SslPolicyErrors.RemoteCertificateNameMismatch, 0), (session.Errors, session.Names.Count));
    }

    [Fact]
    public async Task A_certificate_for_clients_only_is_not_trusted() =>
        Assert.NotEmpty((await RefuseAsync(authority.Issue(Host, isForClients: true))).ChainFaults);

    [Fact]
    public async Task A_self_signed_certificate_is_seen_and_refused()
    {
        var session = await RefuseAsync(authority.Issue(Host, isSelfSigned: true));

        Assert.Equal("CN=mta-sts.contoso.com", session.Issuer);
        Assert.Contains("self-signed", Assert.Single(session.ChainFaults), Ordinal);
    }

    [Fact]
    public async Task A_chain_has_to_be_sent_whole()
    {
        using var intermediate = new TestAuthority(authority, "Test Intermediate");
        var certificate = intermediate.Issue(Host);
        await using var whole = new HttpsServer(certificate, Answer(Text), SslProtocols.None, intermediate.Certificate);

        Assert.Null((await FetchAsync(whole)).Fault);
        Assert.NotEmpty((await RefuseAsync(certificate)).ChainFaults);
    }

    [Fact]
    public async Task The_systems_authorities_are_trusted_unless_others_are_named()
    {
        await using var server = new HttpsServer(authority.Issue(Host), Answer(Text));

        var answer = await new PolicyProbe { Port = server.Port }.FetchAsync(Domain, [IPAddress.Loopback], Token);

        Assert.Equal(FetchFault.BadCertificate, answer.Fault);
    }

    [Theory, InlineData(301), InlineData(302), InlineData(307), InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var server = new HttpsServer(
            authority.Issue(Host),
            $"HTTP/1.1 {status} Moved\r\nLocation: https://mta-sts.contoso.com/.well-known/mta-sts.txt\r\nContent-Length: 0\r\n\r\n");

        var answer = await FetchAsync(server);

        Assert.Equal((status, "https://mta-sts.contoso.com/.well-known/mta-sts.txt"), (answer.Status, answer.Location));
        Assert.Null(answer.Body);
        Assert.Single(server.Request, line => line.StartsWith("GET ", Ordinal));
    }

    [Fact]
    public async Task A_location_that_is_no_address_is_told_as_it_is()
    {
        await using var server = new HttpsServer(
            authority.Issue(Host), "HTTP/1.1 301 Moved\r\nLocation: http://[<b>\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal("http://[<b>", (await FetchAsync(server)).Location);
    }

    [Fact]
    public async Task Another_status_has_no_policy()
    {
        var answer = await FetchAsync(Answer(Text).Replace("200 OK", "404 Not Found", Ordinal));

        Assert.Equal(404, answer.Status);
        Assert.Null(answer.Body);
        Assert.Null(answer.Fault);
    }

    [Fact]
    public async Task A_compressed_body_stays_compressed()
    {
        var answer = await FetchAsync(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\u0008");

        Assert.Equal("gzip", answer.ContentEncoding);
        Assert.Equal([0x1f, 0x8b, 0x08], answer.Body!);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_an_empty_policy()
    {
        var answer = await FetchAsync(Answer(""));

        Assert.Empty(answer.Body!);
        Assert.False(answer.Policy!.IsValid);
    }

    [Fact]
    public async Task A_body_without_end_is_read_as_far_as_a_policy_goes()
    {
        var written = 0L;
        var answer = await FetchOnceAsync(new HttpsServer(authority.Issue(Host), async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", token);
            while (true)
            {
                await LoopbackServer.WriteAsync(stream, Text, token);
                Interlocked.Add(ref written, Text.Length);
            }
        }));

        Assert.Null(answer.Fault);
        Assert.Equal(PolicyParser.MaximumLength + 1, answer.Body!.Length);
        Assert.Equal("MTASTS101", Assert.Single(answer.Policy!.Findings).Code);
        Assert.InRange(Interlocked.Read(ref written), 0, 50_000_000);
    }

    [Theory, InlineData("a header without end", "HTTP/1.1 200 OK\r\nX: "), InlineData("headers without end", "HTTP/1.1 200 OK\r\n")]
    [InlineData("a status line without end", "HTTP/1.1 200 "), InlineData("no HTTP at all", "220 mail.contoso.com ESMTP\r\n\r\n")]
    [InlineData("chunks that are none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    public async Task What_breaks_http_is_a_bad_answer(string what, string beginning)
    {
        await using var server = new HttpsServer(authority.Issue(Host), async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, beginning, token);
            while (true)
            {
                await LoopbackServer.WriteAsync(stream, beginning.EndsWith('\n') ? "X: y\r\n" : new string('a', 1_000), token);
            }
        });

        Assert.True((await FetchAsync(server)).Fault == FetchFault.BadAnswer, what);
    }

    [Theory, InlineData(""), InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\nversion: STSv1\n")]
    public async Task An_answer_that_breaks_off_is_a_bad_answer(string answer)
    {
        var seen = await FetchAsync(answer);

        Assert.Equal(FetchFault.BadAnswer, seen.Fault);
        Assert.Null(seen.Body);
    }

    [Fact]
    public async Task A_host_that_closes_before_it_is_asked_is_a_bad_answer_in_plain_words()
    {
        var certificate = authority.Issue(Host);
        await using var server = new LoopbackServer(async (stream, token) =>
        {
            await using var tls = await LoopbackServer.EncryptAsync(stream, certificate, SslProtocols.Tls13, token);
            stream.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await Task.Delay(100, token);
        });

        var seen = await new PolicyProbe(authority.Trusted) { Port = server.Port }.WithoutTls12Test()
            .FetchAsync(Domain, [IPAddress.Loopback], Token);

        Assert.Equal(FetchFault.BadAnswer, seen.Fault);
        Assert.DoesNotContain("disposed", seen.FaultText, Ordinal);
    }

    [Theory, InlineData("silence", "", "")]
    [InlineData("one byte at a time", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n", "v")]
    [InlineData("interim answers without end", "", "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n")]
    public async Task What_has_no_end_in_time_is_too_slow(string what, string beginning, string repeated)
    {
        var time = new FakeTimeProvider();
        var answer = await FetchOnceAsync(new HttpsServer(authority.Issue(Host), async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, beginning, token);
            for (var second = 0; ; second++)
            {
                await LoopbackServer.WriteAsync(stream, repeated, token);
                await Task.Delay(1, token);
                time.Advance(TimeSpan.FromSeconds(1));
            }
        }), time);

        Assert.True(answer.Fault == FetchFault.TooSlow, what);
        Assert.Equal("not finished within 10 seconds", answer.FaultText);
    }

    [Fact]
    public async Task The_limit_is_the_callers()
    {
        await using var server = new LoopbackServer((_, token) => Task.Delay(Timeout.Infinite, token));

        var answer = await new PolicyProbe(authority.Trusted, TimeSpan.FromMilliseconds(200))
        { Port = server.Port }.FetchAsync(Domain, [IPAddress.Loopback], Token);

        Assert.Equal((FetchFault.TooSlow, "not finished within 0.2 seconds"), (answer.Fault, answer.FaultText));
    }

    [Fact]
    public async Task The_time_to_the_first_byte_is_that_and_no_longer()
    {
        var time = new FakeTimeProvider();
        var answer = await FetchOnceAsync(new HttpsServer(authority.Issue(Host), async (stream, token) =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            await LoopbackServer.WriteAsync(stream, "H", token);
            await Task.Delay(100, token);
            time.Advance(TimeSpan.FromSeconds(4));
            await LoopbackServer.WriteAsync(stream, Answer(Text)[1..], token);
        }), time);

        Assert.Equal(TimeSpan.FromSeconds(3), answer.TimeToFirstByte);
        Assert.True(answer.Policy!.IsValid);
    }

    [Theory, InlineData("HTTP/1.1 400 Bad Request\r\n\r\n"), InlineData("")]
    public async Task A_port_that_does_not_speak_tls_is_no_tls(string answer)
    {
        var seen = await FetchOnceAsync(new LoopbackServer(async (stream, token) =>
        {
            await stream.ReadExactlyAsync(new byte[5], token);
            await LoopbackServer.WriteAsync(stream, answer, token);
        }));

        Assert.Equal(FetchFault.NoTls, seen.Fault);
        Assert.Null(seen.Tls);
        Assert.Null(seen.SpeaksTls12);
        Assert.NotEmpty(seen.FaultText!);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_no_tls()
    {
        await using var server = new LoopbackServer(async (stream, token) =>
        {
            await stream.ReadExactlyAsync(new byte[5], token);
            stream.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        });

        Assert.Equal(FetchFault.NoTls, (await FetchAsync(server)).Fault);
    }

    [Fact]
    public async Task A_closed_port_is_no_connection()
    {
        var server = new LoopbackServer((_, _) => Task.CompletedTask);
        var port = server.Port;
        await server.DisposeAsync();

        var answer = await new PolicyProbe(authority.Trusted) { Port = port }.FetchAsync(Domain, [IPAddress.Loopback], Token);

        Assert.Equal(FetchFault.NoConnection, answer.Fault);
        Assert.StartsWith("127.0.0.1: ", answer.FaultText, Ordinal);
    }

    [Fact]
    public async Task A_host_without_an_address_is_no_connection() =>
        Assert.Equal(FetchFault.NoConnection, (await new PolicyProbe().FetchAsync(Domain, [], Token)).Fault);

    [Fact]
    public async Task The_next_address_is_tried_where_one_does_not_accept()
    {
        await using var server = new HttpsServer(authority.Issue(Host), Answer(Text));

        var answer = await new PolicyProbe(authority.Trusted) { Port = server.Port }.FetchAsync(
            Domain, [IPAddress.Parse("127.9.9.9"), IPAddress.Loopback], Token);

        Assert.True(answer.Policy!.IsValid);
    }

    [Fact]
    public async Task An_address_that_never_answers_does_not_take_the_time_of_the_next()
    {
        await using var server = new HttpsServer(authority.Issue(Host), Answer(Text));
        using var silent = new SilentPort(IPAddress.Parse("127.9.9.9"), server.Port);
        await silent.FillAsync(Token);
        var time = new FakeTimeProvider();

        var fetch = new PolicyProbe(authority.Trusted, time: time) { Port = server.Port }
            .FetchAsync(Domain, [IPAddress.Parse("127.9.9.9"), IPAddress.Loopback], Token);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True((await fetch).Policy!.IsValid);
    }

    [Fact]
    public async Task A_host_that_never_answers_is_no_connection()
    {
        using var silent = new SilentPort(IPAddress.Parse("127.9.9.9"), 0);
        await silent.FillAsync(Token);
        var time = new FakeTimeProvider();

        var fetch = new PolicyProbe(authority.Trusted, time: time) { Port = silent.Port }.FetchAsync(
            Domain, [IPAddress.Parse("127.9.9.9")], Token);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((FetchFault.NoConnection, "127.9.9.9: no answer"), ((await fetch).Fault, (await fetch).FaultText));
    }

    [Fact]
    public async Task Cancelling_is_no_fault_of_the_host()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new HttpsServer(authority.Issue(Host), async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new PolicyProbe(authority.Trusted) { Port = server.Port }.FetchAsync(Domain, [IPAddress.Loopback], cancel.Token));
    }

    private static string Answer(string text, string type = "text/plain") => string.Create(
        CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {text.Length}\r\n\r\n{text}");

    private Task<PolicyFetchResult> FetchAsync(LoopbackServer server, TimeProvider? time = null) =>
        new PolicyProbe(authority.Trusted, time: time) { Port = server.Port }.FetchAsync(Domain, [IPAddress.Loopback], Token);

    private Task<PolicyFetchResult> FetchAsync(string response) => FetchOnceAsync(new HttpsServer(authority.Issue(Host), response));

    private async Task<PolicyFetchResult> FetchOnceAsync(LoopbackServer server, TimeProvider? time = null)
    {
        await using (server)
        {
            return await FetchAsync(server, time);
        }
    }

    private async Task<TlsSession> RefuseAsync(X509Certificate2 certificate)
    {
        await using var server = new HttpsServer(certificate, Answer(Text));
        var answer = await FetchAsync(server);
        Assert.Equal(FetchFault.BadCertificate, answer.Fault);
        Assert.Null(answer.Status);
        Assert.Empty(server.Request);
        Assert.Equal(SslProtocols.Tls13, answer.Tls!.Protocol);
        return answer.Tls;
    }
}
