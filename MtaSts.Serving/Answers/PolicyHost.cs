using MtaSts.Policies;

namespace MtaSts.Serving.Answers;

/// <summary>The policy host of a domain, <c>mta-sts.&lt;domain&gt;</c> (RFC 8461 §3.3) in a Host header (RFC 9110 §7.2).</summary>
internal static class PolicyHost
{
    // The longest name, a trailing dot and ":65535".
    private const int MaximumLength = 253 + 1 + 6;

    /// <summary>The domain whose policy host this is, in any case, with or without port or trailing dot; false for other hosts.</summary>
    public static bool TryGetDomain(ReadOnlySpan<char> host, out DomainName domain)
    {
        domain = default;
        if (host.Length > MaximumLength)
        {
            return false;
        }

        var colon = host.IndexOf(':');
        if (colon >= 0)
        {
            if (!IsPort(host[(colon + 1)..]))
            {
                return false;
            }

            host = host[..colon];
        }

        return host.StartsWith(PolicyUrl.HostPrefix, StringComparison.OrdinalIgnoreCase)
            && DomainName.TryParseAscii(host[PolicyUrl.HostPrefix.Length..], out domain, out _);
    }

    /// <summary>port = *DIGIT (RFC 3986 §3.2.3), which may be empty.</summary>
    private static bool IsPort(ReadOnlySpan<char> text) => text.Length <= 5 && !text.ContainsAnyExceptInRange('0', '9');
}
