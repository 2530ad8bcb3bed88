namespace MtaSts.Functions.Tests.ServingContract;

/// <summary>A template for all domains without a row, in Table Storage that ends as in a crash, while the app goes on.</summary>
public abstract class DefaultTemplateCases
{
    private const string Host = "mta-sts.a.contoso.com";
    private const string Unknown = "mta-sts.b.contoso.com";

    [Fact]
    public async Task A_domain_without_a_row_gets_the_template_its_changes_and_in_an_outage_the_last_of_it()
    {
        await using var azurite = new AzuriteServer();
        await azurite.StartAsync();
        var table = azurite.CreateTableClient("policies");
        await table.CreateAsync(Token);
        await PutAsync(table, "own.contoso.com", "mail.own.example");
        await using var app = await StartAsync(
            ("PolicyStorage", azurite.ConnectionString), ("MtaSts__RefreshAfter", "00:00:01"),
            ("MtaSts__DefaultTemplate", "exchange"), ("MtaSts__DefaultMode", "enforce"), ("MtaSts__DefaultDomains", "contoso.com"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetStatusAsync(Host));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetStatusAsync("mta-sts.evilcontoso.com"));
        Assert.Contains("MtaSts:DefaultTemplate is exchange: every domain at or below contoso.com without a row", app.Output, Ordinal);

        await PutAsync(table, "template-exchange", "mail.first.example");
        await WaitUntilAsync(async () => (await app.GetTextAsync(Host)).Contains("mx: mail.first.example", Ordinal));
        await PutAsync(table, "template-exchange", "mail.second.example");
        await WaitUntilAsync(async () => (await app.GetTextAsync(Host)).Contains("mode: enforce\r\nmx: mail.second.example", Ordinal));
        Assert.Contains("mx: mail.own.example", await app.GetTextAsync("mta-sts.own.contoso.com"), Ordinal);

        azurite.Kill();
        for (var second = 0; second < 5; second++)
        {
            Assert.Contains("mx: mail.second.example", await app.GetTextAsync(Host), Ordinal);
            Assert.Contains("mx: mail.own.example", await app.GetTextAsync("mta-sts.own.contoso.com"), Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetStatusAsync(Unknown));
            await Task.Delay(TimeSpan.FromSeconds(1), Token);
        }

        // A crash takes with it what was not saved yet, the table itself at worst.
        await azurite.StartAsync();
        await table.CreateIfNotExistsAsync(Token);
        await PutAsync(table, "template-exchange", "mail.third.example");
        await WaitUntilAsync(async () => (await app.GetTextAsync(Unknown)).Contains("mx: mail.third.example", Ordinal));
    }

    private protected abstract Task<IServingApp> StartAsync(params (string Name, string Value)[] environment);

    private static Task PutAsync(TableClient table, string partition, string mx) => table.UpsertEntityAsync(
        new TableEntity(partition, "policy") { ["Mode"] = "testing", ["Mx"] = mx, ["MaxAge"] = 604800 }, TableUpdateMode.Replace);
}
