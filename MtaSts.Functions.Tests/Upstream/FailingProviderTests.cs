using Microsoft.AspNetCore.Http;
using MtaSts.Functions.Tests.Serving;
using MtaSts.Serving.Caching;
using static MtaSts.Functions.Tests.Upstream.UpstreamWorld;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>What is served and logged when a provider's policy cannot be taken.</summary>
public sealed class FailingProviderTests : TestsWithFolder
{
    private const string NotFetched = "could not be fetched or is not valid; the last good one is served on, if there is one";
    private const string Weaker = "has become weaker, and the last good one is served on: ";

    private static string Served { get; } = Encoding.ASCII.GetString(PolicyRenderer.Render(Good));

    public static TheoryData<string, RequestDelegate, string, string> Failures { get; } = new()
    {
        { "slow", context => Task.Delay(Timeout.Infinite, context.RequestAborted), NotFetched, "could not be fetched within 10 seconds." },
        { "redirecting", Redirect, NotFetched, "returned status 302; a policy must come with status 200." },
        { "failing", context => AnswerAsync(context, "", 503), NotFetched, "returned status 503; a policy must come with status 200." },
        { "HTML", context => AnswerAsync(context, "<html>", contentType: "text/html"), NotFetched, "returned content type 'text/html'" },
        { "empty", context => AnswerAsync(context, ""), NotFetched, "MTASTS" },
        { "10 MB", context => AnswerAsync(context, Served + new string('x', 10_000_000)), NotFetched, "MTASTS101" },
        { "invalid", context => AnswerAsync(context, Replace("enforce", "on")), NotFetched, "MTASTS115" },
        { "without an mx", context => AnswerAsync(context, "version: STSv1\nmode: enforce\nmax_age: 604800\n"), NotFetched, "MTASTS" },
        {
            "given up", context => AnswerAsync(context, "version: STSv1\nmode: none\nmax_age: 604800\n"),
            Weaker, "its mode is none and was enforce"
        },
        { "in testing", context => AnswerAsync(context, Replace("enforce", "testing")), Weaker, "its mode is testing and was enforce" },
        {
            "without a host", context => AnswerAsync(context, Replace("mx: mail.provider.example\r\n", "")),
            Weaker, "it no longer covers mail.provider.example"
        },
        {
            "with another wildcard", context => AnswerAsync(context, Replace("*.backup.example", "one.backup.example")),
            Weaker, "it no longer covers *.backup.example"
        },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task The_last_good_copy_is_served_on_before_and_after_a_restart(
        string provider, RequestDelegate answer, string said, string reason)
    {
        Assert.NotEmpty(provider);
        await using var world = await StartAsync(Folder, answer);
        await AssertServesOnAsync(world, said, reason);
    }

    [Fact]
    public async Task The_last_good_copy_is_served_on_when_the_provider_is_gone()
    {
        await using var world = await StartAsync(Folder, _ => Task.CompletedTask);
        await world.StopProviderAsync();

        await AssertServesOnAsync(world, NotFetched, "could not be fetched: Connection refused");
    }

    [Fact]
    public async Task The_last_good_copy_is_served_on_when_the_providers_certificate_has_expired()
    {
        await using var world = await StartAsync(Folder, context => AnswerAsync(context, Served), daysValid: 9);

        await AssertServesOnAsync(world, NotFetched, "could not be fetched: The SSL connection could not be established");
    }

    [Fact]
    public async Task Without_a_copy_there_is_nothing_to_serve_which_is_no_404_and_the_provider_is_asked_again_only_later()
    {
        var requests = 0;
        await using var world = await StartAsync(Folder, context =>
        {
            requests++;
            return AnswerAsync(context, "", 500);
        });
        using var app = world.Serve();

        Assert.Same(PolicyLookup.Unavailable, await app.Cache.FindAsync(Domain));
        world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Same(PolicyLookup.Unavailable, await app.Cache.FindAsync(Domain));

        Assert.Equal(1, requests);
        Assert.Contains(app.WriteLog(), line => line.Contains("returned status 500; a policy must come with status 200.", Ordinal));
    }

    /// <summary>Whether what the provider publishes is weaker than what was served cannot be known then.</summary>
    [Fact]
    public async Task An_identity_without_a_role_on_the_copies_gets_503_for_their_domains_alone_and_an_error_that_names_the_role()
    {
        await using var world = await StartAsync(Folder, context => AnswerAsync(context, Served));
        using var refusal = new TableErrorServer(403, "AuthorizationPermissionMismatch", "This request is not authorized.");
        var copies = new UpstreamCopies(new TableRowStore(refusal.CreateClient("policiesUpstream")), world.Time);
        var store = new RowPolicyStore(world.Rows, world.Time, copies);
        await store.AddAsync("own.example", new PolicyContent.Inline(Good));
        using var app = new ServingSetup(store, copies, world.Time, world.CreateFetcher(), lookup: null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.AskAsync($"mta-sts.{Domain}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskAsync("mta-sts.own.example")).Status);
        Assert.Contains(app.WriteLog(), line => line.Contains(
            "The table 'policiesUpstream' could not be used: this identity lacks the role Storage Table Data Reader on it.", Ordinal));
    }

    [Fact]
    public async Task A_provider_whose_address_is_not_public_is_not_asked()
    {
        var requests = 0;
        await using var world = await StartAsync(Folder, _ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        using var app = new ServingSetup(world.Store, world.Copies, world.Time, fetcher: null, lookup: null);

        Assert.Same(PolicyLookup.Unavailable, await app.Cache.FindAsync(Domain));

        Assert.Contains(app.WriteLog(), line => line.Contains("mta-sts.localhost has no public address.", Ordinal));
        Assert.Equal(0, requests);
    }

    private static string Replace(string text, string by) => Served.Replace(text, by, Ordinal);

    private static Task Redirect(HttpContext context)
    {
        context.Response.Redirect("https://elsewhere.example/.well-known/mta-sts.txt");
        return Task.CompletedTask;
    }

    private static async Task AssertServesOnAsync(UpstreamWorld world, string said, string reason)
    {
        await world.KeepAsync(Good);
        using (var app = world.Serve())
        {
            Assert.Equal(Served, await world.FetchAsync(app));
            await RefreshAsync(app);
            Assert.Equal(Served, await world.FetchAsync(app));

            var line = Assert.Single(app.WriteLog(), line => line.StartsWith("Error: ", Ordinal));
            Assert.StartsWith($"Error: The provider's policy {world.Url} {said}", line, Ordinal);
            Assert.Contains(reason, line, Ordinal);
        }

        using var restarted = world.Serve();
        Assert.Equal(Served, await world.FetchAsync(restarted));

        var copy = await world.Copies.FindAsync(world.Url, Token);
        Assert.Equal(Good, copy.Policy);
        Assert.Contains(reason, copy.Fault, Ordinal);
    }
}
