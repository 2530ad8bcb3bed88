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
            && url.IdnHost.StartsWith(HostPrefix, StringComparison.OrdinalIgnoreCase);
    }
}
