using System.Net;
using Azure.Data.Tables;
using MtaSts.Functions.Tests.Storage;

namespace MtaSts.Functions.Tests.Server;

/// <summary>Table Storage ends as in a crash and comes back, while the app goes on.</summary>
public sealed class StoreOutageTests
{
    [Fact]
    public async Task A_known_domain_is_served_all_along_an_unknown_one_is_503_and_recovery_needs_no_restart()
    {
        await using var azurite = new AzuriteServer();
        await azurite.StartAsync();
        var table = azurite.CreateTableClient("policies");
        await table.CreateAsync(TestContext.Current.CancellationToken);
        await PutAsync(table, "known.example", "enforce");
        await PutAsync(table, "unknown.example", "enforce");
        await using var app = await AppProcess.StartAsync(("PolicyStorage", azurite.ConnectionString), ("MtaSts__RefreshAfter", "00:00:01"));
        var policy = await app.GetTextAsync("mta-sts.known.example");
        await SettleAsync();

        azurite.Kill();
        await WatchAsync(TimeSpan.FromSeconds(6), async () =>
        {
            Assert.Equal(policy, await app.GetTextAsync("mta-sts.known.example"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("mta-sts.unknown.example")).StatusCode);
        });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("localhost", "/health")).StatusCode);

        await azurite.StartAsync();
        await PutAsync(table, "known.example", "testing");
        await WaitUntilAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("mta-sts.known.example")).StatusCode);
            return (await app.GetTextAsync("mta-sts.known.example")).Contains("mode: testing", StringComparison.Ordinal)
                && (await app.GetAsync("mta-sts.unknown.example")).StatusCode == HttpStatusCode.OK
                && (await app.GetAsync("localhost", "/health")).StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary>Azurite writes to disk every few seconds.</summary>
    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(7));

    private static Task PutAsync(TableClient table, string domain, string mode) => table.UpsertEntityAsync(
        new TableEntity(domain, "policy") { ["Mode"] = mode, ["Mx"] = $"mail.{domain}", ["MaxAge"] = 604800 }, TableUpdateMode.Replace);

    private static async Task WatchAsync(TimeSpan duration, Func<Task> check)
    {
        using var over = new CancellationTokenSource(duration);
        while (!over.IsCancellationRequested)
        {
            await check();
            await Task.Delay(50);
        }
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(100, patience.Token);
        }
    }
}
