using System.Text.RegularExpressions;
using MtaSts.Policies;

namespace MtaSts.ExchangeOnline;

/// <summary>The hosts that receive mail for Exchange Online: one label for each domain, below one of two kinds of names.</summary>
public static partial class ExchangeOnlineHosts
{
    /// <summary>The pattern for every domain that receives mail without DNSSEC.</summary>
    public static MxPattern Classic { get; } = MxPattern.Parse("*.mail.protection.outlook.com");

    /// <summary>Whether <paramref name="domain"/> is one that a tenant comes with: its DNS is Microsoft's.</summary>
    public static bool IsInitialDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The pattern for an MX host in any case, with or without trailing dot; null if it is not Exchange Online's.</summary>
    public static MxPattern? FindPattern(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var labels = host.TrimEnd('.').ToLowerInvariant().Split('.');

        // RFC 8461 §4.1: a wildcard covers one label, so all the labels after the first are the name of the pattern.
        var isExchangeOnline = labels is [_, "mail", "protection", "outlook", "com"]
            || (labels is [_, _, "mx", "microsoft"] && DaneLabel().IsMatch(labels[1]));
        return isExchangeOnline && labels[0].Length > 0 && MxPattern.TryParse($"*.{string.Join('.', labels[1..])}", out var pattern, out _)
            ? pattern
            : null;
    }

    /// <summary>The patterns for those <paramref name="hosts"/> that are Exchange Online's.</summary>
    public static IReadOnlyList<MxPattern> FindPatterns(IEnumerable<string> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return [.. hosts.Select(FindPattern).OfType<MxPattern>().Distinct()];
    }

    [GeneratedRegex("^[a-z0-9]+-v[0-9]+\\z")]
    private static partial Regex DaneLabel();
}
