using MtaSts.Checks.Lookups;

namespace MtaSts.Checks;

/// <summary>Who may issue certificates according to CAA records (RFC 8659).</summary>
public static class CaaPolicy
{
    private const byte Critical = 128;

    // RFC 8659 §4, RFC 9495, and those of the CA/Browser Forum in IANA's registry.
    private static readonly HashSet<string> KnownTags =
        ["issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"];

    /// <summary>Why the records do not allow <paramref name="issuer"/> to issue a certificate, as a clause; null if they do.</summary>
    public static string? FindObjection(IReadOnlyList<CaaRecord> records, string issuer)
    {
        // RFC 8659 §4.1: an issuer must not issue when it does not know a critical tag.
        if (records.FirstOrDefault(record => (record.Flags & Critical) != 0 && !KnownTags.Contains(record.Tag)) is { } unknown)
        {
            return $"contain the critical tag {PlainText.Quote(unknown.Tag)}, which certificate authorities do not know";
        }

        // RFC 8659 §4.2: without an issue tag anyone may issue; an empty name allows no one.
        var issuers = records.Where(record => record.Tag == "issue").Select(record => ParseIssuer(record.Value)).ToList();
        if (issuers.Count == 0 || issuers.Contains(issuer, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var allowed = issuers.Where(name => name.Length > 0).Distinct().ToList();
        return allowed.Count == 0 ? "allow no certificate authority" : $"allow only {PlainText.Quote(string.Join(", ", allowed))}";
    }

    // issue-value = *WSP [issuer-domain-name *WSP] [";" *WSP [parameters *WSP]]
    private static string ParseIssuer(string value) => value.Split(';', 2)[0].Trim(' ', '\t');
}
