using System.Text.RegularExpressions;

namespace MtaSts.ExchangeOnline;

/// <summary>The names of the hosts that receive mail for Exchange Online, in all of Microsoft's clouds.</summary>
public static partial class ExchangeOnlineHosts
{
    // The host of each domain is one label below.
    private static readonly string[] Names =
    [
        "mail.protection.outlook.com",
        "mail.protection.office365.us", // GCC High and DoD
        "mail.protection.partner.outlook.cn", // 21Vianet
        "mail.protection.outlook.de", // Germany, until 2021
        "mail.eo.outlook.com", // before 2013
    ];

    private static readonly string[] InitialDomains = [".onmicrosoft.com", ".onmicrosoft.us", ".onmicrosoft.de", ".partner.onmschina.cn"];

    /// <summary>Whether <paramref name="domain"/> is one that a tenant comes with: its DNS is Microsoft's.</summary>
    public static bool IsInitialDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Array.Exists(InitialDomains, end => domain.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// The <c>mx</c> that covers an MX host of Exchange Online, such as <c>*.mail.protection.outlook.com</c>; null for any other host.
    /// </summary>
    /// <param name="host">In any case, with or without the trailing dot.</param>
    public static string? FindPattern(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var labels = Split(host);

        // RFC 8461 §4.1: a wildcard covers one label, so all labels after the first are the name of the pattern.
        var name = string.Join('.', labels[1..]);
        var isKnown = labels[0].Length > 0 && (Names.Contains(name) || DnssecGroup().IsMatch(name));
        return isKnown ? $"*.{name}" : null;
    }

    /// <summary>
    /// Whether an MX host has a name of Microsoft's that <see cref="FindPattern"/> does not know: which of its labels is the domain's, and
    /// so which pattern lasts, cannot be told.
    /// </summary>
    /// <param name="host">In any case, with or without the trailing dot.</param>
    public static bool IsOfUnknownForm(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return IsMicrosoft(Split(host)) && FindPattern(host) is null;
    }

    /// <summary>Whether an <c>mx</c> was meant for Exchange Online but is above the hosts, so that it covers none of them.</summary>
    /// <param name="name">In lower case; of a wildcard, the part after <c>*.</c>.</param>
    internal static bool IsAboveHosts(string name, bool isWildcard)
    {
        // For every mx of every policy that is read, of which few are Microsoft's: nothing is allocated for the others.
        foreach (var host in Names)
        {
            if (host.EndsWith(name, StringComparison.Ordinal)
                && (host.Length == name.Length ? !isWildcard : host[^(name.Length + 1)] == '.' && IsMicrosoft(Split(name))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same for hosts with DNSSEC, which are two labels below <c>mx.microsoft</c>: their group's and the domain's.</summary>
    /// <param name="name">In lower case; of a wildcard, the part after <c>*.</c>.</param>
    internal static bool IsAboveDnssecHosts(string name, bool isWildcard) =>
        name.EndsWith("microsoft", StringComparison.Ordinal)
        && (name is "mx.microsoft" or "microsoft" || (!isWildcard && DnssecGroup().IsMatch(name)));

    private static bool IsMicrosoft(string[] labels) => labels is [.., "microsoft"] or [.., "microsoft" or "outlook" or "office365", _];

    private static string[] Split(string host) => host.TrimEnd('.').ToLowerInvariant().Split('.');

    // Microsoft puts domains into groups by letter, and goes on to new letters. Any letter will do, because the form says which label is
    // the domain's; another form, such as a second version, may not.
    [GeneratedRegex("^[a-z]-v1\\.mx\\.microsoft\\z")]
    private static partial Regex DnssecGroup();
}
