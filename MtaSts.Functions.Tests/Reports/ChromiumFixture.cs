using Microsoft.Playwright;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>Debian's Chromium, without a window and without any request of its own; tests are skipped where it is not installed.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private const string ExecutablePath = "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(ExecutablePath))
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = ExecutablePath,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync"],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>The browser; skips the test when there is none.</summary>
    public IBrowser Require()
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed here: apt-get install chromium.");
        return browser!;
    }
}
