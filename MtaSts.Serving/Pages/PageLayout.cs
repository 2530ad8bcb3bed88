namespace MtaSts.Serving.Pages;

/// <summary>What every page has: self-contained, without script, light or dark as the reader's system is.</summary>
internal static class PageLayout
{
    private const string Style = """
        :root { color-scheme: light dark; }
        :root { --page: #f5f6f8; --sheet: #fff; --ink: #1a212c; --muted: #566070; --line: #dde2e9; --link: #1f5fa8; }
        .neutral { --tone: #4c596b; --tint: #ebeff4; }
        .good { --tone: #1d6a3b; --tint: #e5f4ea; }
        .warning { --tone: #815100; --tint: #fdf2dd; }
        @media screen and (prefers-color-scheme: dark) {
        :root { --page: #12161c; --sheet: #1a2028; --ink: #e4e8ee; --muted: #a2adbb; --line: #303946; --link: #8fbcf2; }
        .neutral { --tone: #b7c2d0; --tint: #2b3441; }
        .good { --tone: #88d6a2; --tint: #1a3526; }
        .warning { --tone: #f3c56d; --tint: #3c2f14; }
        }
        * { box-sizing: border-box; margin: 0; }
        body { max-width: 44rem; margin: 0 auto; padding: clamp(1rem, 7vh, 4.5rem) 1rem 2rem; background: var(--page); color: var(--ink);
        font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
        main { padding: clamp(1.25rem, 5vw, 2.5rem); border: 1px solid var(--line); border-radius: .75rem; background: var(--sheet); }
        h1 { font-size: clamp(1.35rem, 5vw, 1.8rem); font-weight: 650; letter-spacing: -.015em; line-height: 1.25; }
        h1 small { display: block; font-size: 1rem; font-weight: 400; letter-spacing: 0; line-height: 1.6; }
        small, dt, footer { color: var(--muted); }
        section { margin: 1.5rem 0; padding: .9rem 1.1rem; border-left: 4px solid var(--tone); border-radius: 0 .5rem .5rem 0;
        background: var(--tint); }
        section b { color: var(--tone); font-size: 1.1rem; font-weight: 650; }
        section p:first-child { text-wrap: balance; }
        section p + p { margin-top: .3rem; }
        dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .65rem 0; border-top: 1px solid var(--line); }
        dl { margin-bottom: 1.25rem; border-bottom: 1px solid var(--line); }
        dt { flex: 0 0 11rem; }
        dd { flex: 1 1 14rem; min-width: 0; }
        ul { padding: 0; list-style: none; }
        li small { display: block; }
        code { font: .93em ui-monospace, Menlo, Consolas, monospace; }
        a { color: var(--link); }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
        footer { padding: 1.25rem .25rem 0; font-size: .875rem; }
        main > :last-child { margin-bottom: 0; }
        @media print {
        body, main { max-width: none; padding: 0; border: 0; }
        section { border: 1px solid var(--tone); border-left-width: 4px; }
        }
        """;

    public static string Render(string title, string heading, PageTone tone, string statement, string content = "") => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{title}}</title>
        <style>
        {{Style}}
        </style>
        </head>
        <body>
        <main>
        {{heading}}
        <section class="{{FormatClass(tone)}}">
        {{statement}}
        </section>
        {{content}}
        </main>
        <footer>
        <p>With MTA-STS (<a href="https://www.rfc-editor.org/rfc/rfc8461">RFC 8461</a>), a mail domain tells other mail servers
        which hosts take its mail, and to deliver it over verified TLS only.</p>
        </footer>
        </body>
        </html>

        """;

    private static string FormatClass(PageTone tone) => tone switch
    {
        PageTone.Good => "good",
        PageTone.Warning => "warning",
        _ => "neutral",
    };
}
