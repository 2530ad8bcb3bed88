using Microsoft.AspNetCore.Http;
using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.Serving;
using static MtaSts.Functions.Tests.Upstream.UpstreamWorld;

namespace MtaSts.Functions.Tests.Upstream;

/// <summary>How often a provider is asked, and how what it changes comes to be served.</summary>
public sealed class UpstreamRefreshTests : TestsWithFolder
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private string text = Render(Good);
    private int requests;

    [Fact]
    public async Task A_thousand_domains_cost_the_provider_one_fetch_an_interval()
    {
        var domains = Enumerable.Range(0, 1000).Select(i => DomainName.Parse($"d{i}.example")).ToArray();
        await using var world = await StartAsync(Folder, AnswerAsync, domains: domains);
        using var app = world.Serve();

        await AskAllAsync();
        Assert.Equal(1, requests);

        for (var interval = 2; interval <= 3; interval++)
        {
            world.Time.Advance(Interval * 0.95);
            await AskAllAsync();
            Assert.Equal(interval - 1, requests);

            world.Time.Advance(Interval * 0.3);
            await AskAllAsync();
            Assert.Equal(interval, requests);
        }

        async Task AskAllAsync()
        {
            await Parallel.ForEachAsync(domains, Token, async (domain, _) =>
                Assert.Equal(Good.Mode, (await app.Cache.FindAsync(domain)).Policy!.Mode));
            await RefreshAsync(app);
            await RefreshAsync(app);
        }
    }

    [Fact]
    public async Task Bytes_that_mean_the_same_are_the_same_copy_and_are_served_in_canonical_form()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        using var app = world.Serve();
        text = "mx: *.Backup.Example\nmode: enforce\nmx: Mail.Provider.Example\nextra: ignored\nmax_age: 604800\nversion: STSv1";

        var first = await world.FetchAsync(app);

        Assert.StartsWith("version: STSv1\r\nmode: enforce\r\n", first, Ordinal);
        Assert.DoesNotContain("extra", first, Ordinal);
        text = text.Replace("extra: ignored\n", "", Ordinal);
        await PassAsync(world, app);
        Assert.Equal(first, await world.FetchAsync(app));
        Assert.Single((await world.Store.ReadTimelinesAsync([Domain], Token))[0].States, state => state.Policy is not null);
    }

    [Fact]
    public async Task What_the_provider_adds_is_kept_and_served_by_every_instance()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        using var app = world.Serve();
        using var other = world.Serve();
        await world.FetchAsync(app);
        await world.FetchAsync(other);
        var more = new Policy(PolicyMode.Enforce, [.. Good.Mx, MxPattern.Parse("new.provider.example")], 604800);
        text = Render(more);

        await PassAsync(world, app);

        Assert.Equal(Render(more), await world.FetchAsync(app));
        Assert.Equal(Render(more), await world.FetchAsync(other));
        Assert.Contains(app.WriteLog(), line => line.StartsWith(
            $"Information: The provider's policy {world.Url} is served in mode Enforce with 3 mx", Ordinal));
    }

    [Fact]
    public async Task A_new_id_of_the_provider_in_dns_has_its_policy_fetched_at_once()
    {
        var id = "1";
        using var dns = new DnsServer(query => [new DnsZone().Text("_mta-sts.localhost", $"v=STSv1; id={id}").Answer(query)]);
        await using var world = await StartAsync(Folder, AnswerAsync);
        using var app = world.Serve(new DnsLookup(dns.EndPoint));
        await world.FetchAsync(app);
        await RefreshAsync(app);
        var more = new Policy(PolicyMode.Enforce, [.. Good.Mx, MxPattern.Parse("new.provider.example")], 604800);
        text = Render(more);
        await RefreshAsync(app);
        Assert.Equal(1, requests);

        id = "2";
        await LookAsync(world, app);
        await LookAsync(world, app);

        Assert.Equal(2, requests);
        Assert.Equal(Render(more), await world.FetchAsync(app));
    }

    [Fact]
    public async Task A_policy_with_a_new_id_that_could_not_be_fetched_is_asked_for_again()
    {
        var (id, isDown) = ("1", false);
        using var dns = new DnsServer(query => [new DnsZone().Text("_mta-sts.localhost", $"v=STSv1; id={id}").Answer(query)]);
        await using var world = await StartAsync(
            Folder, context => isDown ? UpstreamWorld.AnswerAsync(context, "", 503) : AnswerAsync(context));
        using var app = world.Serve(new DnsLookup(dns.EndPoint));
        await world.FetchAsync(app);
        await RefreshAsync(app);

        (id, isDown) = ("2", true);
        await LookAsync(world, app);
        isDown = false;
        await LookAsync(world, app);

        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task An_instance_does_not_ask_again_what_another_one_has_just_asked()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        using var app = world.Serve();
        await world.FetchAsync(app);
        using var other = world.Serve();
        await world.FetchAsync(other);

        await RefreshAsync(other);

        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_weaker_policy_is_taken_where_the_setting_allows_it_and_logged()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        await world.KeepAsync(Good);
        var weaker = new Policy(PolicyMode.Testing, Good.Mx, 604800);
        text = Render(weaker);
        using var app = world.Serve(("UpstreamMayWeaken", "true"));

        Assert.Equal(Render(weaker), await world.FetchAsync(app));
        Assert.Contains(app.WriteLog(), line => line.StartsWith("Warning: The provider's policy", Ordinal)
            && line.EndsWith("as MtaSts:UpstreamMayWeaken allows: its mode is testing and was enforce", Ordinal));
    }

    [Fact]
    public async Task Where_the_copy_cannot_be_kept_it_is_served_from_memory_and_the_fault_is_logged()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        using var app = world.ServeReadOnly();

        Assert.Equal(Render(Good), await world.FetchAsync(app));
        await world.StopProviderAsync();
        await PassAsync(world, app);

        Assert.Equal(Render(Good), await world.FetchAsync(app));
        Assert.Contains(app.WriteLog(), line => line.StartsWith(
            $"Error: The copy of the provider's policy {world.Url} could not be read or written in the store.", Ordinal));
    }

    [Fact]
    public async Task What_is_newer_than_a_copy_that_cannot_be_replaced_is_served_from_memory()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        await world.KeepAsync(Good);
        var more = new Policy(PolicyMode.Enforce, [.. Good.Mx, MxPattern.Parse("new.provider.example")], 604800);
        text = Render(more);
        using var app = world.ServeReadOnly();

        Assert.Equal(Render(more), await world.FetchAsync(app));

        // Who may write replaces it, and that counts.
        var most = new Policy(PolicyMode.Enforce, [.. more.Mx, MxPattern.Parse("last.provider.example")], 604800);
        await world.KeepAsync(most);
        Assert.Equal(Render(most), await world.FetchAsync(app));
    }

    [Fact]
    public async Task After_a_cold_start_a_copy_of_long_ago_is_not_served_before_the_provider_was_asked()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        await world.KeepAsync(Good);
        world.Time.Advance(TimeSpan.FromDays(3));
        var more = new Policy(PolicyMode.Enforce, [.. Good.Mx, MxPattern.Parse("new.provider.example")], 604800);
        text = Render(more);
        using var app = world.Serve();

        Assert.Equal(Render(more), await world.FetchAsync(app));
    }

    [Fact]
    public async Task After_a_cold_start_a_copy_of_an_earlier_id_is_not_served_before_the_provider_was_asked()
    {
        var id = "1";
        using var dns = new DnsServer(query => [new DnsZone().Text("_mta-sts.localhost", $"v=STSv1; id={id}").Answer(query)]);
        await using var world = await StartAsync(Folder, AnswerAsync);
        using (var app = world.Serve(new DnsLookup(dns.EndPoint)))
        {
            await world.FetchAsync(app);
        }

        var more = new Policy(PolicyMode.Enforce, [.. Good.Mx, MxPattern.Parse("new.provider.example")], 604800);
        (id, text) = ("2", Render(more));
        using var restarted = world.Serve(new DnsLookup(dns.EndPoint));

        Assert.Equal(Render(more), await world.FetchAsync(restarted));
    }

    [Fact]
    public async Task A_provider_that_no_domain_follows_any_more_is_not_asked()
    {
        await using var world = await StartAsync(Folder, AnswerAsync);
        using var app = world.Serve();
        await world.FetchAsync(app);
        var current = (await world.Store.FindAsync(Domain, Token))!;
        await world.Store.RemoveAsync(new PolicyRemoval(Domain, current.Version, "ann@example.com", ""), Token);
        Assert.Null(await world.FetchAsync(app));

        for (var hour = 0; hour < 5; hour++)
        {
            world.Time.Advance(Interval);
            await RefreshAsync(app);
        }

        Assert.InRange(requests, 1, 2);
    }

    /// <summary>Lets so much time pass that a new id is looked at again.</summary>
    private static Task LookAsync(UpstreamWorld world, ServingSetup app)
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        return RefreshAsync(app);
    }

    /// <summary>Lets so much time pass, in which senders ask, that it is time to ask the provider again.</summary>
    private static async Task PassAsync(UpstreamWorld world, ServingSetup app)
    {
        world.Time.Advance(Interval * 1.3);
        await world.FetchAsync(app);
        await RefreshAsync(app);
    }

    private static string Render(Policy policy) => Encoding.ASCII.GetString(PolicyRenderer.Render(policy));

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        return UpstreamWorld.AnswerAsync(context, text);
    }
}
