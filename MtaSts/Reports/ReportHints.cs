namespace MtaSts.Reports;

/// <summary>
/// What a mail or a file's name says of a report's domain, for a report that does not say it: the mail's <c>TLS-Report-Domain</c>, then its
/// subject, then the name of the file (RFC 8460 §5.1, §5.3).
/// </summary>
internal sealed record ReportHints(DomainName? Domain)
{
    public static ReportHints From(string? header, string? subject, string? fileName) => new(
        Read(header) ?? Read(FindInSubject(subject)) ?? FindInFileName(fileName));

    /// <summary>The same, or where it says nothing what a file's name says.</summary>
    public ReportHints Or(string? fileName) => Domain is null ? new(FindInFileName(fileName)) : this;

    /// <summary>The same, or where it says nothing <paramref name="others"/>.</summary>
    public ReportHints Or(ReportHints others) => Domain is null ? others : this;

    // Report Domain: example.com Submitter: mail.example.net Report-ID: <…>
    private static string? FindInSubject(string? subject)
    {
        const string key = "Report Domain:";
        var start = subject?.IndexOf(key, StringComparison.OrdinalIgnoreCase) ?? -1;
        return start < 0
            ? null
            : subject![(start + key.Length)..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
    }

    // submitter!policy-domain!begin!end[!unique-id].json.gz
    private static DomainName? FindInFileName(string? fileName) =>
        Path.GetFileName(fileName)?.Split('!') is [_, var domain, _, _, ..] ? Read(domain) : null;

    private static DomainName? Read(string? text) => DomainName.TryParse(text?.Trim(), out var domain, out _) ? domain : null;
}
