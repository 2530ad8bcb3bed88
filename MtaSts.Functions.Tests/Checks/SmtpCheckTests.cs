using System.Globalization;
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
    private static readonly SmtpProbeResult Closed =
        new() { Host = "closed.contoso.com", Fault = SmtpFault.NotReachable, FaultText = "refused" };

    public static TheoryData<string, SmtpProbeResult, string[]> Findings { get; } = new()
    {
        { "good", Good, [] },
        { "closed", Closed, [] },
        { "slow", new SmtpProbeResult { Host = Host, Fault = SmtpFault.TooSlow }, [] },
        {
            "refused",
            new SmtpProbeResult { Host = Host, Fault = SmtpFault.BadConversation, FaultText = "554 \u001bNo" },
            ["MTASTS801 The mail host does not accept mail: '554 \uFFFDNo'."]
        },
        {
            "no STARTTLS",
            new SmtpProbeResult { Host = Host, Fault = SmtpFault.NoStartTls, FaultText = "no STARTTLS in the response to EHLO" },
            ["MTASTS802 The mail host does not accept STARTTLS: 'no STARTTLS in the response to EHLO'."]
        },
        {
            "expired",
            Good with
            {
                Fault = SmtpFault.BadCertificate,
                Tls = Session with { NotAfter = Now.AddDays(-1), Errors = SslPolicyErrors.RemoteCertificateChainErrors },
            },
            ["MTASTS821 The certificate expired on 2026-05-31."]
        },
        {
            "not valid yet",
            Good with
            {
                Fault = SmtpFault.BadCertificate,
                Tls = Session with { NotBefore = Now.AddDays(1), Errors = SslPolicyErrors.RemoteCertificateChainErrors },
            },
            ["MTASTS822 The certificate is not valid before 2026-06-02."]
        },
        {
            "another name",
            Good with
            {
                Fault = SmtpFault.BadCertificate,
                Tls = Session with { Names = ["contoso.com"], Errors = SslPolicyErrors.RemoteCertificateNameMismatch },
            },
            ["MTASTS823 The certificate is issued for 'contoso.com'."]
        },
        {
            "no chain",
            Good with
            {
                Fault = SmtpFault.BadCertificate,
                Tls = Session with { ChainFaults = ["self-signed certificate"], Errors = SslPolicyErrors.RemoteCertificateChainErrors },
            },
            ["MTASTS824 The certificate issued by 'CN=R11' is not trusted: 'self-signed certificate'."]
        },
        {
            "refused without a known error",
            Good with
            {
                Fault = SmtpFault.BadCertificate,
                FaultText = "bad key",
                Tls = Session with { Errors = SslPolicyErrors.RemoteCertificateChainErrors },
            },
            ["MTASTS824 The certificate was refused: 'bad key'."]
        },
        {
            "no handshake",
            new SmtpProbeResult { Host = Host, Fault = SmtpFault.NoTls, FaultText = "handshake failure" },
            ["MTASTS825 The TLS handshake failed: 'handshake failure'."]
        },
        {
            "expires soon",
            Good with { Tls = Session with { NotAfter = Now.AddDays(1) } },
            ["MTASTS861 The certificate expires on 2026-06-02: 1 day left."]
        },
        { "no TLS 1.2", Good with { SpeaksTls12 = false }, ["MTASTS862 The host supports TLS 1.3, but not TLS 1.2."] },
        { "TLS 1.2 not tried", Good with { SpeaksTls12 = null }, [] },
    };

    [Theory]
    [MemberData(nameof(Findings))]
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

        Assert.Equal(CheckOutcome.Passed, part.Outcome);
        Assert.Equal(
            [
                new Observation(Host, "TLS 1.3, CN=R11, 60 days left"),
                new Observation("second.contoso.com", "TLS 1.3, CN=R11, 60 days left"),
            ], part.Seen);
    }

    [Fact]
    public void A_closed_port_is_not_checked_and_never_passed()
    {
        var part = SmtpCheck.Judge([Good, Closed], Now);

        Assert.Equal(
            (CheckOutcome.NotChecked, "Port 25 of closed.contoso.com could not be reached from here."), (part.Outcome, part.NotChecked));
    }

    [Fact]
    public void A_slow_host_is_not_checked()
    {
        var part = SmtpCheck.Judge([new SmtpProbeResult { Host = Host, Fault = SmtpFault.TooSlow }], Now);

        Assert.Equal(
            (CheckOutcome.NotChecked, "The SMTP conversation with mail.contoso.com did not finish in time."),
            (part.Outcome, part.NotChecked));
    }

    [Fact]
    public void Without_mail_hosts_there_is_nothing_to_check() =>
        Assert.Equal(
            (CheckOutcome.NotChecked, "The domain has no mail host."),
            (SmtpCheck.Judge([], Now).Outcome, SmtpCheck.Judge([], Now).NotChecked));

    [Fact]
    public void Of_countless_hosts_a_hundred_findings_are_kept_and_errors_before_warnings()
    {
        var answers = Enumerable.Range(0, 300)
            .Select(
                number =>
                    Good with { Host = string.Create(CultureInfo.InvariantCulture, $"mail{number}.contoso.com"), SpeaksTls12 = false })
            .Append(new SmtpProbeResult { Host = "last.contoso.com", Fault = SmtpFault.NoStartTls })
            .Concat(Enumerable.Repeat(Closed, 7));

        var part = SmtpCheck.Judge([.. answers], Now);

        Assert.Equal((100, 100, CheckOutcome.Failed), (part.Findings.Count, part.Seen.Count, part.Outcome));
        Assert.EndsWith("closed.contoso.com and 2 more could not be reached from here.", part.NotChecked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hosts_name_is_shown_without_control_characters()
    {
        var part = SmtpCheck.Judge([Closed with { Host = "a\u001b[2J.example" }, Good with { Host = "b\n.example" }], Now);

        Assert.DoesNotContain(part.NotChecked!, char.IsControl);
        Assert.DoesNotContain(Assert.Single(part.Seen).Name, char.IsControl);
    }
}
