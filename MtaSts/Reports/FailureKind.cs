namespace MtaSts.Reports;

/// <summary>Why sessions failed, in words: the result types of RFC 8460 §4.3, and what to do about each.</summary>
/// <param name="Type">The result type in lower case, or what a sender wrote as its own; empty where it gave no reason.</param>
/// <param name="Text">What happened, a clause that follows "Senders report: ".</param>
/// <param name="Advice">What to do, in one or two sentences.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Findings">The findings of a check that are the same thing, by their codes.</param>
public sealed record FailureKind(string Type, string Text, string Advice, FailureSubject Subject, IReadOnlyList<string> Findings)
{
    /// <summary>The type of a mail host that the policy does not name, among others (RFC 8460 §4.3.2.2).</summary>
    public const string ValidationFailure = "validation-failure";

    private static readonly Dictionary<string, FailureKind> Known = new FailureKind[]
    {
        new(
            "starttls-not-supported",
            "the mail host does not offer STARTTLS",
            "Turn on STARTTLS on the mail host. In enforce mode, senders do not deliver without it.",
            FailureSubject.MailHost,
            ["MTASTS802"]),
        new(
            "certificate-host-mismatch",
            "the certificate of the mail host is for other names",
            "Install a certificate on the mail host with its host name among the names (SAN).",
            FailureSubject.MailHost,
            ["MTASTS823"]),
        new(
            "certificate-expired",
            "the certificate of the mail host has expired",
            "Renew the certificate of the mail host.",
            FailureSubject.MailHost,
            ["MTASTS821"]),
        new(
            "certificate-not-trusted",
            "the certificate of the mail host has no trusted chain",
            "Install a certificate of a public authority on the mail host, with its intermediates.",
            FailureSubject.MailHost,
            ["MTASTS824"]),
        new(
            ValidationFailure,
            "the mail host is not in the policy, or its TLS failed in another way",
            "Compare the host with the mx of the policy, and add an mx that covers it. If it is covered, check its TLS.",
            FailureSubject.MailHost,
            ["MTASTS701", "MTASTS704", "MTASTS751", "MTASTS755", "MTASTS825"]),
        new(
            "sts-policy-fetch-error",
            "the policy could not be fetched",
            "Check the policy host: it must answer within seconds, with a valid certificate for mta-sts.<domain>.",
            FailureSubject.Policy,
            [.. Codes(404, 407), .. Codes(501, 507), "MTASTS551"]),
        new(
            "sts-policy-invalid",
            "the policy that was fetched is not valid",
            "Check the policy as senders get it, and correct what is found.",
            FailureSubject.Policy,
            [.. Codes(101, 134)]),
        new(
            "sts-webpki-invalid",
            "the certificate of the policy host is not valid",
            "Check the certificate of mta-sts.<domain>: its names, its dates and its chain.",
            FailureSubject.Policy,
            [.. Codes(601, 605)]),
        new(
            "tlsa-invalid",
            "a TLSA record is not valid",
            "Correct the TLSA records of the mail host, or remove them.",
            FailureSubject.Dane,
            []),
        new(
            "dnssec-invalid",
            "DNSSEC validation failed",
            "Have the zone signed anew, or its keys corrected.",
            FailureSubject.Dane,
            []),
        new(
            "dane-required",
            "the sender wants DANE and the mail host has no usable TLSA record",
            "Publish TLSA records, or ask the sender not to require DANE.",
            FailureSubject.Dane,
            []),
    }.ToDictionary(kind => kind.Type, StringComparer.OrdinalIgnoreCase);

    private static readonly FailureKind WithoutReason = new(
        "", "no reason was given", "Ask the sender for the reason, and check the domain with --smtp.", FailureSubject.Unknown, []);

    /// <summary>The kinds of the standard.</summary>
    public static IReadOnlyCollection<FailureKind> All => Known.Values;

    /// <summary>The kind of a result type, in any case; one that the standard does not have is what the sender wrote.</summary>
    public static FailureKind Find(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Length == 0 ? WithoutReason
            : Known.TryGetValue(type, out var known) ? known
            : new(
                type,
                $"{PlainText.Quote(type)}, which is not a reason of RFC 8460",
                "Ask the sender what it means, and check the domain with --smtp.",
                FailureSubject.Unknown,
                []);
    }

    private static IEnumerable<string> Codes(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => FormattableString.Invariant($"MTASTS{number}"));
}
