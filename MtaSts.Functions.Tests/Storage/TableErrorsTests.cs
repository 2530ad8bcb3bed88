namespace MtaSts.Functions.Tests.Storage;

/// <summary>What a table's refusals say to do.</summary>
[Collection(AzuriteGroup.Name)]
public sealed partial class TableErrorsTests(AzuriteFixture azurite)
{
    private const string Start = "The table 'policies' could not be used: ";
    private const string Unauthorized = "This request is not authorized to perform this operation.";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    [Theory]
    [InlineData(404, "TableNotFound", "The table specified does not exist.",
        "The table 'policies' does not exist. Create it with 'mta-sts init', or correct its name.")]
    [InlineData(403, "AuthorizationFailure", Unauthorized,
        Start + "the network rules of the storage account contosost keep this machine out. Run this from a network that they allow, or "
        + "allow this one: az storage account network-rule add --account-name contosost --ip-address ADDRESS. A new rule takes some "
        + "minutes to count.")]
    [InlineData(403, "AuthenticationFailed", "Server failed to authenticate the request.",
        Start + "the key or signature is not one of the storage account contosost, or the clock of this machine is wrong. "
        + "Copy the connection string again: az storage account show-connection-string --name contosost.")]
    [InlineData(403, "KeyBasedAuthenticationNotPermitted", "Key based authentication is not permitted on this storage account.",
        Start + "the storage account contosost takes no keys. Name it by --table-service-uri or PolicyStorage__tableServiceUri instead "
        + "of a connection string, and sign in with 'az login'.")]
    [InlineData(401, "InvalidAuthenticationInfo", "Server failed to authenticate the request.",
        Start + "the storage account contosost does not accept this sign-in. If you are signed in to another tenant than the account's, "
        + "run 'az login --tenant TENANT'; else sign in again with 'az login'.")]
    [InlineData(403, "AccountIsDisabled", "The specified account is disabled.", Start + "The specified account is disabled.")]
    public async Task A_refusal_says_what_to_do(int status, string code, string message, string expected)
    {
        using var server = new TableErrorServer(status, code, message);

        Assert.Equal(
            new ToolResult(2, "", expected + "\n"), await Tool.RunAsync("list", "--connection-string", server.ConnectionString));
    }

    [Fact]
    public async Task A_missing_role_is_named_with_the_command_that_gives_it()
    {
        using var server = new TableErrorServer(403, "AuthorizationPermissionMismatch", Unauthorized);
        var rows = new TableRowStore(server.CreateClient(), _ => Task.FromResult<string?>("0a1b"));
        var store = new RowPolicyStore(rows, TimeProvider.System);

        Assert.Equal(
            Start + "this identity lacks the role Storage Table Data Reader on it. Someone who owns the storage account contosost runs: "
            + "az role assignment create --assignee 0a1b --role \"Storage Table Data Reader\" --scope \"$(az storage account show "
            + "--name contosost --query id --output tsv)/tableServices/default/tables/policies\". A new role takes up to ten minutes to "
            + "count.",
            (await Assert.ThrowsAnyAsync<PolicyStoreException>(() => store.ReadAsync(Domain, Token))).Message);
    }

    [Fact]
    public async Task Who_may_only_read_lacks_another_role()
    {
        using var server = new TableErrorServer(403, "AuthorizationPermissionMismatch", Unauthorized, isRead: false);

        var result = await Tool.RunAsync(
            "set", "contoso.com", "--mx", "mail.contoso.com", "--yes", "--connection-string", server.ConnectionString);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--assignee OBJECT-ID --role \"Storage Table Data Contributor\" ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_missing_on_the_table_of_copies_is_named_to_those_who_need_it()
    {
        using var server = new TableErrorServer(403, "AuthorizationPermissionMismatch", Unauthorized);
        var copies = new TableRowStore(server.CreateClient("policiesUpstream"), _ => Task.FromResult<string?>("0a1b"));
        var table = azurite.Server.CreateTableClient();
        var store = new RowPolicyStore(new TableRowStore(table), TimeProvider.System, new UpstreamCopies(copies, TimeProvider.System));

        Assert.StartsWith(
            "The table 'policiesUpstream' could not be used: this identity lacks the role Storage Table Data Contributor on it.",
            (await Assert.ThrowsAnyAsync<PolicyStoreException>(() => store.CreateAsync(Token))).Message, Ordinal);
        await store.AddAsync("contoso.com", new PolicyContent.Inline(new Policy(PolicyMode.None, [], 86400)));
        Assert.Equal(1, await store.ListAsync(Token).CountAsync(Token));

        await store.AddAsync("fabrikam.com", Cli.TableWithPast.Upstream);
        Assert.StartsWith(
            "The table 'policiesUpstream' could not be used: this identity lacks the role Storage Table Data Reader on it.",
            (await Assert.ThrowsAnyAsync<PolicyStoreException>(async () => await store.ListAsync(Token).CountAsync(Token))).Message,
            Ordinal);
        await table.DeleteAsync(Token);
    }

    /// <summary>The deployment gives roles on the table, and a role on a table alone creates none.</summary>
    [Fact]
    public async Task A_table_that_is_there_is_not_created()
    {
        using var server = new TableErrorServer(403, "AuthorizationPermissionMismatch", Unauthorized, isRead: false);

        Assert.Equal(0, (await Tool.RunAsync("init", "--connection-string", server.ConnectionString)).ExitCode);
    }

    [Fact]
    public async Task A_wrong_key_is_named_and_not_repeated()
    {
        var key = Convert.ToBase64String(new byte[64]);
        var text = ConnectionStringKey().Replace(azurite.Server.ConnectionString, $"AccountKey={key};");

        var result = await Tool.RunAsync("list", "--connection-string", text);

        Assert.Equal(
            (2, Start + "the key or signature is not one of the storage account devstoreaccount1, or the clock of this machine is wrong. "
                + "Copy the connection string again: az storage account show-connection-string --name devstoreaccount1.\n"),
            result.Ending);
    }

    [Fact]
    public async Task A_name_that_no_account_has_is_named()
    {
        var result = await Tool.RunAsync(
            "list", "--connection-string", "AccountName=a;AccountKey=AAAA;TableEndpoint=http://a.invalid;");

        Assert.Equal(
            (2, Start + "a.invalid was not found in DNS. Correct the name of the storage account, or check this machine's network.\n"),
            result.Ending);
    }

    [GeneratedRegex("AccountKey=[^;]*;")]
    private static partial Regex ConnectionStringKey();
}
