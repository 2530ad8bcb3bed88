using MtaSts.Checks.Results;

namespace MtaSts.Cli.Checks.Page;

internal static class HtmlLegend
{
    public static void Write(HtmlMarkup html)
    {
        html.Write($"""
            <section class="legend" aria-labelledby="legend">
            <h2 id="legend">How to read this</h2>
            <dl>
            <dt><span class="mark failed">failed</span> failed</dt><dd>Senders fail on it: they see no policy, or do not deliver.</dd>
            <dt><span class="mark warned">warned</span> warned</dt><dd>Valid, but known to cause trouble with some senders.</dd>
            <dt><span class="mark unknown">not checked</span> not checked</dt>
            <dd>It could not be looked at from here: nothing is known, which is not the same as good.</dd>
            <dt><span class="mark passed">passed</span> passed</dt><dd>All was looked at, and nothing was found.</dd>
            <dt>enforce</dt><dd>Senders deliver only to the mail hosts in the policy, and only over verified TLS.</dd>
            <dt>testing</dt><dd>Senders report what does not conform, and deliver all the same.</dd>
            <dt>none</dt><dd>Senders deliver as if there were no policy.</dd>

            """);
        foreach (var area in Enum.GetValues<CheckArea>())
        {
            html.Write($"<dt>{area.Title()}</dt><dd>{HtmlWords.GetMeaning(area)}</dd>\n");
        }

        html.Write($"""
            </dl>
            <p>Made by mta-sts {CheckReport.Version}. MTA-STS is <a href="https://www.rfc-editor.org/rfc/rfc8461">RFC 8461</a>;
            reports of senders are <a href="https://www.rfc-editor.org/rfc/rfc8460">RFC 8460</a>.</p>
            </section>

            """);
    }
}
