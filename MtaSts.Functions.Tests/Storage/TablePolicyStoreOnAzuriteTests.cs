using Azure.Data.Tables;
using Azure;
using Microsoft.Extensions.Time.Testing;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Storage;

[Collection(AzuriteGroup.Name)]
public sealed class TablePolicyStoreOnAzuriteTests : EditablePolicyStoreContract, IAsyncLifetime
{
    private readonly AzuriteFixture azurite;
    private readonly TableClient table;

    public TablePolicyStoreOnAzuriteTests(AzuriteFixture azurite)
    {
        this.azurite = azurite;
        table = azurite.Server.CreateTableClient(time: Time);
    }

    public async ValueTask InitializeAsync() => await table.CreateAsync(Token);

    public async ValueTask DisposeAsync() => await table.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task A_row_has_the_plain_columns_that_people_read()
    {
        await Store.SaveAsync(Change("testing", null), Token);

        var row = (await table.GetEntityAsync<TableEntity>("example.com", "policy", cancellationToken: Token)).Value;

        Assert.Equal(("testing", "mail.example.com *.mx.example.net", 604800), (row["Mode"], row["Mx"], row["MaxAge"]));
        Assert.Equal(Start, row["ChangedAt"]);
    }

    [Fact]
    public async Task The_state_that_a_change_replaces_becomes_history()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        Time.Advance(TimeSpan.FromDays(14));
        await Store.SaveAsync(Change("enforce", first), Token);

        var rows = await RowsAsync();

        Assert.Matches(@"^history-\d{8}T\d{6}\.\d{7}Z$", rows[0].RowKey);
        Assert.Equal("policy", rows[1].RowKey);
        Assert.Equal(["testing", "enforce"], rows.Select(row => row["Mode"]));
        Assert.Equal(Start, rows[0]["ChangedAt"]);
    }

    [Fact]
    public async Task A_row_written_by_hand_becomes_history_with_every_column_of_it()
    {
        var row = TablePolicyStoreTests.Row("example.com");
        row["Note"] = "mine";
        await table.AddEntityAsync(row, Token);

        await Store.SaveAsync(Change("enforce", (await Store.FindAsync(Domain, Token))!.Version), Token);

        var history = (await RowsAsync())[0];
        Assert.StartsWith("history-20", history.RowKey, StringComparison.Ordinal);
        Assert.Equal(("testing", "mine"), (history["Mode"], history["Note"]));
    }

    [Fact]
    public async Task A_row_edited_by_hand_has_the_stores_time_and_no_name_also_once_it_is_history()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        Time.Advance(TimeSpan.FromDays(1));
        await EditByHandAsync("example.com", "Mode", "none");

        var edited = (await Store.ReadAsync(Domain, Token))!;
        Time.Advance(TimeSpan.FromDays(1));
        await Store.SaveAsync(Change("enforce", edited.Version), Token);

        var history = Assert.Single(await HistoryAsync());
        Assert.Equal((Start.AddDays(1), null, null), (WholeMinute(edited.ChangedAt), edited.ChangedBy, edited.Reason));
        Assert.Equal((PolicyMode.None, edited.ChangedAt, null, null), (history.Policy!.Mode, history.ChangedAt, history.ChangedBy, history.Reason));
        Assert.Equal("ann@example.com", (await Store.ReadAsync(Domain, Token))!.ChangedBy);
    }

    [Fact]
    public async Task A_change_by_a_slow_clock_still_comes_after_an_edit_by_hand()
    {
        await Store.SaveAsync(Change("testing", null), Token);
        Time.Advance(TimeSpan.FromDays(1));
        await EditByHandAsync("example.com", "Mode", "none");
        var edited = (await Store.ReadAsync(Domain, Token))!;

        await Open(new FakeTimeProvider(Start.AddDays(1).AddMinutes(-10))).SaveAsync(Change("enforce", edited.Version), Token);

        Assert.Equal(edited.ChangedAt!.Value.AddTicks(1), (await Store.ReadAsync(Domain, Token))!.ChangedAt);
    }

    [Fact]
    public async Task A_change_of_a_row_edited_by_hand_since_blames_nobody()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        Time.Advance(TimeSpan.FromDays(1));
        await EditByHandAsync("example.com", "Mode", "none");

        var exception = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", first), Token));

        Assert.StartsWith("The policy of example.com was changed by somebody at 2026-11-23 08:00:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_edited_by_hand_has_the_stores_time_and_no_name_also_once_it_is_history()
    {
        var change = new TemplateChange { Name = "exchange", Mx = CreatePolicy("testing").Mx, MaxAge = 86400, Version = null, ChangedBy = "ann@example.com", Reason = "" };
        await Store.SaveTemplateAsync(change, Token);
        Time.Advance(TimeSpan.FromDays(1));
        await EditByHandAsync("template-exchange", "MaxAge", 604800);

        var edited = (await Store.ReadTemplateAsync("exchange", Token))!;
        Time.Advance(TimeSpan.FromDays(1));
        await Store.SaveTemplateAsync(change with { Version = edited.Version }, Token);

        var history = Assert.Single(await Store.TemplateHistoryAsync("exchange", Token).ToListAsync(Token));
        Assert.Equal((Start.AddDays(1), null), (WholeMinute(edited.ChangedAt), edited.ChangedBy));
        Assert.Equal((604800, edited.ChangedAt, null), (history.MaxAge, history.ChangedAt, history.ChangedBy));
    }

    [Fact]
    public async Task A_row_that_was_rolled_back_by_hand_with_its_old_time_can_be_changed_again()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        await Store.SaveAsync(Change("enforce", first), Token);
        var old = (await RowsAsync())[0];
        old.RowKey = "policy";
        await table.UpdateEntityAsync(old, ETag.All, TableUpdateMode.Replace, Token);

        await Store.SaveAsync(Change("none", (await Store.FindAsync(Domain, Token))!.Version), Token);

        Assert.Equal(["testing", "testing", "none"], (await RowsAsync()).Select(row => row["Mode"]));
    }

    [Fact]
    public async Task An_upstream_and_a_template_are_kept_as_they_are()
    {
        var url = new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt");
        var first = await Store.SaveAsync(Change("testing", null) with { Content = new PolicyContent.Upstream(url) }, Token);
        Assert.Equal(new PolicyContent.Upstream(url), (await Store.FindAsync(Domain, Token))!.Content);

        await table.AddEntityAsync(TablePolicyStoreTests.Row("template-exchange"), Token);
        var template = new PolicyContent.Template("exchange", PolicyMode.Enforce, null);
        await Store.SaveAsync(Change("testing", first) with { Content = template }, Token);

        var stored = await Store.FindAsync(Domain, Token);
        Assert.Equal(template, stored!.Content);
        Assert.Equal(PolicyMode.Enforce, stored.Policy!.Mode);
    }

    [Fact]
    public async Task A_change_to_something_that_is_no_policys_url_is_refused()
    {
        var change = Change("testing", null) with { Content = new PolicyContent.Upstream(new Uri("https://www.example.com/")) };

        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(change, Token));
    }

    [Fact]
    public async Task A_table_that_does_not_exist_is_a_failure_and_not_an_empty_one()
    {
        var store = new RowPolicyStore(new TableRowStore(azurite.Server.CreateTableClient("missing")), Time);

        await Assert.ThrowsAsync<PolicyStoreException>(() => store.FindAsync(Domain, Token));
        await Assert.ThrowsAsync<PolicyStoreException>(() => store.ProbeAsync(Token));
    }

    protected override IEditablePolicyStore Open(TimeProvider time) => new RowPolicyStore(new TableRowStore(table), time);

    protected override async Task WriteByHandAsync(bool isValid)
    {
        var row = TablePolicyStoreTests.Row("example.com");
        row["Mode"] = isValid ? "testing" : "enforced";
        await table.AddEntityAsync(row, Token);
    }

    private Task EditByHandAsync(string partition, string column, object value) =>
        table.UpdateEntityAsync(new TableEntity(partition, "policy") { [column] = value }, ETag.All, cancellationToken: Token);

    // Azurite adds what makes rows of one moment differ.
    private static DateTimeOffset WholeMinute(DateTimeOffset? time) => new(time!.Value.Ticks - (time.Value.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private ValueTask<List<TableEntity>> RowsAsync() => table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);
}
