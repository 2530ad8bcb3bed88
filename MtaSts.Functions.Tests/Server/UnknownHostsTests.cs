namespace MtaSts.Functions.Tests.Server;

public sealed class UnknownHostsTests
{
    private const int Requests = 100_000;
    private const long Allowed = 30_000_000;

    [Fact]
    public async Task A_hundred_thousand_requests_for_random_hosts_take_less_than_30_MB()
    {
        await using var app = await AppProcess.StartAsync();

        // What any load takes once: buffers, connections, compiled code.
        await SendAsync(app, 20_000, _ => "mta-sts.example.localhost", HttpStatusCode.OK);
        var before = app.ResidentBytes;

        await SendAsync(app, Requests, number => $"mta-sts.{number:x8}-{Guid.NewGuid():N}.example", HttpStatusCode.NotFound);

        Assert.InRange(app.ResidentBytes - before, long.MinValue, Allowed);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("mta-sts.example.localhost")).StatusCode);
    }

    private static Task SendAsync(AppProcess app, int count, Func<int, string> host, HttpStatusCode expected) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token },
        async (number, _) =>
        {
            using var response = await app.GetAsync(host(number));
            Assert.Equal(expected, response.StatusCode);
        });
}
