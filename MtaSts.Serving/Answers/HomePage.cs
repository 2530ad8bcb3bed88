using System.Net;
using System.Text;
using MtaSts.Policies;
using MtaSts.Serving.Caching;

namespace MtaSts.Serving.Answers;

/// <summary>The page at <c>/</c>: self-contained, without script, light or dark as the reader's system is.</summary>
internal static class HomePage
{
    public static string Render() => Page(
        "MTA-STS policies",
        "<p>This host serves MTA-STS policies, each under its domain's own name <code>mta-sts.&lt;domain&gt;</code>.</p>");

    public static string Render(DomainName domain, PolicyLookup lookup)
    {
        var name = WebUtility.HtmlEncode(domain.Ascii);
        return Page($"MTA-STS policy of {name}", lookup switch
        {
            { Policy: { } policy } => $"""
                <p>This host serves the MTA-STS policy of the mail domain <strong>{name}</strong>.
                {Meaning(policy.Mode)}</p>
                <h2 id="policy">The policy</h2>
                <pre tabindex="0" role="region" aria-labelledby="policy">{Format(policy)}</pre>
                <p><a href="/.well-known/mta-sts.txt">The policy as mail servers read it</a></p>
                """,
            _ when lookup == PolicyLookup.Unavailable =>
                $"<p>The policy of <strong>{name}</strong> cannot be read at the moment. Try again shortly.</p>",
            _ => $"<p>This host serves MTA-STS policies, but has no policy for <strong>{name}</strong>.</p>",
        });
    }

    private static string Format(ServedPolicy policy) => WebUtility.HtmlEncode(Encoding.ASCII.GetString(policy.Text.Span));

    // RFC 8461 §5.
    private static string Meaning(PolicyMode mode) => mode switch
    {
        PolicyMode.Enforce => "Mail servers deliver to the hosts in it only, and only over verified TLS.",
        PolicyMode.Testing => "It is being tested: "
            + "mail servers report what does not go to the hosts in it over verified TLS, and deliver it all the same.",
        _ => "Its mode is none: mail servers deliver as if the domain had no policy.",
    };

    private static string Page(string title, string content) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{{title}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { max-width: 42rem; margin: 0 auto; padding: 2rem 1rem; font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { font-size: 1.6rem; line-height: 1.25; }
        h2 { font-size: 1.2rem; }
        pre { padding: 1rem; border: 1px solid; border-radius: .5rem; overflow-x: auto; font-size: .95rem; }
        footer { margin-top: 2.5rem; font-size: .9rem; }
        </style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        {{content}}
        </main>
        <footer>
        <p>MTA-STS is a standard of the Internet: <a href="https://www.rfc-editor.org/rfc/rfc8461">RFC 8461</a>.</p>
        </footer>
        </body>
        </html>

        """;
}
