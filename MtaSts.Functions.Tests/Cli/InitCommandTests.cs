namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>init</c> does to a store that no file may name; else see <see cref="Cloud.InitSettingsTests"/>.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class InitCommandTests(AzuriteFixture azurite)
{
    private readonly string table = $"t{Guid.NewGuid():N}";

    [Fact]
    public async Task It_creates_the_table_and_does_nothing_when_it_is_there()
    {
        string[] arguments = ["init", "--connection-string", azurite.Server.ConnectionString, "--table", table];
        var expected = new ToolResult(0, "", """
            The store is ready.
            A connection string does not go into mta-sts.json: name it with --connection-string or PolicyStorage.
            Next: mta-sts set contoso.com --exchange-online

            """);

        Assert.Equal(expected, await Tool.RunAsync(arguments));
        Assert.Equal(expected, await Tool.RunAsync(arguments));

        await azurite.Server.CreateTableClient(table).AddEntityAsync(new TableEntity("a", "b"), Token);
    }

    [Fact]
    public async Task The_store_may_be_named_by_the_apps_own_settings() => Assert.Equal(0,
        (await Tool.RunAsync(["init"], [("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table)])).ExitCode);
}
