namespace MtaSts.Policies;

/// <summary>The URL of a policy: <c>https://mta-sts.&lt;domain&gt;/.well-known/mta-sts.txt</c> (RFC 8461 §3.3).</summary>
public static class PolicyUrl
{
    /// <summary>The beginning of every policy host's name.</summary>
    public const string HostPrefix = "mta-sts.";

    /// <summary>The path of every policy.</summary>
    public const string Path = "/.well-known/mta-sts.txt";

    /// <summary>Whether <paramref name="url"/> can be the URL of a policy.</summary>
    public static bool Is(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url is { IsAbsoluteUri: true, Scheme: "https", UserInfo: "", AbsolutePath: Path, Query: "", Fragment: "" }
            && url.HostNameType == UriHostNameType.Dns
            && DomainName.TryParse(url.Host, out var host, out _)
            && host.Ascii.StartsWith(HostPrefix, StringComparison.Ordinal)
            && FindAsciiHost(url) == host.Ascii;
    }

    // What is connected to: it must be the very name that was judged, and without a trailing dot, so that a host has one URL. A Uri takes
    // hosts that IDNA has no A-label form of, and then throws whenever its host is asked for.
    private static string? FindAsciiHost(Uri url)
    {
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
