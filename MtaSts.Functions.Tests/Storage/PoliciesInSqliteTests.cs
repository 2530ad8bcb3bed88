using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Storage;

public sealed class PoliciesInSqliteTests : RowPolicyStoreContract, IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("mta-sts-sqlite-").FullName;

    private string Path => System.IO.Path.Combine(directory, "policies.db");

    public async ValueTask InitializeAsync() => await Rows.CreateAsync(Token);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_row_that_was_rolled_back_by_hand_with_its_old_version_and_time_can_be_changed_again()
    {
        var first = await SaveAsync("testing");
        var second = await SaveAsync("enforce", first);
        var old = Assert.Single(await HistoryAsync()).Version;
        Execute("CREATE TEMP TABLE old AS SELECT * FROM policies WHERE RowKey LIKE 'history-%'; "
            + "UPDATE old SET RowKey = 'policy'; REPLACE INTO policies SELECT * FROM old");

        var rolledBack = (await Store.FindAsync(Domain, Token))!.Version;
        await SaveAsync("none", rolledBack);

        Assert.Equal(4, new[] { first, second, old, rolledBack }.Distinct().Count());
        Assert.Equal(["testing", "testing"], (await HistoryAsync()).Select(state => state.Policy!.Mode.ToString().ToLowerInvariant()));
    }

    [Fact]
    public async Task An_id_does_not_come_back_when_the_clock_was_set_back()
    {
        Time.Advance(TimeSpan.FromMinutes(10));
        var first = await SaveAsync("testing");
        Time.AdjustTime(Start);
        var second = await SaveAsync("none", first);
        await SaveAsync("testing", second);

        var ids = (await Store.ReadTimelineAsync(Domain, Token)).States.Select(state => state.Id).ToList();

        Assert.Equal((3, 3), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task A_row_that_is_inserted_by_hand_has_a_version_and_the_time_of_the_store()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        Execute("INSERT INTO policies (PartitionKey, RowKey, Mode, Mx, MaxAge) "
            + "VALUES ('example.com', 'policy', 'testing', 'mail.example.com', '604800')");

        var stored = (await Store.FindAsync(Domain, Token))!;

        Assert.Matches("^[0-9a-f]{32}$", stored.Version);
        Assert.InRange(stored.ChangedAt!.Value, before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Null(stored.ChangedBy);
    }

    [Fact]
    public async Task A_column_that_somebody_added_stays_with_the_states_of_its_row()
    {
        var first = await SaveAsync("testing");
        Execute("ALTER TABLE policies ADD COLUMN Note TEXT; UPDATE policies SET Note = 'mine'");

        await SaveAsync("enforce", first);

        var history = Assert.Single(await Rows.ListPartitionAsync("example.com", "history-", Token).ToListAsync(Token));
        Assert.Equal("mine", history.GetText("Note"));
    }

    protected override IRowStore OpenRows(TimeProvider time) => new SqliteRowStore(Path, time);

    protected override Task<DateTimeOffset> EditByHandAsync(string partition, string column, object value)
    {
        // To the millisecond, as SQLite tells the time.
        var at = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        Execute($"UPDATE policies SET {column} = '{value}' WHERE PartitionKey = '{partition}' AND RowKey = 'policy'");
        return Task.FromResult(at);
    }

    private void Execute(string text) => SqliteShell.Execute(Path, text);
}
