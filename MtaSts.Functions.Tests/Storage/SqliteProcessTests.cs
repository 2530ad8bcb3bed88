using System.Diagnostics;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>Processes of the tool that work on one database.</summary>
public sealed class SqliteProcessTests : TestsWithFolder
{
    private const int Domains = 400;
    private const int Day = 86_400;
    private const int Week = 7 * Day;

    private readonly List<Process> processes = [];

    private string Database => InFolder("policies.db");
    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System);

    public override async ValueTask InitializeAsync()
    {
        await Store.CreateAsync(Token);
        Assert.Equal(
            0, (await Tool.RunAsync("import", WriteList("seed", Week), "--yes", "--reason", "seed", "--database", Database)).ExitCode);
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            ProcessGuard.Instance.End(process);
            process.Dispose();
        }

        return base.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_operators_at_once_neither_loses_a_change_nor_makes_one_twice()
    {
        Process[] operators = [Import("one", Day), Import("two", 2 * Day)];

        var done = await Task.WhenAll(operators.Select(ReadDoneAsync));

        var states = await ReadStatesAsync();
        Assert.Equal(Domains, states.Count);
        foreach (var (domain, reasons) in states)
        {
            string[] Done(int index, string reason) => done[index].Contains(domain) ? [reason] : [];
            IEnumerable<string> expected = ["seed", .. Done(0, "one"), .. Done(1, "two")];
            Assert.Equal(expected.Order(StringComparer.Ordinal), reasons.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task An_import_that_is_killed_leaves_every_change_whole_and_repeated_it_is_complete()
    {
        var process = Import("one", Day);
        while (await CountAsync(Day) == 0)
        {
            Assert.False(process.HasExited, "It ended before it could be killed.");
        }

        ProcessGuard.Instance.End(process);
        var written = await CountAsync(Day);
        var repeated = await Tool.RunAsync("import", WriteList("again", Day), "--yes", "--reason", "again", "--database", Database);

        Assert.InRange(written, 1, Domains - 1);
        Assert.Contains($"Written: {Domains - written} of {Domains - written}.\n", repeated.Errors, Ordinal);
        Assert.Equal("ok", SqliteShell.Execute(Database, "PRAGMA integrity_check"));
        Assert.All(
            (await ReadStatesAsync()).Values,
            reasons => Assert.True(reasons is ["one", "seed"] or ["again", "seed"], string.Join(' ', reasons)));
    }

    private static async Task<HashSet<string>> ReadDoneAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode is 0 or 2, errors);
        return [.. JsonDocument.Parse(await output).RootElement.EnumerateArray()
            .Where(change => change.GetProperty("done").GetBoolean())
            .Select(change => change.GetProperty("domain").GetString()!)];
    }

    private Process Import(string reason, int maxAge)
    {
        var process = ToolProcess.Start(
            ["import", WriteList(reason, maxAge), "--yes", "--reason", reason, "--output", "json", "--database", Database]);
        processes.Add(process);
        return process;
    }

    private string WriteList(string name, int maxAge)
    {
        var rows = Enumerable.Range(0, Domains).Select(i => $"d{i}.example,none,mail.d{i}.example,{maxAge}\n");
        return Write($"{name}.csv", "Domain,Mode,Mx,MaxAge\n" + string.Concat(rows));
    }

    /// <summary>The reasons of all states of each domain, newest first.</summary>
    private async Task<Dictionary<string, List<string?>>> ReadStatesAsync()
    {
        var states = new Dictionary<string, List<string?>>();
        foreach (var stored in await Store.ListAsync(Token).ToListAsync(Token))
        {
            var timeline = await Store.ReadTimelineAsync(stored.Domain, Token);
            states[stored.Domain.Ascii] = [.. timeline.States.Select(state => state.Reason)];
        }

        return states;
    }

    private async Task<int> CountAsync(int maxAge) =>
        await Store.ListAsync(Token).CountAsync(stored => stored.Policy?.MaxAge == maxAge, Token);
}
