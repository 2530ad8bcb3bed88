using MtaSts.Checks.Results;
using static MtaSts.Severity;

namespace MtaSts.Checks;

/// <summary>The findings about the TLS and the certificate of a policy host (RFC 8461 §3.3) or a mail host (§4.2).</summary>
internal sealed record CertificateRules
{
    private CertificateRules(int firstError, int firstWarning, string reference, string whose)
    {
        Expired = Rule(firstError, Error, reference, $"Renew the certificate of {whose}.");
        NotYetValid = Rule(firstError + 1, Error, reference, $"Install a certificate on {whose} that is already valid.");
        WrongName = Rule(firstError + 2, Error, reference, $"Install a certificate on {whose} with this host name among its names (SAN).");
        Untrusted = Rule(
            firstError + 3, Error, reference, $"Install a certificate of a public authority on {whose}, with its intermediates.");
        NoTls = Rule(firstError + 4, Error, reference, $"Make {whose} accept TLS 1.2 and 1.3 handshakes that name it (SNI).");
        ExpiresSoon = Rule(firstWarning, Warning, reference, $"Find out why the certificate of {whose} has not been renewed yet.");
        NoTls12 = Rule(firstWarning + 1, Warning, reference, $"Allow TLS 1.2 on {whose}. Some senders support nothing newer.");
    }

    public static CertificateRules ForPolicyHost { get; } = new(601, 651, "RFC 8461 §3.3", "the policy host");

    public static CertificateRules ForMailHost { get; } = new(821, 861, "RFC 8461 §4.2", "the mail host");

    internal CheckRule Expired { get; }

    internal CheckRule NotYetValid { get; }

    internal CheckRule WrongName { get; }

    internal CheckRule Untrusted { get; }

    internal CheckRule NoTls { get; }

    internal CheckRule ExpiresSoon { get; }

    internal CheckRule NoTls12 { get; }

    public IEnumerable<CheckRule> All => [Expired, NotYetValid, WrongName, Untrusted, NoTls, ExpiresSoon, NoTls12];

    private static CheckRule Rule(int number, Severity severity, string reference, string advice) =>
        new(CheckPhase.Certificate, new FindingRule($"MTASTS{number}", severity, reference, advice));
}
