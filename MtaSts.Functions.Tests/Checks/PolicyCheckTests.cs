using System.Net.Security;
using System.Security.Authentication;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.Fetching;

namespace MtaSts.Functions.Tests.Checks;

public sealed class PolicyCheckTests
{
    private const SslPolicyErrors Chain = SslPolicyErrors.RemoteCertificateChainErrors;
    private const SslPolicyErrors Name = SslPolicyErrors.RemoteCertificateNameMismatch;
    private const string Text = "version: STSv1\r\nmode: enforce\r\nmx: mail.contoso.com\r\nmax_age: 2419200\r\n";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TlsSession Session = Sessions.Good(Now);
    private static readonly PolicyFetchResult Good = WithBody(
        new PolicyFetchResult
        {
            Url = new Uri("https://mta-sts.contoso.com/.well-known/mta-sts.txt"),
            Tls = Session,
            SpeaksTls12 = true,
            Status = 200,
            ContentType = "text/plain; charset=utf-8",
            TimeToFirstByte = TimeSpan.FromMilliseconds(123.4),
        },
        Text);

    private static readonly TimeSpan AppCache = TimeSpan.FromMinutes(5);
    private static readonly Policy Other = new(PolicyMode.Testing, [MxPattern.Parse("mail.contoso.com")], 2419200);

    public static TheoryData<string, PolicyFetchResult, string[]> Findings { get; } = new()
    {
        { "good", Good, [] },
        { "no connection", Failed(FetchFault.NoConnection, "no"), ["MTASTS501 No address of the host accepted a connection: 'no'."] },
        { "too slow", Failed(FetchFault.TooSlow, "not finished"), ["MTASTS502 The policy did not arrive in time: 'not finished'."] },
        {
            "redirect", WithStatus(301) with { Location = "https://contoso.com/\u001b[2J" },
            ["MTASTS503 The response is a redirect (301) to 'https://contoso.com/{U+001B (escape)}[2J'."]
        },
        { "redirect to nowhere", WithStatus(304), ["MTASTS503 The response is a redirect (304) to no location."] },
        { "404", WithStatus(404) with { ContentType = "text/html" }, ["MTASTS504 The response has status 404."] },
        { "204", WithStatus(204) with { ContentType = null }, ["MTASTS504 The response has status 204."] },
        { "another type", WithType("text/html"), ["MTASTS505 The policy has the content type 'text/html'."] },
        { "no type", WithType(null), ["MTASTS505 The policy has no content type."] },
        { "no type that can be read", WithType("text plain"), ["MTASTS505 The policy has the content type 'text plain'."] },
        {
            "a page of another type", WithBody(WithType("text/html"), "<html>\n<p>\n"),
            ["MTASTS505 The policy has the content type 'text/html'."]
        },
        {
            "compressed", WithBody(Good with { ContentEncoding = "gzip" }, "\u001f\u008b"),
            ["MTASTS506 The policy was sent with encoding 'gzip', although none was requested."]
        },
        { "identity", Good with { ContentEncoding = "identity" }, [] },
        {
            "broken off", Good with { Fault = FetchFault.BadAnswer, FaultText = "ended prematurely", Body = null, Policy = null },
            ["MTASTS507 The response broke off or is not valid HTTP: 'ended prematurely'."]
        },
        { "slow", Good with { TimeToFirstByte = TimeSpan.FromSeconds(2.26) }, ["MTASTS551 The first byte arrived after 2.3 seconds."] },
        { "just in time", Good with { TimeToFirstByte = TimeSpan.FromSeconds(2) }, [] },
        { "upper case", WithType("Text/plain"), ["MTASTS552 The policy has the content type 'Text/plain'."] },
        { "the other charset of the standard", WithType("text/plain; charset=US-ASCII"), [] },
        { "UTF-16", WithType("text/plain; charset=utf-16"), ["MTASTS552 The policy has the content type 'text/plain; charset=utf-16'."] },
        { "no charset", WithType("text/plain"), [] },
        { "the charset in upper case and quotes", WithType("text/plain;charset=\"UTF-8\""), [] },
        { "expired", Refused(Chain, Session with { NotAfter = Now.AddDays(-1) }), ["MTASTS601 The certificate expired on 2026-05-31."] },
        {
            "not valid yet", Refused(Chain, Session with { NotBefore = Now.AddDays(1) }),
            ["MTASTS602 The certificate is not valid before 2026-06-02."]
        },
        {
            "other names", Refused(Name, Session with { Names = ["a", "b\n", "c", "d", "e"] }),
            ["MTASTS603 The certificate is issued for 'a', 'b{U+000A (line feed)}', 'c' and 2 more."]
        },
        { "no names", Refused(Name, Session with { Names = [] }), ["MTASTS603 The certificate is issued for no DNS name."] },
        {
            "no chain", Refused(Chain, Session with { ChainFaults = ["self-signed certificate"] }),
            ["MTASTS604 The certificate issued by 'CN=R11' is not trusted: 'self-signed certificate'."]
        },
        {
            "expired, of another name and without a chain",
            Refused(Chain | Name, Session with { NotAfter = Now.AddDays(-1), ChainFaults = ["x"] }),
            [
                "MTASTS601 The certificate expired on 2026-05-31.", "MTASTS603 The certificate is issued for 'mta-sts.contoso.com'.",
                "MTASTS604 The certificate issued by 'CN=R11' is not trusted: 'x'.",
            ]
        },
        {
            "refused for a reason that is not known", Refused(SslPolicyErrors.None, Session) with { FaultText = "rejected" },
            ["MTASTS604 The certificate was refused: 'rejected'."]
        },
        { "no handshake", Failed(FetchFault.NoTls, "bad handshake"), ["MTASTS605 The TLS handshake failed: 'bad handshake'."] },
        {
            "expires soon", Good with { Tls = Session with { NotAfter = Now.AddDays(13.9) } },
            ["MTASTS651 The certificate expires on 2026-06-15: 13 days left."]
        },
        { "does not expire soon", Good with { Tls = Session with { NotAfter = Now.AddDays(14) } }, [] },
        { "no TLS 1.2", Good with { SpeaksTls12 = false }, ["MTASTS652 The host supports TLS 1.3, but not TLS 1.2."] },
        {
            "older TLS only", Good with { SpeaksTls12 = false, Tls = Session with { Protocol = Enum.Parse<SslProtocols>("Tls11") } },
            ["MTASTS652 The host supports Tls11, older than TLS 1.2, but not TLS 1.2."]
        },
        { "TLS 1.2 not tried", Good with { SpeaksTls12 = null }, [] },
        { "no mode", WithBody(Good, Text.Replace("enforce", "on", Ordinal)), ["MTASTS115 'on' is not a mode."] },
        {
            "a short max_age", WithBody(WithType("text/html"), Text.Replace("2419200", "0", Ordinal)),
            ["MTASTS505 The policy has the content type 'text/html'.", "MTASTS154"]
        },
    };

    [Theory, MemberData(nameof(Findings))]
    public void A_fetch_is_judged(string what, PolicyFetchResult answer, string[] findings)
    {
        var part = PolicyCheck.Judge(answer, null, Now, AppCache);

        Assert.Equal(CheckArea.Policy, part.Area);
        Assert.True(findings.Length == part.Findings.Count, $"{what}: {string.Join(' ', part.Findings)}");
        Assert.All(
            part.Findings.Zip(findings),
            pair => Assert.StartsWith(pair.Second, $"{pair.First.Finding.Code} {pair.First.Finding.Message}", Ordinal));
        Assert.All(part.Findings, finding => Assert.Equal("mta-sts.contoso.com", finding.Subject));
    }

    [Fact]
    public void Everything_seen_is_told_in_the_order_of_the_fetch() =>
        Assert.Equal(
            [
                "URL: https://mta-sts.contoso.com/.well-known/mta-sts.txt", "TLS: TLS 1.3", "issuer: CN=R11",
                "certificate: until 2026-07-31, 60 days left", "status: 200", "type: text/plain; charset=utf-8", "size: 71 bytes",
                "first byte: 123 ms", "mode: enforce", "max_age: 2419200 s", $"digest: {PolicyId.ComputeDigest(Good.Policy!.Value!)}",
            ],
            PolicyCheck.Judge(Good, null, Now, AppCache).Seen.Select(seen => $"{seen.Name}: {seen.Value}"));

    [Fact]
    public void A_body_that_is_too_long_is_not_measured()
    {
        var part = PolicyCheck.Judge(WithBody(Good, new string('a', PolicyParser.MaximumLength + 1)), null, Now, AppCache);

        Assert.Contains(new Observation("size", "over 65536 bytes"), part.Seen);
        Assert.Equal(("MTASTS101", CheckPhase.Syntax), (Assert.Single(part.Findings).Finding.Code, part.Findings[0].Phase));
    }

    [Fact]
    public void What_the_host_says_is_shown_cut_and_without_control_characters()
    {
        var hostile = new string('x', 1_000) + "\u001b[31m";
        var part = PolicyCheck.Judge(
            Good with { ContentType = "\u001b" + hostile, Tls = Session with { Issuer = hostile } }, null, Now, AppCache);

        Assert.All(part.Seen, seen => Assert.InRange(seen.Value.Length, 1, 81));
        Assert.DoesNotContain(part.Seen, seen => seen.Value.Any(char.IsControl));
        Assert.DoesNotContain(part.Findings, finding => finding.Finding.Message.Any(char.IsControl));
    }

    [Fact]
    public void A_policy_with_countless_faults_has_a_hundred_findings_and_the_certificates_among_them()
    {
        var part = PolicyCheck.Judge(
            WithBody(Good with { SpeaksTls12 = false }, string.Concat(Enumerable.Repeat("mode: x\n", 5_000))), null, Now, AppCache);

        Assert.Equal((100, CheckOutcome.Failed), (part.Findings.Count, part.Outcome));
    }

    public static TheoryData<string, StoredPolicy?, string?> Hosted { get; } = new()
    {
        { "not hosted", null, null },
        { "the same", Stored(Good.Policy!.Value!, Now), null },
        { "another", Stored(Other, Now.AddMinutes(-5)), "MTASTS703" },
        { "another, of an unknown time", Stored(Other, null), "MTASTS703" },
        { "another, just changed", Stored(Other, Now.AddMinutes(-4.9)), "MTASTS753" },
        { "upstream", Stored(Other, null) with { Content = new PolicyContent.Upstream(Good.Url), Policy = null }, null },
        { "invalid", Stored(Other, null) with { Content = null, Policy = null }, null },
    };

    [Theory, MemberData(nameof(Hosted))]
    public void The_policy_served_is_compared_with_the_one_kept(string what, StoredPolicy? hosted, string? code) =>
        Assert.True(code == PolicyCheck.Judge(Good, hosted, Now, AppCache).Findings.SingleOrDefault()?.Finding.Code, what);

    [Fact]
    public void Both_ids_are_told_where_the_policies_differ() =>
        Assert.Equal(
            $"The served policy has the digest {PolicyId.ComputeDigest(Good.Policy!.Value!)}, "
            + $"but the one in the store has {PolicyId.ComputeDigest(Other)}.",
            Assert.Single(PolicyCheck.Judge(Good, Stored(Other, null), Now, AppCache).Findings).Finding.Message);

    [Fact]
    public void Without_a_policy_there_is_nothing_to_compare() =>
        Assert.Equal(
            "MTASTS504", Assert.Single(PolicyCheck.Judge(WithStatus(404), Stored(Other, null), Now, AppCache).Findings).Finding.Code);

    private static PolicyFetchResult Failed(FetchFault fault, string text) => new() { Url = Good.Url, Fault = fault, FaultText = text };
    private static PolicyFetchResult WithStatus(int status) => Good with { Status = status, Body = null, Policy = null };
    private static PolicyFetchResult WithType(string? type) => Good with { ContentType = type };

    private static PolicyFetchResult Refused(SslPolicyErrors errors, TlsSession session) =>
        Good with { Fault = FetchFault.BadCertificate, Tls = session with { Errors = errors } };

    private static StoredPolicy Stored(Policy policy, DateTimeOffset? changedAt) => new()
    {
        Domain = DomainName.Parse("contoso.com"),
        Content = new PolicyContent.Inline(policy),
        Policy = policy,
        Version = "1",
        ChangedAt = changedAt,
    };

    private static PolicyFetchResult WithBody(PolicyFetchResult answer, string text)
    {
        var body = Encoding.Latin1.GetBytes(text);
        return answer with { Body = body, Policy = PolicyParser.Parse(body) };
    }
}
