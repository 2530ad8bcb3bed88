using System.Net;
using MtaSts.Policies;
using MtaSts.Serving.Caching;

namespace MtaSts.Serving.Pages;

/// <summary>The page at <c>/</c>, for people who open a policy host or the app's own host in a browser.</summary>
/// <remarks>A <see cref="DomainName"/> and an <see cref="MxPattern"/> have letters, digits, hyphens, dots and a star only.</remarks>
internal static class HomePage
{
    /// <summary>The page of a host that is no policy host. It names no domain.</summary>
    public static string Own { get; } = PageLayout.Render(
        "MTA-STS policies",
        "<h1>MTA-STS policies</h1>",
        PageTone.Neutral,
        "<p><b>This host serves MTA-STS policies of mail domains.</b></p>\n"
            + "<p>Each is served under the name of its domain: <code>https://mta-sts.<i>domain</i>/.well-known/mta-sts.txt</code></p>");

    /// <summary>The page of a policy host that has no policy.</summary>
    public static string RenderNotHosted(DomainName domain) => RenderOf(
        domain,
        $"No MTA-STS policy for {domain}",
        "No MTA-STS policy for",
        PageTone.Neutral,
        $"""
        <p><b>This host serves MTA-STS policies, but has none for {domain}.</b></p>
        <p>If {domain} is yours, ask the operator of this host to add its policy. One that has just been added appears shortly.</p>
        """);

    /// <summary>The page of a policy host while it is not known whether it has a policy.</summary>
    public static string RenderUnavailable(DomainName domain) => RenderOf(
        domain,
        $"MTA-STS policy of {domain} cannot be read",
        "MTA-STS policy of",
        PageTone.Warning,
        $"""
        <p><b>Whether there is a policy for {domain} cannot be read at the moment.</b></p>
        <p>Try again in a minute. Senders that know a policy of {domain} already go by that one.</p>
        """);

    /// <param name="domain">The domain.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="age">How old what is shown is.</param>
    /// <param name="isOverAge">Whether it should have been replaced by a newer one, which could not be read.</param>
    public static string RenderPolicy(DomainName domain, ServedPolicy policy, TimeSpan age, bool isOverAge) => RenderOf(
        domain,
        $"MTA-STS policy of {domain}",
        "MTA-STS policy of",
        policy.Mode switch
        {
            PolicyMode.Enforce => PageTone.Good,
            PolicyMode.Testing => PageTone.Warning,
            _ => PageTone.Neutral,
        },
        GetMeaning(domain, policy.Mode),
        PolicyTerms.Render(policy, age, isOverAge));

    // RFC 8461 §5.
    private static string GetMeaning(DomainName domain, PolicyMode mode) => mode switch
    {
        PolicyMode.Enforce => $"""
            <p><b>Mail to {domain} must be delivered over verified TLS.</b></p>
            <p>Senders refuse to deliver it to any host but those below, and to one whose certificate they cannot verify.</p>
            """,
        PolicyMode.Testing => $"""
            <p><b>Verified TLS for mail to {domain} is being tested.</b></p>
            <p>Senders report a host that is not one of those below, or whose certificate they cannot verify, but deliver all the same.</p>
            """,
        _ => $"""
            <p><b>Verified TLS is not required for mail to {domain}.</b></p>
            <p>Senders deliver as if there were no policy.</p>
            """,
    };

    // A name in Unicode can look like another one, so it only explains the name that stands in DNS.
    private static string RenderOf(
        DomainName domain, string title, string kind, PageTone tone, string statement, string content = "")
    {
        var unicode = domain.ToUnicode();
        var explained = unicode == domain.Ascii ? "" : $" <small>in Unicode <bdi>{WebUtility.HtmlEncode(unicode)}</bdi></small>";
        return PageLayout.Render(title, $"<h1><small>{kind}</small> {domain}{explained}</h1>", tone, statement, content);
    }
}
