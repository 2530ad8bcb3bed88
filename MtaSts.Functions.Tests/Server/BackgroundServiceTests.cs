using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Serving;
using MtaSts.Server;

namespace MtaSts.Functions.Tests.Server;

public sealed class BackgroundServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_fails_ends_neither_the_app_nor_its_answers()
    {
        var folder = Directory.CreateTempSubdirectory("mta-sts-background-").FullName;
        var log = new RecordingLog();
        await using var app = ServerApp.Create(["--urls", "http://127.0.0.1:0", $"--MtaSts:PolicyDirectory={folder}"], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddHostedService<FailingService>();
        });

        await app.StartAsync(Token);
        while (!log.Lines.Any(line => line.Contains("on purpose", StringComparison.Ordinal)))
        {
            await Task.Delay(20, Token);
        }

        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"{app.Urls.Single()}/alive"), Token);

        Directory.Delete(folder);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(app.Lifetime.ApplicationStopping.IsCancellationRequested);
    }

    private sealed class FailingService : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("on purpose");
        }
    }
}
