namespace MtaSts.Functions.Tests.Cli;

/// <summary>A table of the test's own, and the tool at work on it.</summary>
internal sealed class ToolStore(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly TableClient table = azurite.Server.CreateTableClient();

    public static async Task<ToolStore> CreateAsync(AzuriteFixture azurite)
    {
        var store = new ToolStore(azurite);
        await store.table.CreateAsync();
        return store;
    }

    public TableClient Table => table;

    /// <summary>Runs a command line of words without spaces.</summary>
    public Task<ToolResult> RunAsync(string commandLine) =>
        Tool.RunAsync(
            [.. commandLine.Split(' ')], [("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table.Name)]);

    public async Task<ToolResult> DoAsync(string commandLine)
    {
        var result = await RunAsync(commandLine);
        Assert.True(result.ExitCode == 0, $"{commandLine}: {result}");
        return result;
    }

    /// <summary>Runs a command line with <c>--output json</c>, and reads its result.</summary>
    public async Task<(int ExitCode, JsonElement Json)> ReadAsync(string commandLine)
    {
        var result = await RunAsync($"{commandLine} --output json");
        return (result.ExitCode, result.Json);
    }

    public async Task<List<(string Partition, string Kind)>> RowsAsync() =>
        await table.QueryAsync<TableEntity>().Select(row => (row.PartitionKey, row.RowKey.Split('-')[0])).ToListAsync();

    public async ValueTask DisposeAsync() => await table.DeleteAsync();
}
