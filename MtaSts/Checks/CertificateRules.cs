using MtaSts.Checks.Results;
using static MtaSts.Severity;

namespace MtaSts.Checks;

/// <summary>What can be found in the TLS and the certificate of a host. Policy hosts and mail hosts are held to the same, by other sections.</summary>
public sealed record CertificateRules
{
    private CertificateRules(int firstError, int firstWarning, string section, string whose)
    {
        Expired = Rule(firstError, Error, section, $"Renew the certificate of {whose}.");
        NotYetValid = Rule(firstError + 1, Error, section, $"Install a certificate on {whose} that is valid already.");
        WrongName = Rule(firstError + 2, Error, section, $"Install a certificate on {whose} whose names (SAN) include this one.");
        Untrusted = Rule(firstError + 3, Error, section, $"Install a certificate of a public authority on {whose}, with its intermediates.");
        NoTls = Rule(firstError + 4, Error, section, $"Make {whose} answer TLS 1.2 and 1.3 handshakes that name it (SNI).");
        ExpiresSoon = Rule(firstWarning, Warning, section, $"See why the certificate of {whose} was not renewed yet.");
        NoTls12 = Rule(firstWarning + 1, Warning, section, $"Allow TLS 1.2 on {whose}: some senders speak nothing newer.");
    }

    /// <summary>Create the host of a policy (RFC 8461 §3.3).</summary>
    public static CertificateRules OfPolicyHost { get; } = new(601, 651, "RFC 8461 §3.3", "the policy's host");

    /// <summary>Create a mail host (RFC 8461 §4.2).</summary>
    public static CertificateRules OfMailHost { get; } = new(821, 861, "RFC 8461 §4.2", "the mail host");

    internal CheckRule Expired { get; }

    internal CheckRule NotYetValid { get; }

    internal CheckRule WrongName { get; }

    internal CheckRule Untrusted { get; }

    internal CheckRule NoTls { get; }

    internal CheckRule ExpiresSoon { get; }

    internal CheckRule NoTls12 { get; }

    /// <summary>Every rule, in the order of the codes.</summary>
    public IEnumerable<CheckRule> All => [Expired, NotYetValid, WrongName, Untrusted, NoTls, ExpiresSoon, NoTls12];

    private static CheckRule Rule(int number, Severity severity, string section, string advice) =>
        new(CheckPhase.Certificate, new FindingRule($"MTASTS{number}", severity, section, advice));
}
