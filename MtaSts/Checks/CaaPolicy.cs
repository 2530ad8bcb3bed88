using MtaSts.Checks.Lookups;

namespace MtaSts.Checks;

/// <summary>Who may issue certificates by CAA records (RFC 8659).</summary>
internal static class CaaPolicy
{
    private const byte Critical = 128;

    // RFC 8659 §4, RFC 9495, and those of the CA/Browser Forum in IANA's registry.
    private static readonly HashSet<string> KnownTags = ["issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"];

    /// <summary>Why the records forbid <paramref name="issuer"/> a certificate for their name, in a clause; null when they allow it.</summary>
    public static string? FindObjection(IReadOnlyList<CaaRecord> records, string issuer)
    {
        // RFC 8659 §4.1: an issuer must not issue when it does not know a critical tag.
        if (records.FirstOrDefault(record => (record.Flags & Critical) != 0 && !KnownTags.Contains(record.Tag)) is { } stranger)
        {
            return $"have the critical tag {PlainText.Quote(stranger.Tag)}, which issuers do not know";
        }

        // RFC 8659 §4.2: without any issue tag, everybody may; an empty name allows nobody.
        var issuers = records.Where(record => record.Tag == "issue").Select(record => ParseIssuer(record.Value)).ToList();
        return issuers.Count == 0 || issuers.Contains(issuer, StringComparer.OrdinalIgnoreCase) ? null
            : $"allow only {PlainText.Quote(string.Join(", ", issuers.Select(name => name.Length == 0 ? "nobody" : name).Distinct()))}";
    }

    // issue-value = *WSP [issuer-domain-name *WSP] [";" *WSP [parameters *WSP]]
    private static string ParseIssuer(string value) => value.Split(';', 2)[0].Trim(' ', '\t');
}
