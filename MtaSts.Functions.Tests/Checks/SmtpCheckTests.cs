using System.Net.Security;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.MailHosts;

namespace MtaSts.Functions.Tests.Checks;

public sealed class SmtpCheckTests
{
    private const string Host = "mail.contoso.com";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TlsSession Session = Sessions.Good(Now, Host);
    private static readonly SmtpProbeResult Good = new() { Host = Host, Tls = Session, SpeaksTls12 = true };
    private static readonly SmtpProbeResult Closed = Failed(SmtpFault.NotReachable, "refused") with { Host = "closed.contoso.com" };
    private static readonly SmtpProbeResult Slow = new() { Host = Host, Fault = SmtpFault.TooSlow };

    public static TheoryData<string, SmtpProbeResult, string[]> Findings { get; } = new()
    {
        { "good", Good, [] },
        { "closed", Closed, [] },
        { "slow", Slow, [] },
        {
            "refused",
            Failed(SmtpFault.BadConversation, "554 \u001bNo"),
            ["MTASTS801 The mail host does not accept mail: '554 {U+001B (escape)}No'."]
        },
        { "no STARTTLS", Failed(SmtpFault.NoStartTls, "no"), ["MTASTS802 The mail host does not accept STARTTLS: 'no'."] },
        { "expired", Refused(Session with { NotAfter = Now.AddDays(-1) }), ["MTASTS821 The certificate expired on 2026-05-31."] },
        {
            "not valid yet", Refused(Session with { NotBefore = Now.AddDays(1) }),
            ["MTASTS822 The certificate is not valid before 2026-06-02."]
        },
        {
            "another name", Refused(Session with { Names = ["contoso.com"] }, SslPolicyErrors.RemoteCertificateNameMismatch),
            ["MTASTS823 The certificate is issued for 'contoso.com'."]
        },
        {
            "no chain", Refused(Session with { ChainFaults = ["self-signed certificate"] }),
            ["MTASTS824 The certificate issued by 'CN=R11' is not trusted: 'self-signed certificate'."]
        },
        {
            "refused without a known error", Refused(Session) with { FaultText = "bad key" },
            ["MTASTS824 The certificate was refused: 'bad key'."]
        },
        { "no handshake", Failed(SmtpFault.NoTls, "failure"), ["MTASTS825 The TLS handshake failed: 'failure'."] },
        {
            "expires soon", Good with { Tls = Session with { NotAfter = Now.AddDays(1) } },
            ["MTASTS861 The certificate expires on 2026-06-02: 1 day left."]
        },
        { "no TLS 1.2", Good with { SpeaksTls12 = false }, ["MTASTS862 The host supports TLS 1.3, but not TLS 1.2."] },
        { "TLS 1.2 not tried", Good with { SpeaksTls12 = null }, [] },
    };

    [Theory, MemberData(nameof(Findings))]
    public void A_mail_host_is_judged(string what, SmtpProbeResult answer, string[] findings)
    {
        var part = SmtpCheck.Judge([answer], Now);

        Assert.Equal(CheckArea.Smtp, part.Area);
        Assert.True(
            findings.SequenceEqual(part.Findings.Select(finding => $"{finding.Finding.Code} {finding.Finding.Message}")),
            $"{what}: {string.Join(' ', part.Findings)}");
        Assert.All(part.Findings, finding => Assert.Equal(answer.Host, finding.Subject));
    }

    [Fact]
    public void Hosts_that_are_all_good_have_passed()
    {
        var part = SmtpCheck.Judge([Good, Good with { Host = "second.contoso.com" }], Now);

        const string Seen = "TLS 1.3, CN=R11, 60 days left";
        Assert.Equal(CheckOutcome.Passed, part.Outcome);
        Assert.Equal([new Observation(Host, Seen), new Observation("second.contoso.com", Seen)], part.Seen);
    }

    public static TheoryData<SmtpProbeResult[], string> Unchecked { get; } = new()
    {
        { [Good, Closed], "Port 25 of closed.contoso.com could not be reached from here." },
        { [Slow], "The SMTP conversation with mail.contoso.com did not finish in time." },
        { [], "The domain has no mail host." },
    };

    [Theory, MemberData(nameof(Unchecked))]
    public void A_closed_port_a_slow_host_and_no_host_are_not_checked_and_never_passed(SmtpProbeResult[] answers, string reason)
    {
        var part = SmtpCheck.Judge(answers, Now);

        Assert.Equal((CheckOutcome.NotChecked, reason), (part.Outcome, part.NotChecked));
    }

    [Fact]
    public void Of_countless_hosts_a_hundred_findings_are_kept_and_errors_before_warnings()
    {
        var answers = Enumerable.Range(0, 300)
            .Select(number => Good with { Host = $"mail{number}.contoso.com", SpeaksTls12 = false })
            .Append(new SmtpProbeResult { Host = "last.contoso.com", Fault = SmtpFault.NoStartTls })
            .Concat(Enumerable.Repeat(Closed, 7));

        var part = SmtpCheck.Judge([.. answers], Now);

        Assert.Equal((100, CheckOutcome.Failed), (part.Findings.Count, part.Outcome));
        Assert.Equal([new("more", "200 not shown"), new("more findings", "201 not shown")], part.Seen.Skip(100));
        Assert.EndsWith("closed.contoso.com and 2 more could not be reached from here.", part.NotChecked, Ordinal);
    }

    [Fact]
    public void A_hosts_name_is_shown_without_control_characters()
    {
        var part = SmtpCheck.Judge([Closed with { Host = "a\u001b[2J.example" }, Good with { Host = "b\n.example" }], Now);

        Assert.DoesNotContain(part.NotChecked!, char.IsControl);
        Assert.DoesNotContain(Assert.Single(part.Seen).Name, char.IsControl);
    }

    private static SmtpProbeResult Failed(SmtpFault fault, string text) => new() { Host = Host, Fault = fault, FaultText = text };

    private static SmtpProbeResult Refused(TlsSession session, SslPolicyErrors errors = SslPolicyErrors.RemoteCertificateChainErrors) =>
        Good with { Fault = SmtpFault.BadCertificate, Tls = session with { Errors = errors } };
}
