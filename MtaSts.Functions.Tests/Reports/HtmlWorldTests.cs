using Microsoft.Playwright;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>The page of a provider's many domains: two at risk, three in order, all others with an id to publish.</summary>
public sealed class HtmlWorldTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Theory]
    [InlineData(1, "No risk to mail was found. The domain has records to publish.")]
    [InlineData(20, "Mail is at risk in 2 of 20 domains: senders refuse to deliver, or may do so.")]
    [InlineData(302, "Mail is at risk in 2 of 302 domains: senders refuse to deliver, or may do so.")]
    [InlineData(1_000, "Mail is at risk in 2 of 1,000 domains: senders refuse to deliver, or may do so.")]
    public async Task The_headline_goes_by_consequence(int count, string headline)
    {
        await using var page = await OpenAsync(count);

        Assert.Equal(headline, await page.Page.Locator(".verdict").InnerTextAsync());
        Assert.DoesNotContain("failed", await page.Page.Locator("body").InnerTextAsync(), OrdinalIgnoreCase);
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests);
    }

    [Fact]
    public async Task Counts_are_filters_by_consequence_and_by_mode()
    {
        await using var page = await OpenAsync(302);
        var tiles = page.Page.Locator(".tiles .tile");
        Assert.Equal(
            ["2 Mail at risk", "0 Protection missing", "297 Records to publish", "3 In order"],
            await tiles.EvaluateAllAsync<string[]>(
                "tiles => tiles.map(tile => `${tile.querySelector('b').textContent} ${tile.querySelector('span').textContent}`)"));

        await tiles.Filter(new() { HasText = "Records to publish" }).ClickAsync();
        Assert.Equal("297 of 302 domains shown", await page.StatusAsync());
        await tiles.Filter(new() { HasText = "Mail at risk" }).ClickAsync();
        Assert.Equal(["contoso-0.example", "contoso-1.example"], await page.DomainsAsync());
        await tiles.Filter(new() { HasText = "Mail at risk" }).ClickAsync();
        Assert.Equal("302 domains", await page.StatusAsync());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "300 testing" }).ClickAsync();
        Assert.Equal("300 of 302 domains shown", await page.StatusAsync());
        Assert.True(await tiles.Filter(new() { HasText = "Protection missing" }).IsDisabledAsync());
    }

    [Fact]
    public async Task Many_domains_with_the_same_cause_are_one_line_that_says_what_to_do()
    {
        await using var page = await OpenAsync(302);
        Assert.Equal(
            ["Mail at risk 2 domains", "Records to publish 297 domains", "In order 3 domains"], await GroupsAsync(page));
        Assert.Equal(5, (await page.DomainsAsync()).Length);
        var group = page.Page.Locator("tbody.group").Filter(new() { HasText = "297 domains" }).First;
        Assert.Equal(
            "MTASTS702 The id in DNS is '…', but the served policy has the id '…'.", await group.Locator(".what").InnerTextAsync());
        Assert.Equal(
            "Run mta-sts publish DOMAIN. Senders fetch the policy again only when the id changes.",
            await group.Locator(".todo").InnerTextAsync());

        await group.GetByRole(AriaRole.Button).ClickAsync();

        Assert.Equal(302, (await page.DomainsAsync()).Length);
        Assert.Equal("true", await group.GetByRole(AriaRole.Button).GetAttributeAsync("aria-expanded"));
        await group.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal(5, (await page.DomainsAsync()).Length);
        await page.Page.GetByLabel("Search").FillAsync("contoso-200");
        Assert.Equal(["contoso-200.example"], await page.DomainsAsync());
    }

    [Fact]
    public async Task Domains_are_grouped_and_filtered_by_customer()
    {
        await using var page = await OpenAsync(20);

        await page.Page.GetByLabel("Group by").SelectOptionAsync("customer");

        Assert.Equal(
            ["Litware 4 domains", "Proseware & Söhne 4 domains", "Tailspin Toys 4 domains", "Wingtip GmbH 4 domains",
                "No customer 4 domains"],
            await GroupsAsync(page));
        Assert.Equal(
            "Mail at risk: 1, Records to publish: 3",
            await page.Page.Locator("tbody.group:visible").Filter(new() { HasText = "Tailspin Toys" }).Locator(".what").InnerTextAsync());
        await page.Page.Locator("select[data-filter=customer]").SelectOptionAsync("Wingtip GmbH (4)");
        Assert.Equal(
            ["contoso-1.example", "contoso-6.example", "contoso-11.example", "contoso-16.example"],
            (await page.DomainsAsync()).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal));
        Assert.Equal(["Wingtip GmbH 4 domains"], await GroupsAsync(page));
    }

    [Fact]
    public async Task A_closed_row_says_what_to_do_how_long_the_certificate_lasts_and_since_when_the_mode_is()
    {
        await using var page = await OpenAsync(20);
        var row = page.Page.Locator("tbody.item").Filter(new() { HasText = "contoso-2.example" }).First;

        Assert.Equal(
            ["contoso-2.example Proseware & Söhne", "Records to publish", "testing 5 days", "22 days"],
            (await row.Locator("tr").First.Locator("th, td").AllTextContentsAsync()).Take(4)
                .Select(text => Regex.Replace(text.Trim(), "\\s+", " ")));
        Assert.Equal(
            "Run mta-sts publish contoso-2.example. Senders fetch the policy again only when the id changes.",
            await row.Locator(".todo").TextContentAsync());
        Assert.True(await row.Locator(".todo").IsVisibleAsync());
        Assert.Equal("mta-sts publish contoso-2.example", await row.Locator(".todo .command").TextContentAsync());
        Assert.False(await row.Locator("dl").First.IsVisibleAsync());
    }

    [Theory]
    [InlineData(1, ColorScheme.Light), InlineData(20, ColorScheme.Dark)]
    [InlineData(302, ColorScheme.Light), InlineData(1_000, ColorScheme.Dark)]
    public async Task A_phone_shows_all_of_it_without_scrolling_sideways(int count, ColorScheme scheme)
    {
        await using var page = await OpenAsync(
            count, new() { ColorScheme = scheme, ViewportSize = new() { Width = 390, Height = 800 } });

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();

        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(await page.Page.Locator("main *:visible").EvaluateAllAsync<string[]>(
            "all => all.filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 200))"));
    }

    [Fact]
    public async Task A_thousand_domains_are_sorted_and_filtered()
    {
        await using var page = await OpenAsync(1_000);

        await page.Page.GetByLabel("Group by").SelectOptionAsync("");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Domain", Exact = true }).ClickAsync();
        Assert.Equal("contoso-0.example", (await page.DomainsAsync())[0]);
        Assert.Equal(1_000, (await page.DomainsAsync()).Length);
        await page.Page.GetByLabel("Search").FillAsync("bücher");

        Assert.Equal("20 of 1,000 domains shown", await page.StatusAsync());
    }

    [Fact]
    public async Task A_thousand_domains_on_paper_are_all_there()
    {
        await using var page = await OpenAsync(1_000);

        await page.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(1_000, await page.Page.Locator("tbody.item:not([hidden]) details[open]").CountAsync());
        await page.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");

        Assert.Equal(0, await page.Page.Locator("details[open]").CountAsync());
        Assert.Equal(5, (await page.DomainsAsync()).Length);
    }

    private static async Task<IEnumerable<string>> GroupsAsync(ReportPage page) =>
        (await page.Page.Locator("tbody.group:visible h3").AllTextContentsAsync()).Select(text => text.Trim());

    private Task<ReportPage> OpenAsync(int count, BrowserNewPageOptions? options = null) =>
        ReportPage.OpenAsync(chromium.Require(), SampleWorld.Create(count), options);
}
