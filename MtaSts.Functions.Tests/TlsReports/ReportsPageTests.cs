using Microsoft.Playwright;
using MtaSts.Cli.Reports;
using MtaSts.Cli.Reports.Page;
using MtaSts.Functions.Tests.Reports;
using MtaSts.Reports;
using static MtaSts.Functions.Tests.TlsReports.SampleReportsView;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>The page of what senders report, as its readers use it.</summary>
public sealed class ReportsPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Fact]
    public async Task Failures_come_first_and_every_domain_is_there()
    {
        await using var page = await OpenAsync(Many);

        var domains = await page.DomainsAsync();
        Assert.Equal(Many.Domains.Select(domain => domain.Domain.Ascii).Order(), domains.Order());
        var failing = Many.Domains.Where(domain => domain.Failed > 0).Select(domain => domain.Domain.Ascii).ToList();
        Assert.Equal(failing.Order(), domains.Take(failing.Count).Order());
        Assert.StartsWith(
            $"{Many.Failed:N0} sessions failed at {failing.Count} domains, {Many.Successful:N0} went well under MTA-STS.",
            await page.Page.Locator(".verdict").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "silent.example", await page.Page.Locator("section[aria-labelledby=without]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests);
    }

    [Theory, InlineData("mx1.d3.example", 1), InlineData("MICROSOFT", 24), InlineData("starttls-not", 2), InlineData("nothing like it", 0)]
    public async Task Search_finds_domains_by_host_sender_and_kind(string text, int count)
    {
        await using var page = await OpenAsync(Many);

        await page.Page.GetByLabel("Search").FillAsync(text);

        Assert.Equal($"{count} of 24 domains shown", await page.StatusAsync());
        Assert.Equal(count, (await page.DomainsAsync()).Length);
    }

    [Theory, InlineData("Failures"), InlineData("WithoutMtaSts"), InlineData("WentWell")]
    public async Task A_tile_shows_only_the_domains_that_it_counts(string state)
    {
        await using var page = await OpenAsync(Many);
        var tile = page.Page.Locator($"button[data-value={state}]");

        await tile.ClickAsync();

        var shown = await page.DomainsAsync();
        Assert.Equal(await tile.Locator("b").InnerTextAsync(), $"{shown.Length}");
        var wanted = Many.Domains.Where(domain => $"{ReportsWords.GetState(domain)}" == state).Select(domain => domain.Domain.Ascii);
        Assert.Equal(wanted.Order(), shown.Order());
    }

    [Theory]
    [InlineData("Failures", "sessions failed under MTA-STS, or would fail under it")]
    [InlineData("WithoutMtaSts", "no reporting sender used MTA-STS, so nothing is known")]
    [InlineData("WentWell", "senders went by the policy, and every session met it")]
    public void A_tile_says_what_its_state_means(string state, string meaning) =>
        Assert.Equal(meaning, ReportsWords.GetMeaning(Enum.Parse<ReportedState>(state)));

    [Fact]
    public async Task The_keyboard_alone_filters_sorts_and_opens_what_says_what_to_do()
    {
        await using var page = await OpenAsync(Many);
        await page.Page.Locator("button[data-value=Failures]").FocusAsync();
        await page.Page.Keyboard.PressAsync("Space");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Failed", Exact = true }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        var summary = page.Page.Locator("tbody.item:visible summary").First;
        await summary.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        var item = page.Page.Locator("tbody.item:visible").First;
        Assert.True(await item.Locator(".finding .advice").First.IsVisibleAsync());
        var text = await item.InnerTextAsync();
        Assert.Contains("Senders report: ", text, StringComparison.Ordinal);
        Assert.Contains("What to do", text, StringComparison.Ordinal);
        Assert.Contains("from 192.0.2.1, 2026-11-27 to 2026-11-29", text, StringComparison.Ordinal);
        Assert.Contains("2026-11-29", await item.Locator("dl").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chart_has_a_title_and_every_day_in_words_also_those_without_reports()
    {
        await using var page = await OpenAsync(Many);

        var chart = page.Page.GetByRole(AriaRole.Img, new() { Name = "Sessions by day" });
        Assert.Equal(14, await chart.Locator("g").CountAsync());
        var days = await chart.Locator("g > title").AllTextContentsAsync();
        Assert.StartsWith("2026-11-16: 0 failed, ", days[0], StringComparison.Ordinal);
        Assert.Equal("2026-11-20: no reports", days[4]);
        Assert.StartsWith("Failures on 3 days: 2026-11-27: ", await chart.Locator("desc").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_another_age_neither_stretches_the_chart_nor_empties_it()
    {
        var today = new DateOnly(2026, 11, 30);
        ReportedDay[] days =
            [new(DateOnly.MinValue, ["x"], 1, 1), new(today.AddDays(-2), ["x"], long.MaxValue, 1), new(DateOnly.MaxValue, ["x"], 5, 0)];

        var bars = new DayBars(days, today);

        Assert.Equal(today.AddDays(-2), Assert.Single(bars.Days).Day);
        Assert.True(bars.GetHeight(1) >= 5 && bars.Height < 200);
        Assert.Empty(new DayBars([], DateOnly.MinValue).Days);
    }

    [Theory, InlineData(1280, ColorScheme.Light), InlineData(390, ColorScheme.Dark)]
    public async Task Nothing_that_hostile_senders_write_is_executed_or_breaks_the_page(int width, ColorScheme scheme)
    {
        var hostile = SampleReports.Hostile;
        var view = Create(
            [
                Create(hostile, "contoso.com", 1, 5, "sts", new ReportedFailure
                    { Type = hostile, Sessions = 3, ReceivingHost = hostile, SendingAddress = hostile }),
                Create(hostile, "contoso.com", 2, 5, hostile, new ReportedFailure { Type = "", Sessions = long.MaxValue / 4 }),
            ],
            [], new ReadReport(hostile, null, hostile));
        view = view with { Domains = [view.Domains[0] with { Customer = hostile, Remarks = [hostile] }] };
        await using var page = await OpenAsync(
            view, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();

        Assert.False(await page.Page.EvaluateAsync<bool>("'harmed' in window"));
        Assert.Equal(0, await page.Page.Locator("img, iframe, object, link, base").CountAsync());
        await page.AssertHasPlainTextAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(page.Complaints);
        Assert.Single(page.Requests);
    }

    [Fact]
    public async Task Without_reports_it_says_that_this_is_no_evidence()
    {
        await using var page = await OpenAsync(Create([], ["contoso.com"]));

        Assert.Equal(
            "Nobody reported on these domains. That is no evidence, neither for nor against.",
            await page.Page.Locator(".verdict").InnerTextAsync());
        Assert.Equal(0, await page.Page.Locator("figure").CountAsync());
        Assert.Equal("0 domains", await page.StatusAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task On_paper_every_domain_is_open_and_without_script_it_can_be_read()
    {
        await using var page = await OpenAsync(Many, new() { JavaScriptEnabled = false });
        Assert.Equal(24, await page.Page.Locator("tbody.item:visible").CountAsync());
        Assert.False(await page.Page.Locator("#controls").IsVisibleAsync());

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(24, await page.Page.Locator("tbody.item details dl:visible").CountAsync());
    }

    private Task<ReportPage> OpenAsync(ReportsView view, BrowserNewPageOptions? options = null) =>
        ReportPage.OpenAsync<ReportsPage, ReportsView>(chromium.Require(), view, options);
}
