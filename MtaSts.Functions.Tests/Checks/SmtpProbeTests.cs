using System.Net.Security;
using System.Security.Authentication;
using MtaSts.Checks.MailHosts;

namespace MtaSts.Functions.Tests.Checks;

public sealed class SmtpProbeTests : IDisposable
{
    private const string Host = "mail.contoso.com";

    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_host_with_starttls_and_a_good_certificate_has_no_fault()
    {
        await using var server = new SmtpServer(authority.Issue(Host), protocols: SslProtocols.Tls12);

        var answer = await ProbeAsync(server);

        Assert.Null(answer.Fault);
        Assert.Equal((Host, SslProtocols.Tls12, "CN=Test Root"), (answer.Host, answer.Tls!.Protocol, answer.Tls.Issuer));
        Assert.Equal(SslPolicyErrors.None, answer.Tls.Errors);
        await WaitUntilAsync(() => Task.FromResult(server.Commands.Count == 3));
        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS", "QUIT"], server.Commands);
    }

    [Theory, InlineData(SslProtocols.None, SslProtocols.Tls13, true, 2), InlineData(SslProtocols.Tls12, SslProtocols.Tls12, true, 1)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls13, false, 2)]
    public async Task Whether_the_host_speaks_tls_1_2_is_found_out(
        SslProtocols spoken, SslProtocols seen, bool speaksTls12, int connections)
    {
        await using var server = new SmtpServer(authority.Issue(Host), protocols: spoken);

        var answer = await ProbeAsync(server);

        Assert.Equal((seen, speaksTls12, connections), (answer.Tls!.Protocol, answer.SpeaksTls12, server.Connections));
    }

    [Theory, InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors, 0)]
    [InlineData("wrong name", SslPolicyErrors.RemoteCertificateNameMismatch, 0)]
    [InlineData("self-signed", SslPolicyErrors.RemoteCertificateChainErrors, 1)]
    [InlineData("for clients only", SslPolicyErrors.RemoteCertificateChainErrors, 1)]
    public async Task A_bad_certificate_is_seen_and_refused(string what, SslPolicyErrors errors, int chainFaults)
    {
        var certificate = what switch
        {
            "expired" => authority.Issue(Host, days: -1),
            "wrong name" => authority.Issue("contoso.com"),
            "for clients only" => authority.Issue(Host, isForClients: true),
            _ => authority.Issue(Host, isSelfSigned: true),
        };
        var answer = await ProbeOnceAsync(new SmtpServer(certificate));

        Assert.Equal((SmtpFault.BadCertificate, errors, chainFaults), (answer.Fault, answer.Tls!.Errors, answer.Tls.ChainFaults.Count));
    }

    [Fact]
    public async Task A_host_without_starttls_is_left_politely()
    {
        await using var server = new SmtpServer(authority.Issue(Host), hello: "250-mail.contoso.com\r\n250 SIZE 1000\r\n");

        var answer = await ProbeAsync(server);

        Assert.Equal((SmtpFault.NoStartTls, "no STARTTLS in the response to EHLO"), (answer.Fault, answer.FaultText));
        await WaitUntilAsync(() => Task.FromResult(server.Commands is [_, "QUIT"]));
    }

    [Fact]
    public async Task A_host_that_refuses_starttls_does_not_have_it()
    {
        var answer = await ProbeOnceAsync(new SmtpServer(authority.Issue(Host), startTls: "454 Not now\r\n"));

        Assert.Equal((SmtpFault.NoStartTls, "454 Not now"), (answer.Fault, answer.FaultText));
    }

    [Fact]
    public async Task What_comes_in_plain_text_after_starttls_is_thrown_away() =>
        Assert.Null((await ProbeOnceAsync(new SmtpServer(authority.Issue(Host), startTls: "220 Go\r\n250 injected\r\n"))).Fault);

    [Fact]
    public async Task A_host_that_cannot_make_a_handshake_has_no_tls()
    {
        var answer = await ProbeOnceAsync(new LoopbackServer(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, "220 mail\r\n", token);
            await LoopbackServer.ReadLineAsync(stream, token);
            await LoopbackServer.WriteAsync(stream, "250-mail\r\n250 STARTTLS\r\n", token);
            await LoopbackServer.ReadLineAsync(stream, token);
            await LoopbackServer.WriteAsync(stream, "220 Go\r\n", token);
            await stream.ReadExactlyAsync(new byte[5], token);
            await LoopbackServer.WriteAsync(stream, "500 What?\r\n", token);
        }));

        Assert.Equal(SmtpFault.NoTls, answer.Fault);
        Assert.Null(answer.Tls);
    }

    [Fact]
    public async Task A_host_that_refuses_to_talk_is_quoted()
    {
        var answer = await ProbeOnceAsync(new SmtpServer(authority.Issue(Host), greeting: "554 No service here\r\n"));

        Assert.Equal((SmtpFault.BadConversation, "554 No service here"), (answer.Fault, answer.FaultText));
    }

    [Theory, InlineData("a greeting without end", "220-", "hello\r\n220-"), InlineData("a greeting line without end", "220 ", "aaaaaaaaaa")]
    [InlineData("no line ends at all", "", "a"), InlineData("digits without end", "", "1")]
    [InlineData("zero bytes without end", "220 ", "\0"), InlineData("no smtp", "HTTP/1.1 400 Bad Request\r\n\r\n", "")]
    [InlineData("a connection that closes at once", "", "")]
    public async Task What_breaks_smtp_is_a_bad_conversation(string what, string greeting, string repeated)
    {
        var written = 0L;
        var answer = await ProbeOnceAsync(new LoopbackServer(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, greeting, token);
            while (repeated.Length > 0)
            {
                var text = string.Concat(Enumerable.Repeat(repeated, 1_000));
                await LoopbackServer.WriteAsync(stream, text, token);
                Interlocked.Add(ref written, text.Length);
            }
        }));

        Assert.True(answer.Fault == SmtpFault.BadConversation, what);
        Assert.InRange(answer.FaultText!.Length, 1, 1_000);
        Assert.InRange(Interlocked.Read(ref written), 0, 50_000_000);
    }

    [Theory, InlineData("250-X\r\n"), InlineData("250-")]
    public async Task An_answer_to_ehlo_without_end_is_a_bad_conversation(string line)
    {
        var answer = await ProbeOnceAsync(new SmtpServer(authority.Issue(Host), hello: string.Concat(Enumerable.Repeat(line, 100_000))));

        Assert.Equal((SmtpFault.BadConversation, "The host sent too much data."), (answer.Fault, answer.FaultText));
    }

    [Theory, InlineData("", ""), InlineData("220 ", "a"), InlineData("", "220-hello\r\n")]
    public async Task A_host_that_takes_its_time_is_too_slow(string greeting, string repeated)
    {
        var time = new FakeTimeProvider();
        var answer = await ProbeOnceAsync(new LoopbackServer(async (stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, greeting, token);
            while (true)
            {
                await LoopbackServer.WriteAsync(stream, repeated, token);
                await Task.Delay(1, token);
                time.Advance(TimeSpan.FromSeconds(1));
            }
        }), time);

        Assert.Equal((SmtpFault.TooSlow, "not finished within 10 seconds"), (answer.Fault, answer.FaultText));
    }

    [Fact]
    public async Task A_closed_port_is_not_reachable()
    {
        var server = new LoopbackServer((_, _) => Task.CompletedTask);
        var port = server.Port;
        await server.DisposeAsync();

        var answer = await new SmtpProbe(authority.Trusted) { Port = port }.ProbeAsync(Host, [IPAddress.Loopback], Token);

        Assert.Equal(SmtpFault.NotReachable, answer.Fault);
        Assert.StartsWith("127.0.0.1: ", answer.FaultText, Ordinal);
    }

    [Theory, InlineData("a\u0001b.example"), InlineData("-.example"), InlineData("")]
    public async Task What_is_no_host_name_is_not_connected_to(string host)
    {
        await using var server = new SmtpServer(authority.Issue(Host));

        var answer = await new SmtpProbe(authority.Trusted) { Port = server.Port }.ProbeAsync(host, [IPAddress.Loopback], Token);

        Assert.Equal((SmtpFault.NotReachable, 0), (answer.Fault, server.Connections));
    }

    [Fact]
    public async Task The_next_address_is_tried_where_one_does_not_accept()
    {
        await using var server = new SmtpServer(authority.Issue(Host));

        var answer = await new SmtpProbe(authority.Trusted) { Port = server.Port }.ProbeAsync(
            Host, [IPAddress.Parse("127.9.9.9"), IPAddress.Loopback], Token);

        Assert.Null(answer.Fault);
    }

    [Fact]
    public async Task Cancelling_is_no_fault_of_the_host()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new LoopbackServer(async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new SmtpProbe(authority.Trusted) { Port = server.Port }.ProbeAsync(Host, [IPAddress.Loopback], cancel.Token));
    }

    private async Task<SmtpProbeResult> ProbeOnceAsync(LoopbackServer server, TimeProvider? time = null)
    {
        await using (server)
        {
            return await ProbeAsync(server, time);
        }
    }

    private Task<SmtpProbeResult> ProbeAsync(LoopbackServer server, TimeProvider? time = null) =>
        new SmtpProbe(authority.Trusted, time: time) { Port = server.Port }.ProbeAsync(Host, [IPAddress.Loopback], Token);
}
