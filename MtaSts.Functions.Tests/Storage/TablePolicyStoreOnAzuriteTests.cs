using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Storage;

[Collection(AzuriteGroup.Name)]
public sealed class TablePolicyStoreOnAzuriteTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly TableClient table = azurite.Server.CreateTableClient();
    private readonly FakeTimeProvider time = new(Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TablePolicyStore Store => new(table, time);

    public async ValueTask InitializeAsync() => await table.CreateAsync(Token);

    public async ValueTask DisposeAsync() => await table.DeleteAsync(CancellationToken.None);

    [Fact]
    public async Task A_saved_policy_is_found_again_with_who_when_and_why()
    {
        var version = await Store.SaveAsync(Change("testing", null), Token);

        var stored = await Store.FindAsync(Domain, Token);

        Assert.Equal(PolicyOf("testing"), stored!.Policy);
        Assert.Equal(version, stored.Version);
        Assert.Equal((Start, "ann@example.com", "because"), (stored.ChangedAt!.Value, stored.ChangedBy, stored.Reason));
    }

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
        time.Advance(TimeSpan.FromDays(14));
        await Store.SaveAsync(Change("enforce", first), Token);

        var rows = await RowsAsync();

        Assert.Matches(@"^history-\d{8}T\d{6}\.\d{7}Z$", rows[0].RowKey);
        Assert.Equal("policy", rows[1].RowKey);
        Assert.Equal(["testing", "enforce"], rows.Select(row => row["Mode"]));
        Assert.Equal(Start, rows[0]["ChangedAt"]);
    }

    [Fact]
    public async Task A_change_by_a_slow_clock_still_comes_after_the_one_before()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        var slow = new TablePolicyStore(table, new FakeTimeProvider(Start.AddHours(-1)));

        await slow.SaveAsync(Change("enforce", first), Token);

        Assert.Equal(Start.AddTicks(1), (await Store.FindAsync(Domain, Token))!.ChangedAt);
    }

    [Fact]
    public async Task A_second_change_of_the_same_state_is_refused_and_says_who_was_first()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);
        await Store.SaveAsync(Change("enforce", first), Token);

        var exception = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("none", first), Token));

        Assert.Equal(
            "The policy of example.com was changed by ann@example.com at 2026-11-22 08:00:00Z. Nothing was written; look at it, then try again.",
            exception.Message);
        Assert.Equal(["testing", "enforce"], (await RowsAsync()).Select(row => row["Mode"]));
    }

    [Fact]
    public async Task Of_many_changes_at_once_exactly_one_is_written_with_one_history_row()
    {
        var first = await Store.SaveAsync(Change("testing", null), Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await Store.SaveAsync(Change("enforce", first), Token);
                return "written";
            }
            catch (PolicyConflictException)
            {
                return "refused";
            }
        }));

        Assert.Single(outcomes, "written");
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_new_domain_is_refused_when_somebody_was_first()
    {
        await Store.SaveAsync(Change("testing", null), Token);

        await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", null), Token));

        Assert.Equal(PolicyOf("testing"), (await Store.FindAsync(Domain, Token))!.Policy);
    }

    [Fact]
    public async Task A_change_of_a_domain_that_is_gone_is_refused()
    {
        var exception = await Assert.ThrowsAsync<PolicyConflictException>(() => Store.SaveAsync(Change("enforce", "\"some\""), Token));

        Assert.Equal("The policy of example.com is gone: somebody removed it. Nothing was written.", exception.Message);
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
    public async Task A_domain_without_a_row_is_not_hosted() =>
        Assert.Null(await Store.FindAsync(DomainName.Parse("other.example"), Token));

    [Fact]
    public async Task A_table_that_does_not_exist_is_a_failure_and_not_an_empty_one()
    {
        var store = new TablePolicyStore(azurite.Server.CreateTableClient("missing"), time);

        await Assert.ThrowsAsync<PolicyStoreException>(() => store.FindAsync(Domain, Token));
        await Assert.ThrowsAsync<PolicyStoreException>(() => store.ProbeAsync(Token));
    }

    [Fact]
    public async Task A_probe_of_a_table_that_exists_succeeds() => await Store.ProbeAsync(Token);

    private static Policy PolicyOf(string mode)
    {
        Assert.True(PolicyModes.TryParse(mode, out var parsed));
        return new Policy(parsed.Value, [MxPattern.Parse("mail.example.com"), MxPattern.Parse("*.mx.example.net")], 604800);
    }

    private static PolicyChange Change(string mode, string? version) => new()
    {
        Domain = Domain,
        Content = new PolicyContent.Own(PolicyOf(mode)),
        Version = version,
        ChangedBy = "ann@example.com",
        Reason = "because",
    };

    private async Task<List<TableEntity>> RowsAsync()
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Token))
        {
            rows.Add(row);
        }

        return rows;
    }
}
