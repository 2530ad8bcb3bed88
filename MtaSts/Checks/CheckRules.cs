using MtaSts.Checks.Results;
using static MtaSts.Checks.Results.CheckPhase;
using static MtaSts.Severity;

namespace MtaSts.Checks;

/// <summary>All that a check can find beside what the parsers find: errors where a sender fails, warnings where some are known to stumble.</summary>
public static class CheckRules
{
    private const string Discovery = "RFC 8461 §3.1";
    private const string MediaType = "RFC 8461 §3.2";
    private const string Fetching = "RFC 8461 §3.3";
    private const string Matching = "RFC 8461 §4.1";

    internal static CheckRule LookupFailed { get; } = Rule(401, Dns, Error, Discovery, "See why the name's servers fail: senders that get no answer see no policy.");

    internal static CheckRule LookupTimedOut { get; } = Rule(402, Dns, Error, Discovery, "See why the name's servers do not answer, or name another resolver.");

    internal static CheckRule AliasLoop { get; } = Rule(403, Dns, Error, "RFC 1034 §3.6.2", "Point the CNAME at a name that has the record.");

    internal static CheckRule HostMissing { get; } = Rule(404, Dns, Error, Fetching, "Publish a CNAME at mta-sts that leads to the policy's host.");

    internal static CheckRule HostDangling { get; } = Rule(405, Dns, Error, Fetching, "Remove the CNAME or point it at the policy's host: whoever takes the free name speaks for the domain.");

    internal static CheckRule HostElsewhere { get; } = Rule(406, Dns, Error, Fetching, "Point the CNAME at the app.");

    internal static CheckRule HostPrivate { get; } = Rule(407, Dns, Error, Fetching, "Publish addresses that senders on the Internet can reach.");

    internal static CheckRule NoMailHost { get; } = Rule(408, Dns, Error, "RFC 5321 §5.1", "Publish an MX, or give up MTA-STS for the domain.");

    internal static CheckRule NoMailHostAddress { get; } = Rule(409, Dns, Error, "RFC 5321 §5.1", "Give a mail host an address, or point the MX at one that has one: senders cannot deliver.");

    internal static CheckRule LongTtl { get; } = Rule(451, Dns, Warning, "RFC 8461 §8.1", "Use an hour or less, such as 300 seconds: until it is over senders do not learn of a change.");

    internal static CheckRule NullMx { get; } = Rule(452, Dns, Warning, "RFC 7505 §3", "Give up MTA-STS for the domain: it receives no mail.");

    internal static CheckRule ImplicitMx { get; } = Rule(453, Dns, Warning, "RFC 5321 §5.1", "Publish an MX: without one, senders deliver to the domain's own address.");

    internal static CheckRule IssuerForbidden { get; } = Rule(454, Dns, Warning, "RFC 8659 §4.2", "Add CAA 'issue \"digicert.com\"': else Azure cannot renew the managed certificate.");

    internal static CheckRule NoReports { get; } = Rule(455, Dns, Warning, "RFC 8460 §3", "Publish 'v=TLSRPTv1; rua=mailto:…' at _smtp._tls: without reports nobody tells when senders fail.");

    internal static CheckRule MailHostWithoutAddress { get; } = Rule(456, Dns, Warning, "RFC 5321 §5.1", "Give the mail host an address, or remove it from the MX: senders cannot deliver to it.");

    internal static CheckRule NoConnection { get; } = Rule(501, Fetch, Error, Fetching, "See that the policy's host runs and that its port 443 is open to the Internet.");

    internal static CheckRule TooSlow { get; } = Rule(502, Fetch, Error, Fetching, "See what holds up the policy's host: senders give up after 2 to 60 seconds.");

    internal static CheckRule Redirected { get; } = Rule(503, Fetch, Error, Fetching, "Serve the policy at this address itself: senders follow no redirect.");

    internal static CheckRule BadStatus { get; } = Rule(504, Fetch, Error, Fetching, "Answer 200 with the policy: senders take nothing else.");

    internal static CheckRule BadContentType { get; } = Rule(505, Fetch, Error, MediaType, "Serve the policy as 'text/plain; charset=utf-8'.");

    internal static CheckRule Encoded { get; } = Rule(506, Fetch, Error, Fetching, "Serve the policy without compression unless it is asked for: senders read it as it comes.");

    internal static CheckRule BadAnswer { get; } = Rule(507, Fetch, Error, Fetching, "See what breaks off the answer of the policy's host, or makes it no HTTP.");

    internal static CheckRule Slow { get; } = Rule(551, Fetch, Warning, Fetching, "Keep the host warm: two senders give up after 2 seconds.");

    internal static CheckRule OddContentType { get; } = Rule(552, Fetch, Warning, MediaType, "Write 'text/plain; charset=utf-8' in lower case: one sender compares it as it stands.");

    internal static CheckRule MxUncovered { get; } = Rule(701, Match, Error, Matching, "Add an mx for the host to the policy, or remove it from the MX: senders do not deliver to it.");

    internal static CheckRule IdDrifted { get; } = Rule(702, Match, Error, "RFC 8461 §8.1", "Set the id in _mta-sts to that of the policy: senders fetch it anew only when the id changes.");

    internal static CheckRule PolicyDrifted { get; } = Rule(703, Match, Error, "RFC 8461 §8.1", "See why the host serves another policy than the store keeps; after a change it may take five minutes.");

    internal static CheckRule MxUncoveredInTesting { get; } = Rule(751, Match, Warning, Matching, "Add an mx for the host to the policy before it goes to enforce: senders would not deliver to the host.");

    internal static CheckRule PatternUnused { get; } = Rule(752, Match, Warning, Matching, "Remove the mx from the policy unless a host of that name is to come.");

    internal static CheckRule PolicyNotYetServed { get; } = Rule(753, Match, Warning, "RFC 8461 §8.1", "Wait five minutes after a change, until the app's cache has it, and check again.");

    internal static CheckRule SmtpRefused { get; } = Rule(801, Smtp, Error, "RFC 5321 §3.1", "See why the mail host refuses, or does not speak SMTP.");

    internal static CheckRule NoStartTls { get; } = Rule(802, Smtp, Error, "RFC 8461 §4.2", "Turn on STARTTLS on the mail host: in enforce mode senders do not deliver without.");

    /// <summary>Every rule, in the order of the codes.</summary>
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        LookupFailed, LookupTimedOut, AliasLoop, HostMissing, HostDangling, HostElsewhere, HostPrivate, NoMailHost, NoMailHostAddress,
        LongTtl, NullMx, ImplicitMx, IssuerForbidden, NoReports, MailHostWithoutAddress, NoConnection, TooSlow, Redirected, BadStatus,
        BadContentType, Encoded, BadAnswer, Slow, OddContentType, .. CertificateRules.OfPolicyHost.All, MxUncovered, IdDrifted, PolicyDrifted, MxUncoveredInTesting, PatternUnused,
        PolicyNotYetServed, SmtpRefused, NoStartTls, .. CertificateRules.OfMailHost.All,
    ];

    private static CheckRule Rule(int number, CheckPhase phase, Severity severity, string section, string advice) =>
        new(phase, new FindingRule($"MTASTS{number}", severity, section, advice));
}
