namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>remove</c> of a domain that followed its provider's policy: the history of the copy tells what senders hold.</summary>
public sealed class ProvidersRemovalTests : TestsWithFolder
{
    private const string Domain = "contoso.com";

    private readonly RolloutWorld world;

    public ProvidersRemovalTests() => world = new RolloutWorld(InFolder("policies.db"));

    public override async ValueTask InitializeAsync()
    {
        await world.CreateAsync();
        world.SetMx(Domain, "mail.contoso.com");
    }

    [Fact]
    public async Task A_policy_that_its_provider_has_replaced_is_held_for_its_own_max_age()
    {
        await world.SaveAsync(Domain, TableWithPast.Upstream, RolloutWorld.Policy(PolicyMode.Enforce, maxAge: 4 * RolloutWorld.Week));
        await world.PublishAsync(Domain);
        world.Pass(TimeSpan.FromDays(20));
        var url = ((PolicyContent.Upstream)TableWithPast.Upstream).Url;
        await world.Copies.SaveAsync(
            await world.Copies.FindAsync(url, Token), RolloutWorld.Policy(PolicyMode.Enforce), "app", "renewed", Token);
        await world.PublishAsync(Domain);
        world.Pass(TimeSpan.FromDays(3));

        var status = (await world.RunAsync("status contoso.com --output json")).Json[0];
        var removal = await world.RunAsync("remove contoso.com --yes");

        Assert.Equal(("2026-02-18T10:03:00+00:00", "upstream"), (status.Text("heldUntil"), status.Text("stage")));
        Assert.Contains(", in 25 days", removal.Errors, Ordinal);
        var none = (await world.ReadAsync(Domain))!.Policy!;
        Assert.Equal((PolicyMode.None, "mail.contoso.com"), (none.Mode, $"{Assert.Single(none.Mx)}"));
    }
}
