using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Server;

public sealed class DefaultTemplateFloodTests : TestsWithFolder
{
    private const int Requests = 60_000;
    private const long Allowed = 40_000_000;
    private const string Hosted = "mta-sts.hosted.example";

    [Fact]
    public async Task Sixty_thousand_names_that_get_the_default_take_less_than_40_MB()
    {
        await FillStoreAsync();
        await using var app = await AppProcess.StartAsync(
            ("MtaSts__PolicyDatabase", InFolder("policies.db")), ("MtaSts__DefaultTemplate", "exchange"),
            ("MtaSts__MaxCachedDomains", "10"), ("MtaSts__StoreTimeout", "00:01:00"));

        // What any load takes once: buffers, connections, compiled code.
        await SendAsync(app, 10_000, number => number % 2 == 0 ? Hosted : "mta-sts.other.example");
        var before = app.ResidentBytes;

        await SendAsync(app, Requests, number => $"mta-sts.{number:x8}-{Guid.NewGuid():N}.example");

        Assert.InRange(app.ResidentBytes - before, long.MinValue, Allowed);
        Assert.Contains("mx: mail.hosted.example", await app.GetTextAsync(Hosted), Ordinal);
    }

    private static Task SendAsync(AppProcess app, int count, Func<int, string> host) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token },
        async (number, _) =>
        {
            using var response = await app.GetAsync(host(number));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });

    private async Task FillStoreAsync()
    {
        var store = new RowPolicyStore(new SqliteRowStore(InFolder("policies.db"), TimeProvider.System), TimeProvider.System);
        await store.CreateAsync(Token);
        await store.SaveTemplateAsync(
            new TemplateChange
            {
                Name = "exchange",
                Mx = [MxPattern.Parse("mail.example")],
                MaxAge = 604800,
                Version = null,
                ChangedBy = "me",
                Reason = "",
            },
            Token);
        var policy = new Policy(PolicyMode.Enforce, [MxPattern.Parse("mail.hosted.example")], 604800);
        await store.AddAsync("hosted.example", new PolicyContent.Inline(policy));
    }
}
