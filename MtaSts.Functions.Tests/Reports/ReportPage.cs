using Microsoft.Playwright;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Pages;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>A report opened in a browser, from a file; whatever it complains of and asks for is recorded.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly string path;

    private ReportPage(string path, IPage page)
    {
        this.path = path;
        Page = page;
        page.SetDefaultTimeout(10_000);
        page.Console += (_, message) => Complaints.Add(message.Text);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += (_, dialog) => Complaints.Add(dialog.Message);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Messages of the console, errors and dialogs.</summary>
    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>The domains that are shown, in their order.</summary>
    public Task<string[]> DomainsAsync() => Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('tbody.item:not([hidden]) .name')].map(name => name.textContent)");

    public Task<string> StatusAsync() => Page.Locator("[role=status]").InnerTextAsync();

    /// <summary>Fails where its text has a character that is not for people to read.</summary>
    public async Task AssertHasPlainTextAsync() => Assert.DoesNotContain(
        await Page.Locator("body").TextContentAsync() ?? "",
        c => (char.IsControl(c) && c != '\n') || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format);

    public static Task<ReportPage> OpenAsync(IBrowser browser, CheckReport report, BrowserNewPageOptions? options = null) =>
        OpenAsync<MtaSts.Cli.Checks.Page.ReportPage, CheckReport>(browser, report, options);

    public static async Task<ReportPage> OpenAsync<TPage, TContent>(
        IBrowser browser, TContent content, BrowserNewPageOptions? options = null)
        where TPage : Microsoft.AspNetCore.Components.IComponent
        where TContent : class
    {
        var path = Path.Combine(Path.GetTempPath(), $"mta-sts-report-{Guid.NewGuid():N}.html");
        await HtmlPage.WriteAsync<TPage, TContent>(path, content);
        var page = new ReportPage(path, await browser.NewPageAsync(options));
        await page.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        File.Delete(path);
    }
}
