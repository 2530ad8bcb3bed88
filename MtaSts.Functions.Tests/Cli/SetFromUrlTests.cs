using Microsoft.AspNetCore.Http;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.Upstream;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>set --from URL</c>, with a published policy on loopback, where the tool itself does not go.</summary>
public sealed class SetFromUrlTests : TestsWithFolder
{
    private readonly FakePublisher publisher = new();

    private string Database => InFolder("policies.db");
    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System);

    public override async ValueTask InitializeAsync() => await Store.CreateAsync(Token);

    [Fact]
    public async Task A_published_policy_is_taken_over_whole()
    {
        await using var server = await StartAsync(
            "max_age: 1209600\nmode: enforce\nversion: STSv1\nmx: *.contoso.com\nmx: mail.contoso.com\n");

        publisher.Publish("contoso.com", "enforce", "*.contoso.com", "mail.contoso.com");

        Assert.Equal(0, (await SetAsync(server)).ExitCode);
        Assert.Equal("version: STSv1\r\nmode: enforce\r\nmx: mail.contoso.com\r\nmx: *.contoso.com\r\nmax_age: 1209600\r\n",
            System.Text.Encoding.ASCII.GetString(PolicyRenderer.Render((await ReadAsync())!.Policy!)));
    }

    [Fact]
    public async Task What_was_found_in_the_published_text_is_shown_though_the_policy_that_comes_of_it_has_no_fault()
    {
        await using var server = await StartAsync(
            "version: STSv1\nmode: testing\nmx: mail.contoso.com\nmx: mail.contoso.com\nmax_age: 1209600\n");

        (await SetAsync(server)).AssertOutputContains(0, "\n  MTASTS161 warning line 4");
    }

    [Fact]
    public async Task A_published_policy_that_is_invalid_is_not_taken_over()
    {
        await using var server = await StartAsync("version: STSv1\nmode: enforce\nmax_age: 1209600\n");

        Assert.Equal(3, (await SetAsync(server)).ExitCode);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task What_cannot_be_fetched_changes_nothing_and_says_so()
    {
        await using var server = await PolicyServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.Equal(new ToolResult(2, "", $"{server.Url} returned status 404; a policy must come with status 200. Nothing was changed.\n"),
            await SetAsync(server));
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task A_host_whose_address_is_not_public_is_not_asked()
    {
        await using var server = await StartAsync("version: STSv1\nmode: none\nmax_age: 86400\n");

        var result = await SetAsync(server, mayConnectToLoopback: false);

        result.AssertErrorsStartWith(2, $"{server.Url} could not be fetched: mta-sts.localhost has no public address.");
        Assert.EndsWith(" Nothing was changed.\n", result.Errors, Ordinal);
        Assert.Null(await ReadAsync());
    }

    private Task<StoredPolicy?> ReadAsync() => Store.ReadAsync(DomainName.Parse("contoso.com"), Token);

    private static Task<PolicyServer> StartAsync(string text) => PolicyServer.StartAsync(context =>
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text);
    });

    private Task<ToolResult> SetAsync(PolicyServer server, bool mayConnectToLoopback = true) => Tool.RunAsync(
        ["set", "contoso.com", "--from", server.Url.ToString(), "--database", Database, "--yes"], [],
        services: publisher.CreateServices() with { CreateFetcher = () => server.CreateFetcher(mayConnectToLoopback) });
}
