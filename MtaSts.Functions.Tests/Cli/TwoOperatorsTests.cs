namespace MtaSts.Functions.Tests.Cli;

/// <summary>One operator is asked, another one is faster: the later write is refused, with who was faster and when.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class TwoOperatorsTests(AzuriteFixture azurite) : TestsWithFolder
{
    private const string Faster = "set contoso.com --mode enforce --force --reason ready --yes";

    private ToolStore store = null!;

    public override async ValueTask InitializeAsync()
    {
        store = await ToolStore.CreateAsync(azurite);
        await DoAsync(isTable: false, "init");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await store.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_later_change_of_a_policy_is_refused(bool isTable)
    {
        await DoAsync(isTable, "set contoso.com --mx mail.contoso.com --yes");

        await AssertLaterIsRefusedAsync(isTable, "set contoso.com --max-age 12w", Faster, states: 2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_later_of_two_that_host_a_new_domain_is_refused(bool isTable) => await AssertLaterIsRefusedAsync(
        isTable, "set contoso.com --mx mail.contoso.com --max-age 2w", $"{Faster} --mx mail.contoso.com", states: 1);

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_roll_back_of_what_is_no_longer_there_is_refused(bool isTable)
    {
        await DoAsync(isTable, "set contoso.com --mx mail.contoso.com --yes");
        await DoAsync(isTable, "set contoso.com --max-age 12w --yes");

        await AssertLaterIsRefusedAsync(isTable, "rollback contoso.com", Faster, states: 3);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_change_of_what_somebody_removed_is_refused(bool isTable)
    {
        await DoAsync(isTable, "set contoso.com --mx mail.contoso.com --yes");
        using var session = await AskAsync(isTable, "set contoso.com --mode enforce --force --reason ready");
        await DoAsync(isTable, "remove contoso.com --now --reason moved --yes");

        (await session.AnswerAsync("y")).AssertEndsWith(
            2, "\nThe policy of contoso.com is gone: somebody removed it. Nothing was written.\n");
        await DoAsync(isTable, "show contoso.com", exitCode: 2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Of_several_domains_those_done_before_the_refused_one_are_named(bool isTable)
    {
        using var session = await AskAsync(isTable, "set a.example contoso.com z.example --mx mail.contoso.com");
        await DoAsync(isTable, "set contoso.com --mx mail.contoso.com --yes");
        var other = await ReadAsync(isTable);

        (await session.AnswerAsync("y")).AssertEndsWith(
            2, "\nDone: a.example. Not done: contoso.com, z.example.\nNext: mta-sts publish a.example.\n"
            + Refusal("policy of contoso.com", other));
        var hosted = (await DoAsync(isTable, "list --output json")).Json.EnumerateArray();
        Assert.Equal(["a.example", "contoso.com"], hosted.Select(policy => policy.Text("domain")));
    }

    [Fact]
    public async Task The_later_change_of_a_template_is_refused()
    {
        await store.DoAsync("template set shared --mx mail.contoso.com --max-age 1w --yes");
        using var session = await AskAsync(isTable: true, "template set shared --max-age 2w");
        await store.DoAsync("template set shared --mx mx2.contoso.com --yes");
        var other = await store.ReadAsync("template show shared");

        (await session.AnswerAsync("y")).AssertEndsWith(2, $"\n{Refusal("template shared", other)}");
        Assert.Equal(other.ToString(), (await store.ReadAsync("template show shared")).ToString());
    }

    private static string Refusal(string what, JsonElement other)
    {
        var changedAt = other.GetProperty("changedAt").GetDateTimeOffset();
        return $"The {what} was changed by {Environment.UserName}@{Environment.MachineName} at {changedAt:u}. "
            + "Nothing was written; look at it, then try again.\n";
    }

    private async Task AssertLaterIsRefusedAsync(bool isTable, string later, string faster, int states)
    {
        using var session = await AskAsync(isTable, later);
        await DoAsync(isTable, faster);
        var other = await ReadAsync(isTable);

        (await session.AnswerAsync("y")).AssertEndsWith(2, $"\n{Refusal("policy of contoso.com", other)}");
        var history = (await DoAsync(isTable, "history contoso.com --output json")).Json;
        Assert.Equal((states, "enforce"), (history.GetArrayLength(), history[0].Text("mode")));
        Assert.Equal(other.ToString(), (await ReadAsync(isTable)).ToString());
    }

    private ToolStore Get(bool isTable) => isTable ? store : new(("MtaSts__PolicyDatabase", InFolder("policies.db")));
    private Task<ToolQuestion> AskAsync(bool isTable, string commandLine) => Get(isTable).AskAsync(commandLine);
    private Task<ToolResult> DoAsync(bool isTable, string commandLine, int exitCode = 0) => Get(isTable).DoAsync(commandLine, exitCode);
    private async Task<JsonElement> ReadAsync(bool isTable) => (await Get(isTable).ReadAsync("show contoso.com")).GetProperty("policy");
}
