using MtaSts.Checks.Results;
using static MtaSts.Checks.Results.CheckPhase;
using static MtaSts.Severity;

namespace MtaSts.Checks;

internal static class CheckRules
{
    private const string Discovery = "RFC 8461 §3.1";
    private const string MediaType = "RFC 8461 §3.2";
    private const string Fetching = "RFC 8461 §3.3";
    private const string Matching = "RFC 8461 §4.1";
    private const string Refusing = "RFC 8461 §5";

    internal static CheckRule LookupFailed { get; } =
        Rule(401, Dns, Error, Discovery, "Find out why the name servers fail. Senders that get no answer do not find the policy.");

    internal static CheckRule LookupTimedOut { get; } =
        Rule(402, Dns, Error, Discovery, "Find out why the name servers do not answer, or use another resolver.");

    internal static CheckRule AliasLoop { get; } =
        Rule(403, Dns, Error, "RFC 1034 §3.6.2", "Point the CNAME to a name that has the record.");

    internal static CheckRule HostMissing { get; } =
        Rule(404, Dns, Error, Fetching, "Publish a CNAME at mta-sts that points to the policy host.");

    internal static CheckRule HostDangling { get; } =
        Rule(405, Dns, Error, Fetching,
            "Remove the CNAME or point it to the policy host. Anyone who registers the missing name can publish a policy for the domain.");

    internal static CheckRule HostElsewhere { get; } =
        Rule(406, Dns, Error, Fetching, "Point the CNAME to the app.");

    internal static CheckRule HostPrivate { get; } =
        Rule(407, Dns, Error, Fetching, "Publish addresses that senders on the Internet can reach.");

    internal static CheckRule NoMailHost { get; } =
        Rule(408, Dns, Error, "RFC 5321 §5.1", "Publish an MX record, or stop using MTA-STS for the domain.");

    internal static CheckRule NoMailHostAddress { get; } =
        Rule(409, Dns, Error, "RFC 5321 §5.1",
            "Add an address for a mail host, or point the MX to a host that has one. Senders cannot deliver mail.");

    internal static CheckRule LongTtl { get; } =
        Rule(451, Dns, Warning, "RFC 8461 §8.1",
            "Use an hour or less, such as 300 seconds. Senders do not see a change before the TTL is over.");

    internal static CheckRule NullMx { get; } =
        Rule(452, Dns, Warning, "RFC 7505 §3", "Stop using MTA-STS for the domain. It receives no mail.");

    internal static CheckRule ImplicitMx { get; } =
        Rule(453, Dns, Warning, "RFC 5321 §5.1", "Publish an MX record. Without one, senders deliver to the domain's own address.");

    internal static CheckRule IssuerForbidden { get; } =
        Rule(454, Dns, Warning, "RFC 8659 §4.2",
            "Add CAA 'issue \"digicert.com\"'. Without it, Azure cannot renew the managed certificate.");

    internal static CheckRule NoReports { get; } =
        Rule(455, Dns, Warning, "RFC 8460 §3",
            "Publish 'v=TLSRPTv1; rua=mailto:…' at _smtp._tls. Without reports, nobody tells you when senders fail.");

    internal static CheckRule MailHostWithoutAddress { get; } =
        Rule(456, Dns, Warning, "RFC 5321 §5.1",
            "Add an address for the mail host, or remove the host from the MX. Senders cannot deliver to it.");

    internal static CheckRule NoConnection { get; } =
        Rule(501, Fetch, Error, Fetching, "Make sure that the policy host is running and that its port 443 is open to the Internet.");

    internal static CheckRule TooSlow { get; } =
        Rule(502, Fetch, Error, Fetching, "Find out what slows down the policy host. Senders give up after 2 to 60 seconds.");

    internal static CheckRule Redirected { get; } =
        Rule(503, Fetch, Error, Fetching, "Serve the policy at this URL itself. Senders do not follow redirects.");

    internal static CheckRule BadStatus { get; } =
        Rule(504, Fetch, Error, Fetching, "Answer with status 200 and the policy. Senders accept no other status.");

    internal static CheckRule BadContentType { get; } =
        Rule(505, Fetch, Error, MediaType, "Serve the policy as 'text/plain; charset=utf-8'.");

    internal static CheckRule Encoded { get; } =
        Rule(506, Fetch, Error, Fetching,
            "Serve the policy uncompressed unless compression is requested. Senders read the bytes as they come.");

    internal static CheckRule BadAnswer { get; } =
        Rule(507, Fetch, Error, Fetching, "Find out why the response of the policy host breaks off or is not valid HTTP.");

    internal static CheckRule Slow { get; } =
        Rule(551, Fetch, Warning, Fetching, "Keep the policy host warm. Two senders give up after 2 seconds.");

    internal static CheckRule OddContentType { get; } =
        Rule(552, Fetch, Warning, MediaType, "Write 'text/plain; charset=utf-8' in lower case. One sender compares it exactly.");

    internal static CheckRule MxUncovered { get; } =
        Rule(701, Match, Error, Matching,
            "Add an mx for the host to the policy, or remove the host from the MX. Senders do not deliver to it.");

    internal static CheckRule IdDrifted { get; } =
        Rule(702, Match, Error, "RFC 8461 §8.1",
            "Set the id in _mta-sts to that of the policy. Senders fetch the policy again only when the id changes.");

    internal static CheckRule PolicyDrifted { get; } =
        Rule(703, Match, Error, "RFC 8461 §8.1", "Find out why the host does not serve the policy that is in the store.");

    internal static CheckRule HeldUncovered { get; } =
        Rule(704, Match, Error, Fetching,
            "Put mail hosts back into the MX that the earlier policy covers, until senders have forgotten it.");

    internal static CheckRule MxUncoveredInTesting { get; } =
        Rule(751, Match, Warning, Matching,
            "Add an mx for the host to the policy before it changes to enforce. Senders would not deliver to the host.");

    internal static CheckRule PatternUnused { get; } =
        Rule(752, Match, Warning, Matching,
            "Remove the mx from the policy unless you plan to use such a host. After a change of the MX, wait for its TTL first.");

    internal static CheckRule PolicyNotYetServed { get; } =
        Rule(753, Match, Warning, "RFC 8461 §8.1", "Wait until the app's cache has expired, then check again.");

    internal static CheckRule IdToPublish { get; } =
        Rule(754, Match, Warning, "RFC 8461 §8.1", "Publish the new id once no cache of the app has the earlier policy.");

    internal static CheckRule HeldUncoveredInTesting { get; } =
        Rule(755, Match, Warning, Fetching, "Expect reports of failures for the host until senders have forgotten the earlier policy.");

    internal static CheckRule SmtpRefused { get; } =
        Rule(801, Smtp, Error, "RFC 5321 §3.1", "Find out why the mail host refuses mail or does not speak SMTP.");

    internal static CheckRule NoStartTls { get; } =
        Rule(802, Smtp, Error, "RFC 8461 §4.2", "Turn on STARTTLS on the mail host. In enforce mode, senders do not deliver without it.");

    internal static CheckRule DeliveriesRefused { get; } =
        Rule(901, Report, Error, Refusing, "Correct what senders report. In enforce mode, they do not deliver what fails.");

    internal static CheckRule PolicyNotUsed { get; } =
        Rule(902, Report, Error, Fetching,
            "Check the policy host. Senders that cannot get the policy go by the one they hold, or by none.");

    internal static CheckRule DeliveriesAtStake { get; } =
        Rule(951, Report, Warning, Refusing, "Correct what senders report before the policy changes to enforce. They would not deliver.");

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        LookupFailed, LookupTimedOut, AliasLoop, HostMissing, HostDangling, HostElsewhere, HostPrivate, NoMailHost, NoMailHostAddress,
        LongTtl, NullMx, ImplicitMx, IssuerForbidden, NoReports, MailHostWithoutAddress, NoConnection, TooSlow, Redirected, BadStatus,
        BadContentType, Encoded, BadAnswer, Slow, OddContentType, .. CertificateRules.ForPolicyHost.All,
        MxUncovered, IdDrifted, PolicyDrifted, HeldUncovered, MxUncoveredInTesting, PatternUnused, PolicyNotYetServed, IdToPublish,
        HeldUncoveredInTesting, SmtpRefused, NoStartTls, .. CertificateRules.ForMailHost.All,
        DeliveriesRefused, PolicyNotUsed, DeliveriesAtStake,
    ];

    private static CheckRule Rule(int number, CheckPhase phase, Severity severity, string reference, string advice) =>
        new(phase, new FindingRule($"MTASTS{number}", severity, reference, advice));
}
