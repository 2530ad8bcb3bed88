using System.Net;
using Azure.Data.Tables;
using MtaSts.Functions.Tests.Storage;

namespace MtaSts.Functions.Tests.Worker;

/// <summary>Table Storage under the worker: gone at the start, there, gone, and there again.</summary>
public sealed class WorkerStoreTests
{
    private const string Known = "mta-sts.known.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_comes_and_goes_ends_neither_the_worker_nor_a_policy_that_it_knows()
    {
        await using var azurite = new AzuriteServer();
        await using var app = await WorkerApp.StartAsync(("PolicyStorage", azurite.ConnectionString), ("MtaSts__RefreshAfter", "00:00:01"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(app, Known));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(app, Known, "/health"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, Known, "/alive"));

        await azurite.StartAsync();
        await PutAsync(azurite);
        await WaitForAsync(app, HttpStatusCode.OK, Known);
        await WaitForAsync(app, HttpStatusCode.OK, Known, "/health");

        azurite.Kill();
        await WaitForAsync(app, HttpStatusCode.ServiceUnavailable, Known, "/health");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, Known));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(app, "mta-sts.unknown.example"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, Known, "/alive"));

        await azurite.StartAsync();
        await PutAsync(azurite);
        await WaitForAsync(app, HttpStatusCode.OK, Known, "/health");
        await WaitForAsync(app, HttpStatusCode.NotFound, "mta-sts.unknown.example");
        await WaitForAsync(app, HttpStatusCode.OK, Known);
    }

    /// <summary>Azurite loses in a crash what it was told last, so this is said again after each start.</summary>
    private static async Task PutAsync(AzuriteServer azurite)
    {
        var table = azurite.CreateTableClient("policies");
        await table.CreateIfNotExistsAsync(Token);
        var row = new TableEntity("known.example", "policy") { ["Mode"] = "enforce", ["Mx"] = "mail.known.example", ["MaxAge"] = 604800 };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Token);
    }

    private static async Task<HttpStatusCode> AskAsync(WorkerApp app, string host, string path = "/.well-known/mta-sts.txt")
    {
        using var response = await app.SendAsync(HttpMethod.Get, host, path);
        return response.StatusCode;
    }

    private static async Task WaitForAsync(WorkerApp app, HttpStatusCode status, string host, string path = "/.well-known/mta-sts.txt")
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (await AskAsync(app, host, path) != status)
        {
            await Task.Delay(50, deadline.Token);
        }
    }
}
