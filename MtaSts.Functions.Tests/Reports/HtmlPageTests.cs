using Microsoft.Playwright;
using MtaSts.Cli.Checks;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>The page as its readers use it: findings of all kinds in few domains.</summary>
public sealed class HtmlPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private static readonly CheckReport Plain = new(Noon, [.. Many(40).Select((domain, index) => domain with
    {
        CertificateUntil = index % 4 == 3 ? null : Noon.AddDays(index * 7 % 300),
    })]);

    private static readonly string[] Columns =
        ["Domain", "State", "Mode", "Certificate", "TXT", "Reports", "Host", "Policy", "MX", "SMTP"];

    [Fact]
    public async Task The_worst_come_first_and_nothing_is_hidden()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);

        Assert.Equal(
            CauseGroup.Create(Plain.Domains).SelectMany(
                group => group.Domains.Select(domain => domain.Domain.Ascii).Order(StringComparer.Ordinal)),
            await page.DomainsAsync());
        Assert.Equal(
            Plain.Domains.Select(domain => domain.GetStanding()).OrderDescending().Select(standing => standing.Title()),
            await page.Page.Locator("tbody.item:visible .pill").AllTextContentsAsync());
        Assert.Equal("40 domains", await page.StatusAsync());
    }

    [Theory, InlineData("Domain", "ascending", "descending"), InlineData("State", "descending", "ascending")]
    [InlineData("Mode", "ascending", "descending"), InlineData("Certificate", "ascending", "descending")]
    [InlineData("TXT", "descending", "ascending"), InlineData("Reports", "descending", "ascending")]
    [InlineData("Host", "descending", "ascending"), InlineData("Policy", "descending", "ascending")]
    [InlineData("MX", "descending", "ascending"), InlineData("SMTP", "descending", "ascending")]
    public async Task Each_column_sorts_both_ways(string title, params string[] orders)
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);
        await page.Page.GetByLabel("Group by").SelectOptionAsync("");
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

    [Theory, InlineData("fabrikam", null, null), InlineData("BÜCHER", null, null), InlineData("mtasts503", null, null)]
    [InlineData("", "testing", null), InlineData("", "-", null), InlineData("", null, "protectionMissing")]
    [InlineData("", null, "notChecked"), InlineData("xn--", "none", null), InlineData("MTASTS701", "enforce", "protectionMissing")]
    [InlineData("nothing is like this", null, null)]
    public async Task The_filters_show_what_matches_all_of_them_and_say_how_many(string text, string? mode, string? standing)
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);

        await page.Page.GetByLabel("Search").FillAsync(text);
        foreach (var value in ((string?[])[mode, standing]).OfType<string>())
        {
            await page.Page.Locator($"button[data-value='{value}']").ClickAsync();
        }

        var wanted = Plain.Domains
            .Where(domain => mode is null || mode == (domain.Mode?.ToText() ?? "-"))
            .Where(domain => standing is null || standing == domain.GetStanding().Key())
            .Where(domain => string.Join(' ', [domain.Domain.Ascii, domain.Domain.ToUnicode(), .. domain.Findings.Select(
                found => $"{found.Finding.Code} {found.Subject}")]).Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(domain => domain.Domain.Ascii).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(wanted, (await page.DomainsAsync()).Order(StringComparer.Ordinal));
        Assert.Equal($"{wanted.Count} of 40 domains shown", await page.StatusAsync());
        Assert.Equal(wanted.Count, await page.Page.Locator("tbody.item:visible").CountAsync());
        Assert.Equal(wanted.Count > 0, await page.Page.Locator("tbody.group:visible").CountAsync() > 0);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        Assert.Equal("40 domains", await page.StatusAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_filters_searches_sorts_folds_and_opens()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);
        var keyboard = page.Page.Keyboard;

        await PressUntilFocusedAsync(page, "button[data-value=advice]");
        await keyboard.PressAsync("Space");
        Assert.Equal("true", await page.Page.Locator("button[data-value=advice]").GetAttributeAsync("aria-pressed"));
        Assert.Equal(
            Plain.Domains.Count(domain => domain.GetStanding() == Standing.Advice), (await page.DomainsAsync()).Length);
        await keyboard.PressAsync("Enter");
        await PressUntilFocusedAsync(page, "input[type=search]");
        await keyboard.TypeAsync("contoso");
        Assert.Equal(["contoso.example"], await page.DomainsAsync());
        await keyboard.PressAsync("Control+A");
        await keyboard.PressAsync("Delete");
        await PressUntilFocusedAsync(page, "select[name=group]");
        await keyboard.PressAsync("End");
        await PressUntilFocusedAsync(page, "thead th:first-child button");
        await keyboard.PressAsync("Enter");
        Assert.Equal("adatum-33.example", (await page.DomainsAsync())[0]);
        await keyboard.PressAsync("Space");
        Assert.Equal("descending", await page.Page.Locator("thead th").First.GetAttributeAsync("aria-sort"));
        await PressUntilFocusedAsync(page, "tbody summary");
        await keyboard.PressAsync("Enter");
        Assert.True(await page.Page.Locator("tbody.item").First.Locator("details dl").First.IsVisibleAsync());
        Assert.Equal("solid", await page.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task All_that_is_shown_opens_and_closes_at_once()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain);
        await page.Page.Locator("button[data-value=protectionMissing]").ClickAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();
        Assert.Equal(Plain.Counts.ProtectionMissing, await page.Page.Locator("details[open]").CountAsync());
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

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "added" }).ClickAsync();

        var comparison = report.Comparison!;
        Assert.Equal(comparison.AddedCount, await page.Page.Locator(".finding .change.added").CountAsync());
        Assert.Equal(await page.Page.Locator("tbody:has(.finding .change.added)").CountAsync(), (await page.DomainsAsync()).Length);
        Assert.Contains(
            $"{comparison.SustainedCount} sustained, {comparison.Removed.Count} removed since 2026-02-28 12:00 UTC",
            await page.Page.Locator(".summary").InnerTextAsync(), Ordinal);
        Assert.Equal(
            comparison.Removed.Count + comparison.Unchecked.Count + 2, await page.Page.Locator(".changes li").CountAsync());
    }

    [Theory, InlineData(1280, ColorScheme.Light), InlineData(390, ColorScheme.Dark)]
    public async Task Nothing_that_hostile_hosts_say_is_executed_fetched_or_breaks_the_page(int width, ColorScheme scheme)
    {
        var earlier = new EarlierReport(
            Noon,
            [HostileDomain("contoso.com", Hostile + "1"), HostileDomain("fabrikam.com", "<b>"), HostileDomain("gone.example", Hostile)]);
        var report = new CheckReport(Noon, [HostileDomain("contoso.com", Hostile), Domain("fabrikam.com", Part(CheckArea.Mx))], earlier)
        {
            Backgrounds = new Dictionary<DomainName, DomainBackground>
            {
                [DomainName.Parse("contoso.com")] = new("\"><img src=x onerror=harmed=1>"),
            },
        };
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
        await page.AssertHasPlainTextAsync();
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

        Assert.Equal(40, await page.Page.Locator("tbody.item:visible").CountAsync());
        Assert.False(await page.Page.Locator("#controls").IsVisibleAsync());
        Assert.True(await page.Page.Locator("tbody.item .todo").First.IsVisibleAsync());
        await page.Page.Locator("summary").First.ClickAsync();
        Assert.True(await page.Page.Locator("tbody.item").First.Locator(".finding .advice").First.IsVisibleAsync());
    }

    [Fact]
    public async Task Assistive_technology_finds_a_table_with_headers_and_words_for_the_signs()
    {
        await using var page = await ReportPage.OpenAsync(
            chromium.Require(), Plain, new() { ViewportSize = new() { Width = 390, Height = 800 } });

        var table = page.Page.GetByRole(AriaRole.Table);
        Assert.Equal(10, await table.GetByRole(AriaRole.Columnheader).CountAsync());
        Assert.Equal(
            40 + CauseGroup.Create(Plain.Domains).Count, await table.GetByRole(AriaRole.Rowheader).CountAsync());
        var row = table.GetByRole(AriaRole.Row, new() { Name = "adatum.example" }).First;
        Assert.Equal(
            ["Protection missing", "testing", "–", "In order", "In order", "In order", "Protection missing", "In order", "In order"],
            (await row.GetByRole(AriaRole.Cell).AllTextContentsAsync()).Select(text => text.Trim()));
        Assert.Contains("- cell \"Protection missing\"", await row.AriaSnapshotAsync(), Ordinal);
        Assert.StartsWith("Each domain with where it stands", await table.Locator("caption").TextContentAsync(), Ordinal);
    }

    [Fact]
    public async Task On_paper_every_domain_is_open_and_the_controls_are_gone()
    {
        await using var page = await ReportPage.OpenAsync(chromium.Require(), Plain, new() { JavaScriptEnabled = false });
        Assert.False(await page.Page.Locator("details dl").First.IsVisibleAsync());

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(await page.Page.Locator("details dl").CountAsync(), await page.Page.Locator("details dl:visible").CountAsync());
        Assert.False(await page.Page.Locator("#controls").IsVisibleAsync());
    }

    /// <summary>What the column says of each domain, in words that order as they should.</summary>
    private static async Task<string[]> KeysAsync(ReportPage page, string title)
    {
        var words = await page.Page.EvaluateAsync<string[]>(
            "column => [...document.querySelectorAll('tbody.item')].map(body => body.rows[0].cells[column].textContent.trim())",
            Array.IndexOf(Columns, title));
        string[] order = title == "Mode"
            ? ["enforce", "testing", "none", "–"]
            : ["–", "In order", "Not checked", "Advice", "Records to publish", "Protection missing", "Mail at risk"];
        return title switch
        {
            "Domain" => [.. words.Select(WithPaddedNumbers)],
            "Certificate" => [.. words.Select(word => word == "–" ? "99999" : WithPaddedNumbers(word))],
            _ => [.. words.Select(word => $"{Array.IndexOf(order, word)}")],
        };
    }

    private static string WithPaddedNumbers(string name) => Regex.Replace(name, "[0-9]+", number => number.Value.PadLeft(5, '0'));

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
