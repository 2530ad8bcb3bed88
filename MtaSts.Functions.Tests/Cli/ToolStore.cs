namespace MtaSts.Functions.Tests.Cli;

/// <summary>A store of the test's own, a table or a database, and the tool at work on it.</summary>
internal sealed class ToolStore(params (string Name, string Value)[] environment) : IAsyncDisposable
{
    public TableClient Table { get; private init; } = null!;

    /// <summary>The world outside of the tool; null for the usual one of tests.</summary>
    public ToolServices? Services { get; set; }

    public static async Task<ToolStore> CreateAsync(AzuriteFixture azurite)
    {
        var table = azurite.Server.CreateTableClient();
        await table.CreateAsync();
        return new(("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table.Name)) { Table = table };
    }

    /// <summary>Runs a command line of words without spaces.</summary>
    public Task<ToolResult> RunAsync(string commandLine) => RunAsync(commandLine.Split(' '));

    public Task<ToolResult> RunAsync(string[] words) => Tool.RunAsync(words, environment, services: Services);

    public Task<ToolQuestion> AskAsync(string commandLine) => ToolQuestion.AskAsync(commandLine.Split(' '), environment: environment);

    public async Task<ToolResult> DoAsync(string commandLine, int exitCode = 0)
    {
        var result = await RunAsync(commandLine);
        Assert.True(result.ExitCode == exitCode, $"{commandLine}: {result}");
        return result;
    }

    public async Task<JsonElement> ReadAsync(string commandLine, int exitCode = 0) =>
        (await DoAsync($"{commandLine} --output json", exitCode)).Json;

    public async Task<List<(string Partition, string Kind)>> RowsAsync() =>
        await Table.QueryAsync<TableEntity>().Select(row => (row.PartitionKey, row.RowKey.Split('-')[0])).ToListAsync();

    public async ValueTask DisposeAsync() => await Table.DeleteAsync();
}
