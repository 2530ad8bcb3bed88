using Microsoft.Playwright;
using MtaSts.Functions.Tests.Reports;
using MtaSts.Functions.Tests.Serving;

namespace MtaSts.Functions.Tests.Server;

/// <summary>The pages of the server as a visitor's browser shows them, under the headers that go with them.</summary>
public sealed class HomePageInBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IAsyncLifetime
{
    // Browsers look up no name below .localhost: it is this machine (RFC 6761 §6.3).
    private const string Hosted = "mta-sts.contoso.localhost";
    private const string LongName = $"mta-sts.{LongLabel}.{LongLabel}.{LongLabel}.localhost";
    private const string LongLabel = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /// <summary>Elements with text of their own whose contrast (WCAG 2.2 §1.4.3) with what is behind them is below 4.5.</summary>
    private const string FindFaint = """
        () => {
          const parse = color => color.match(/[\d.]+/g).map(Number);
          const luminance = color => parse(color).slice(0, 3).map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
          const background = element => parse(getComputedStyle(element).backgroundColor)[3] === 0
            ? background(element.parentElement) : getComputedStyle(element).backgroundColor;
          return [...document.body.querySelectorAll('*')]
            .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
            .filter(element => {
              const [dark, light] = [luminance(getComputedStyle(element).color), luminance(background(element))].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05) < 4.5;
            })
            .map(element => element.outerHTML);
        }
        """;

    private readonly FakeStore store = new() { Since = new DateTimeOffset(2026, 11, 9, 8, 5, 0, TimeSpan.Zero) };
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];
    private ServerInProcess server = null!;

    public async ValueTask InitializeAsync()
    {
        store.Put("contoso.localhost", "enforce");
        store.Put("testing.localhost");
        store.Put("xn--bcher-kva.localhost", "none");
        store.Put(LongName["mta-sts.".Length..], "enforce");
        server = await ServerInProcess.StartAsync(store);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static TheoryData<string, int, ColorScheme> Views
    {
        get
        {
            var views = new TheoryData<string, int, ColorScheme>();
            foreach (var host in (string[])[Hosted, "mta-sts.testing.localhost", "mta-sts.xn--bcher-kva.localhost", LongName,
                         "mta-sts.other.localhost", "localhost"])
            {
                views.Add(host, 320, ColorScheme.Light);
                views.Add(host, 1280, ColorScheme.Dark);
            }

            return views;
        }
    }

    [Theory, MemberData(nameof(Views))]
    public async Task A_page_fits_its_window_can_be_read_and_asks_for_nothing_more(string host, int width, ColorScheme scheme)
    {
        var page = await OpenAsync(host, new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });

        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(FindFaint));
        Assert.Equal(scheme == ColorScheme.Dark, await page.EvaluateAsync<bool>(
            "getComputedStyle(document.body).backgroundColor === 'rgb(18, 22, 28)'"));
        Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Equal(1, await page.GetByRole(AriaRole.Heading).CountAsync());
        Assert.Single(requests, url => !url.EndsWith("/favicon.ico", StringComparison.Ordinal));
        Assert.DoesNotContain(complaints, text => !text.Contains("404", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_visitor_reads_the_policy_in_words_and_follows_the_link_to_its_text()
    {
        var page = await OpenAsync(Hosted);

        Assert.Equal("MTA-STS policy of contoso.localhost", await page.TitleAsync());
        Assert.Equal(
            """
            Mode
            enforce
            Mail host
            mail.contoso.localhost
            Senders may keep it
            for 7 days
            Unchanged since
            9 November 2026, 08:05 UTC
            Last read
            less than a minute ago
            """.ReplaceLineEndings("\n"),
            await page.Locator("dl").InnerTextAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "The policy as mail servers read it" }).ClickAsync();

        Assert.Equal("text/plain", await page.EvaluateAsync<string>("document.contentType"));
        Assert.Contains("mode: enforce", await page.InnerTextAsync("body"), Ordinal);
    }

    [Fact]
    public async Task On_paper_it_is_dark_on_white_whatever_the_screen()
    {
        var page = await OpenAsync(Hosted, new() { ColorScheme = ColorScheme.Dark });

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal("rgb(26, 33, 44)", await page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
        Assert.Equal(
            "rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).backgroundColor"));
    }

    private async Task<IPage> OpenAsync(string host, BrowserNewPageOptions? options = null)
    {
        var page = await chromium.Require().NewPageAsync(options);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync($"http://{host}:{server.Address.Port}/");
        return page;
    }
}
