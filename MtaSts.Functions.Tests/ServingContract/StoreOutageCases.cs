namespace MtaSts.Functions.Tests.ServingContract;

/// <summary>Table Storage comes, ends as in a crash and comes back, while the app goes on.</summary>
public abstract class StoreOutageCases
{
    private const string Known = "mta-sts.known.example";
    private const string Unknown = "mta-sts.unknown.example";

    [Fact]
    public async Task A_known_domain_is_served_all_along_an_unknown_one_is_503_and_recovery_needs_no_restart()
    {
        await using var azurite = new AzuriteServer();
        await using var app = await StartAsync(("PolicyStorage", azurite.ConnectionString), ("MtaSts__RefreshAfter", "00:00:01"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetStatusAsync(Known));

        await azurite.StartAsync();
        var table = azurite.CreateTableClient("policies");
        await table.CreateAsync(Token);
        await PutAsync(table, "known.example", "enforce");
        await PutAsync(table, "unknown.example", "enforce");
        await WaitUntilAsync(async () => await app.GetStatusAsync(Known) == HttpStatusCode.OK);
        await PutAsync(table, "known.example", "none");
        await SettleAsync();

        // What is served from now on is the last that the store gave, although nobody has asked since.
        azurite.Kill();
        var policy = await app.GetTextAsync(Known);
        Assert.Contains("mode: none", policy, Ordinal);
        await WatchAsync(TimeSpan.FromSeconds(6), async () =>
        {
            Assert.Equal(policy, await app.GetTextAsync(Known));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetStatusAsync(Unknown));
        });
        using (var answer = await app.GetAsync(Known))
        {
            Assert.True(answer.Headers.Age > answer.Headers.CacheControl!.MaxAge);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetStatusAsync("localhost", "/health"));
        Assert.Equal(HttpStatusCode.OK, await app.GetStatusAsync("localhost", "/alive"));

        await azurite.StartAsync();
        await PutAsync(table, "known.example", "testing");
        await WaitUntilAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetStatusAsync(Known));
            return (await app.GetTextAsync(Known)).Contains("mode: testing", Ordinal)
                && await app.GetStatusAsync(Unknown) == HttpStatusCode.OK
                && await app.GetStatusAsync("localhost", "/health") == HttpStatusCode.OK;
        });
    }

    private protected abstract Task<IServingApp> StartAsync(params (string Name, string Value)[] environment);

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
}
