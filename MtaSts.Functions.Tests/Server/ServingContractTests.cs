using System.Net;
using Azure.Data.Tables;
using MtaSts.Functions.Tests.Storage;
using MtaSts.Policies;

namespace MtaSts.Functions.Tests.Server;

/// <summary>The serving contract end to end: HTTP, the app as a process, Table Storage.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class ServingContractTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Path = "/.well-known/mta-sts.txt";
    private const string Text = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.mx.example.net\r\nmax_age: 1209600\r\n";

    private readonly TableClient table = azurite.Server.CreateTableClient();
    private AppProcess app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, TableEntity> InvalidRows => new()
    {
        { "mode", new TableEntity { ["Mode"] = "Enforce", ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 } },
        { "mx", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "mail_.example.com", ["MaxAge"] = 604800 } },
        { "max_age", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "mail.example.com", ["MaxAge"] = 31557601 } },
        { "template", new TableEntity { ["Mode"] = "enforce", ["Template"] = "missing" } },
    };

    public async ValueTask InitializeAsync()
    {
        await table.CreateAsync(Token);
        await PutAsync("example.com", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "*.mx.example.net mail.example.com", ["MaxAge"] = 1209600 });
        app = await AppProcess.StartAsync(
            ("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table.Name), ("MtaSts__RefreshAfter", "00:00:01"));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await table.DeleteAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_policy_comes_as_every_sender_accepts_it()
    {
        using var response = await app.GetAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Text, await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("text/plain; charset=utf-8", Assert.Single(response.Content.Headers.NonValidated["Content-Type"]));
        Assert.Equal(Text.Length, response.Content.Headers.ContentLength);
        Assert.Equal("max-age=1", response.Headers.CacheControl!.ToString());
        Assert.False(response.Headers.ETag!.IsWeak);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Null(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task Nothing_is_compressed_even_for_those_who_could_read_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Host = "mta-sts.example.com";
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var response = await app.Client.SendAsync(request, Token);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(Text.Length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Head_says_the_same_without_the_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Path);
        request.Headers.Host = "mta-sts.example.com";
        using var get = await app.GetAsync("mta-sts.example.com");

        using var head = await app.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(Text.Length, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Who_has_the_policy_gets_304()
    {
        using var get = await app.GetAsync("mta-sts.example.com");
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Host = "mta-sts.example.com";
        request.Headers.IfNoneMatch.Add(get.Headers.ETag!);

        using var response = await app.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(get.Headers.ETag, response.Headers.ETag);
    }

    [Fact]
    public async Task A_change_in_the_table_is_served_within_the_refresh_time_under_another_tag()
    {
        var before = (await app.GetAsync("mta-sts.example.com")).Headers.ETag!.Tag;
        await PutAsync("example.com", new TableEntity { ["Mode"] = "none", ["Mx"] = "mail.example.com", ["MaxAge"] = 86400 });

        var after = before;
        await WaitUntilAsync(async () => (after = (await app.GetAsync("mta-sts.example.com")).Headers.ETag!.Tag) != before);

        Assert.Equal($"\"{PolicyId.Compute(new Policy(PolicyMode.None, [MxPattern.Parse("mail.example.com")], 86400))}\"", after);
    }

    [Theory]
    [MemberData(nameof(InvalidRows), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_row_is_503_and_never_404_and_the_log_says_why(string what, TableEntity row)
    {
        await PutAsync("invalid.example", row);

        using var response = await app.GetAsync("mta-sts.invalid.example");

        Assert.Equal((what, HttpStatusCode.ServiceUnavailable), (what, response.StatusCode));
        Assert.NotNull(response.Headers.RetryAfter);
        await WaitUntilAsync(() => Task.FromResult(app.Output.Contains("The policy in the row of invalid.example is invalid: MTASTS1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_good_policy_goes_on_when_its_row_becomes_invalid()
    {
        var good = await app.GetTextAsync("mta-sts.example.com");
        await PutAsync("example.com", new TableEntity { ["Mode"] = "enforced" });

        await WaitUntilAsync(async () =>
        {
            Assert.Equal(good, await app.GetTextAsync("mta-sts.example.com"));
            return app.Output.Contains("MTASTS115", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task No_answer_but_a_policy_can_be_read_as_one()
    {
        (string Host, string Path)[] others =
        [
            ("mta-sts.other.example", Path), ("example.com", Path), ("mta-sts.example.com", "/"), ("mta-sts.other.example", "/"),
            ("mta-sts.example.com", "/health"), ("mta-sts.example.com", "/nothing"), ("mta-sts.example.com", "/.well-known/mta-sts.txt/x"),
        ];
        foreach (var (host, path) in others)
        {
            using var response = await app.GetAsync(host, path);

            Assert.False(PolicyParser.Parse(await response.Content.ReadAsByteArrayAsync(Token)).IsValid);
            Assert.NotInRange((int)response.StatusCode, 300, 399);
        }
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task PutAsync(string domain, TableEntity row)
    {
        row.PartitionKey = domain;
        row.RowKey = "policy";
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Token);
    }
}
