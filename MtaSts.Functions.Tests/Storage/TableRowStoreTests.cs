using Azure;
using Moq;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>
/// What the store asks of Table Storage, to the letter, and what it makes of answers that a healthy server does not give.
/// </summary>
public sealed class TableRowStoreTests
{
    private static readonly DomainName Domain = DomainName.Parse("example.com");

    private readonly Mock<TableClient> table = new(MockBehavior.Strict);

    public TableRowStoreTests()
    {
        table.Setup(client => client.Name).Returns("policies");
        table.Setup(client => client.AccountName).Returns("account");
    }

    private RowPolicyStore Store => new(new TableRowStore(table.Object), TimeProvider.System);

    [Fact]
    public async Task A_domain_is_looked_up_by_its_partition_and_the_row_policy()
    {
        Answer("example.com", Row("example.com"));

        Assert.Equal(Domain, (await Store.FindAsync(Domain, Token))!.Domain);
        table.Verify(client => client.GetEntityIfExistsAsync<TableEntity>("example.com", "policy", null, Token), Times.Once);
        table.Verify(client => client.Name, Times.AtMostOnce);
        table.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_template_is_looked_up_in_a_partition_of_its_own()
    {
        Answer("example.com", new TableEntity("example.com", "policy") { ["Template"] = "exchange", ["Mode"] = "enforce" });
        Answer(
            "template-exchange",
            new TableEntity("template-exchange", "policy") { ["Mx"] = "*.mail.protection.outlook.com", ["MaxAge"] = 1209600 });

        var stored = await Store.FindAsync(Domain, Token);

        Assert.Equal(new Policy(PolicyMode.Enforce, [MxPattern.Parse("*.mail.protection.outlook.com")], 1209600), stored!.Policy);
        Assert.Equal(new PolicyContent.Template("exchange", PolicyMode.Enforce, null), stored.Content);
    }

    [Fact]
    public async Task A_missing_row_means_that_the_domain_is_not_hosted()
    {
        AnswerMissing("example.com", "ResourceNotFound");

        Assert.Null(await Store.FindAsync(Domain, Token));
    }

    [Fact]
    public async Task A_missing_table_is_a_failure_of_the_store()
    {
        AnswerMissing("example.com", "TableNotFound");

        var exception = await Assert.ThrowsAnyAsync<PolicyStoreException>(() => Store.FindAsync(Domain, Token));

        Assert.Equal("The table 'policies' does not exist. Create it with 'mta-sts init', or correct its name.", exception.Message);
    }

    [Theory]
    [InlineData(
        """{"odata.error":{"code":"ResourceNotFound","message":{"lang":"en-US","value":"The specified resource does not exist."}}}""",
        null)]
    [InlineData(
        """{"odata.error":{"code":"TableNotFound","message":{"lang":"en-US","value":"The table specified does not exist."}}}""",
        "The table 'policies' does not exist. Create it with 'mta-sts init', or correct its name.")]
    [InlineData(
        "<html><body>Nothing here</body></html>",
        "The table 'policies' could not be used: account.example answered 404 as no table service does.")]
    [InlineData("", "The table 'policies' could not be used: account.example answered 404 as no table service does.")]
    public async Task What_is_missing_is_known_without_the_header_too_and_no_other_404_means_not_hosted(string body, string? failure)
    {
        using var client = new HttpClient(new NotFoundHandler(body));
        var options = new TableClientOptions { Transport = new Azure.Core.Pipeline.HttpClientTransport(client) };
        var credential = new TableSharedKeyCredential("account", Convert.ToBase64String(new byte[32]));
        var store = new RowPolicyStore(
            new TableRowStore(new TableClient(new Uri("https://account.example"), "policies", credential, options)), TimeProvider.System);

        var exception = await Record.ExceptionAsync(async () => Assert.Null(await store.FindAsync(Domain, Token)));

        Assert.Equal(failure, exception?.Message);
        Assert.True(exception is null or PolicyStoreException);
    }

    [Theory, InlineData(403, "AuthorizationPermissionMismatch"), InlineData(500, "InternalError"), InlineData(503, "ServerBusy")]
    public async Task A_refusal_is_a_failure_of_the_store(int status, string code)
    {
        Throw(new RequestFailedException(status, code, code, null));

        var exception = await Assert.ThrowsAnyAsync<PolicyStoreException>(() => Store.FindAsync(Domain, Token));

        Assert.StartsWith("The table 'policies' could not be used: ", exception.Message, Ordinal);
    }

    public static TheoryData<Exception> Failures =>
        [new Azure.Identity.CredentialUnavailableException("No identity here."), new TaskCanceledException()];

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_credential_that_fails_and_a_network_that_times_out_by_itself_are_failures_of_the_store(Exception exception)
    {
        Throw(exception);

        await Assert.ThrowsAnyAsync<PolicyStoreException>(() => Store.FindAsync(Domain, Token));
    }

    [Fact]
    public async Task Cancelling_is_no_failure_of_the_store()
    {
        Throw(new TaskCanceledException());

        await Assert.ThrowsAsync<TaskCanceledException>(() => Store.FindAsync(Domain, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_probe_fails_when_the_table_is_missing()
    {
        AnswerMissing("probe", "TableNotFound");

        await Assert.ThrowsAnyAsync<PolicyStoreException>(() => Store.ProbeAsync(Token));
    }

    private static TableEntity Row(string domain) =>
        new(domain, "policy") { ["Mode"] = "testing", ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 };

    private void Answer(string partition, TableEntity row) => Setup(partition).ReturnsAsync(Response.FromValue(row, Mock.Of<Response>()));

    private void AnswerMissing(string partition, string code)
    {
        var missing = new Mock<NullableResponse<TableEntity>>();
        missing.Setup(response => response.HasValue).Returns(false);
        missing.Setup(response => response.GetRawResponse()).Returns(new ErrorResponse(code));
        Setup(partition).ReturnsAsync(missing.Object);
    }

    private void Throw(Exception exception) => table
        .Setup(
            client => client.GetEntityIfExistsAsync<TableEntity>(
                It.IsAny<string>(), It.IsAny<string>(), null, It.IsAny<CancellationToken>()))
        .ThrowsAsync(exception);

    private Moq.Language.Flow.ISetup<TableClient, Task<NullableResponse<TableEntity>>> Setup(string partition) =>
        table.Setup(client => client.GetEntityIfExistsAsync<TableEntity>(partition, "policy", null, It.IsAny<CancellationToken>()));

    private sealed class NotFoundHandler(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent(body) });
    }
}
