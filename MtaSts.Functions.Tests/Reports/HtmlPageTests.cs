using Microsoft.Playwright;
using MtaSts.Cli.Checks;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>The page as its readers use it.</summary>
public sealed class HtmlPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private static readonly CheckReport Plain = new(Noon, Many(40));

    [Fact]
    public async Task The_worst_come_first_and_nothing_is_hidden()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);

        Assert.Equal(
            Plain.Domains.OrderByDescending(domain => domain.Outcome).ThenBy(domain => domain.Domain.Ascii, StringComparer.Ordinal).Select(
                domain => domain.Domain.Ascii),
            await page.DomainsAsync());
        Assert.Equal("40 of 40 domains shown", await page.StatusAsync());
        Assert.Equal("descending", await page.Page.Locator("th[aria-sort]", new() { HasText = "Outcome" }).GetAttributeAsync("aria-sort"));
    }

    [Theory, InlineData("Domain", "ascending", "descending"), InlineData("Mode", "ascending", "descending")]
    [InlineData("Outcome", "ascending", "descending"), InlineData("TXT", "descending", "ascending")]
    [InlineData("Reports", "descending", "ascending"), InlineData("Host", "descending", "ascending")]
    [InlineData("Policy", "descending", "ascending"), InlineData("MX", "descending", "ascending")]
    [InlineData("SMTP", "descending", "ascending")]
    public async Task Each_column_sorts_both_ways(string title, params string[] orders)
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);
        var header = page.Page.Locator(
            "thead th", new() { Has = page.Page.GetByRole(AriaRole.Button, new() { Name = title, Exact = true }) });

        foreach (var order in orders)
        {
            await header.GetByRole(AriaRole.Button).ClickAsync();

            Assert.Equal(order, await header.GetAttributeAsync("aria-sort"));
            Assert.Equal(1, await page.Page.Locator("th[aria-sort$=ending]").CountAsync());
            var keys = await KeysAsync(page, title);
            Assert.True(keys.Distinct().Count() > 1);
            Assert.Equal(order == "ascending" ? keys.Order(StringComparer.Ordinal) : keys.OrderDescending(StringComparer.Ordinal), keys);
            Assert.Equal(40, (await page.DomainsAsync()).Distinct().Count());
        }
    }

    [Theory, InlineData("fabrikam", "", ""), InlineData("BÜCHER", "", ""), InlineData("mtasts503", "", ""), InlineData("", "testing", "")]
    [InlineData("", "-", ""), InlineData("", "", "failed"), InlineData("", "", "not checked"), InlineData("xn--", "none", "")]
    [InlineData("MTASTS702", "enforce", "failed"), InlineData("nothing is like this", "", "")]
    public async Task The_filter_shows_what_matches_all_of_it_and_says_how_many(string text, string mode, string outcome)
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);

        await page.Page.GetByLabel("Search").FillAsync(text);
        await page.Page.Locator("label:has-text('Mode') select").SelectOptionAsync(mode);
        await page.Page.Locator("label:has-text('Outcome') select").SelectOptionAsync(outcome);

        var wanted = Plain.Domains
            .Where(domain => mode.Length == 0 || mode == (domain.Mode?.ToText() ?? "-"))
            .Where(domain => outcome.Length == 0 || outcome == domain.Outcome.Title())
            .Where(domain => string.Join(' ', [domain.Domain.Ascii, domain.Domain.ToUnicode(), .. domain.Findings.Select(
                found => $"{found.Finding.Code} {found.Subject}")]).Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(domain => domain.Domain.Ascii).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(wanted, (await page.DomainsAsync()).Order(StringComparer.Ordinal));
        Assert.Equal($"{wanted.Count} of 40 domains shown", await page.StatusAsync());
        Assert.Equal(wanted.Count, await page.Page.Locator("tbody:visible").CountAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_searches_sorts_and_opens()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);
        var keyboard = page.Page.Keyboard;

        await PressUntilFocusedAsync(page, "input[type=search]");
        await keyboard.TypeAsync("contoso");
        Assert.Equal(["contoso.example"], await page.DomainsAsync());
        await keyboard.PressAsync("Control+A");
        await keyboard.PressAsync("Delete");
        await PressUntilFocusedAsync(page, "thead th:first-child button");
        await keyboard.PressAsync("Enter");
        Assert.Equal("adatum-33.example", (await page.DomainsAsync())[0]);
        await keyboard.PressAsync("Space");
        Assert.Equal("descending", await page.Page.Locator("thead th").First.GetAttributeAsync("aria-sort"));
        await PressUntilFocusedAsync(page, "tbody summary");
        await keyboard.PressAsync("Enter");
        Assert.True(await page.Page.Locator("tbody").First.Locator("details dl").First.IsVisibleAsync());
        Assert.Equal("solid", await page.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task All_that_is_shown_opens_and_closes_at_once()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);
        await page.Page.Locator("label:has-text('Outcome') select").SelectOptionAsync("failed");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();
        Assert.Equal(Plain.Counts.Failed, await page.Page.Locator("details[open]").CountAsync());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close all" }).ClickAsync();
        Assert.Equal(0, await page.Page.Locator("details[open]").CountAsync());
    }

    [Fact]
    public async Task A_comparison_is_marked_counted_and_can_be_filtered()
    {
        var earlier = new EarlierReport(Noon.AddDays(-1), [.. Many(42).Select(
            (domain, index) => index % 2 == 0 ? domain : domain with { Parts = [Part(CheckArea.Host, Finding("MTASTS404", "host"))] })]);
        var report = new CheckReport(Noon, Many(40), earlier);
        await using var page = await ReportPage.OpenAsync(chromium.Require(), report);

        await page.Page.GetByLabel("Added findings only").CheckAsync();

        Assert.Equal(report.Comparison!.AddedCount, await page.Page.Locator(".finding .change.added").CountAsync());
        Assert.Equal(await page.Page.Locator("tbody:has(.finding .change.added)").CountAsync(), (await page.DomainsAsync()).Length);
        Assert.Contains(
            $"{report.Comparison.AddedCount} added, {report.Comparison.SustainedCount} sustained, {report.Comparison.Removed.Count} "
            + "removed",
            await page.Page.Locator(".summary").InnerTextAsync(), Ordinal);
        Assert.Equal(report.Comparison.Removed.Count + 2, await page.Page.Locator(".changes li").CountAsync());
    }

    [Theory, InlineData(1280, ColorScheme.Light), InlineData(390, ColorScheme.Dark)]
    public async Task Nothing_that_hostile_hosts_say_is_executed_fetched_or_breaks_the_page(int width, ColorScheme scheme)
    {
        var earlier = new EarlierReport(
            Noon,
            [HostileDomain("contoso.com", Hostile + "1"), HostileDomain("fabrikam.com", "<b>"), HostileDomain("gone.example", Hostile)]);
        var report = new CheckReport(Noon, [HostileDomain("contoso.com", Hostile), Domain("fabrikam.com", Part(CheckArea.Mx))], earlier);
        await using var page = await ReportPage.OpenAsync(
            chromium.Require(), report, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();
        await page.Page.GetByLabel("Search").FillAsync("<script>");

        Assert.Equal(["contoso.com"], await page.DomainsAsync());
        Assert.False(await page.Page.EvaluateAsync<bool>("'harmed' in window"));
        Assert.Equal("1 1 0", await page.Page.EvaluateAsync<string>(
            "['script', 'style', 'img, iframe, object, link, base'].map(name => document.querySelectorAll(name).length).join(' ')"));
        Assert.Contains(
            "<script>window.harmed = 1</script>",
            await page.Page.Locator("dd").Filter(new() { HasText = "harmed" }).First.InnerTextAsync(), Ordinal);
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests);
    }

    [Fact]
    public async Task The_page_may_neither_run_nor_fetch_anything_but_its_own()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);

        await page.Page.EvaluateAsync("""
            () => {
                document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.harmed = 1' }));
                document.body.insertAdjacentHTML('beforeend', '<img src="https://example.invalid/x.png" onerror="window.harmed = 2">');
                document.body.insertAdjacentHTML('beforeend', '<p style="color: red" id="styled">x</p>');
                return new Promise(resolve => setTimeout(resolve, 200));
            }
            """);

        Assert.False(await page.Page.EvaluateAsync<bool>("'harmed' in window"));
        Assert.NotEqual(
            "rgb(255, 0, 0)", await page.Page.EvaluateAsync<string>("getComputedStyle(document.getElementById('styled')).color"));
        Assert.Contains(page.Complaints, text => text.Contains(
            "https://example.invalid/x.png' violates the following Content Security Policy directive", Ordinal));
    }

    [Fact]
    public async Task Without_script_everything_can_be_read()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain, new() { JavaScriptEnabled = false });

        Assert.Equal(40, await page.Page.Locator("tbody:visible").CountAsync());
        Assert.False(await page.Page.Locator("#filter").IsVisibleAsync());
        await page.Page.Locator("summary").First.ClickAsync();
        Assert.True(await page.Page.Locator("tbody").First.Locator(".finding .advice").First.IsVisibleAsync());
    }

    [Fact]
    public async Task Assistive_technology_finds_a_table_with_headers_and_words_for_the_signs()
    {
        await using var page = await ReportPage.OpenAsync(
            chromium.Require(), Plain, new() { ViewportSize = new() { Width = 390, Height = 800 } });

        var table = page.Page.GetByRole(AriaRole.Table);
        Assert.Equal(9, await table.GetByRole(AriaRole.Columnheader).CountAsync());
        Assert.Equal(40, await table.GetByRole(AriaRole.Rowheader).CountAsync());
        var row = table.GetByRole(AriaRole.Row, new() { Name = "adatum.example" }).First;
        Assert.Equal(
            ["testing", "failed", "passed", "passed", "passed", "failed", "passed", "passed"],
            await row.GetByRole(AriaRole.Cell).AllTextContentsAsync());
        Assert.Contains("- cell \"failed\"", await row.AriaSnapshotAsync(), Ordinal);
        Assert.StartsWith("Each domain with its outcome", await table.Locator("caption").TextContentAsync(), Ordinal);
    }

    [Fact]
    public async Task On_paper_every_domain_is_open_and_the_controls_are_gone()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain, new() { JavaScriptEnabled = false });
        Assert.False(await page.Page.Locator("details dl").First.IsVisibleAsync());

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(await page.Page.Locator("details dl").CountAsync(), await page.Page.Locator("details dl:visible").CountAsync());
        Assert.False(await page.Page.Locator("#filter").IsVisibleAsync());
    }

    [Fact]
    public async Task A_thousand_domains_are_sorted_and_filtered()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), new CheckReport(Noon, Many(1_000)));

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Domain", Exact = true }).ClickAsync();
        Assert.Equal("adatum-33.example", (await page.DomainsAsync())[0]);
        await page.Page.GetByLabel("Search").FillAsync("fabrikam");

        Assert.Matches("^3[0-9] of 1000 domains shown$", await page.StatusAsync());
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests);
    }

    /// <summary>What the column says of each domain, in words that order as they should.</summary>
    private static async Task<string[]> KeysAsync(ReportPage page, string title)
    {
        string[] titles = ["Domain", "Mode", "Outcome", "TXT", "Reports", "Host", "Policy", "MX", "SMTP"];
        var words = await page.Page.EvaluateAsync<string[]>(
            "column => [...document.querySelectorAll('tbody')].map(body => body.rows[0].cells[column].textContent)",
            Array.IndexOf(titles, title));
        string[] order = title == "Mode" ? ["enforce", "testing", "none", "–"] : ["–", "passed", "not checked", "warned", "failed"];
        return title == "Domain" ? [.. words.Select(WithPaddedNumbers)] : [.. words.Select(word => $"{Array.IndexOf(order, word)}")];
    }

    private static string WithPaddedNumbers(string name) => System.Text.RegularExpressions.Regex.Replace(
        name, "[0-9]+", number => number.Value.PadLeft(5, '0'));

    private static async Task PressUntilFocusedAsync(ReportPage page, string selector)
    {
        for (var presses = 0; presses < 30; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"No Tab leads to {selector}.");
    }
}
