using Azure.Core;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Functions.Tests.Cloud;

public sealed class AzureZonesTests : TestsInCloud
{
    [Fact]
    public async Task The_nearest_zone_holds_a_name()
    {
        Cloud.AddZone("contoso.com");
        Cloud.AddZone("eu.contoso.com");
        Cloud.AddZone("toso.com");

        Assert.Equal("eu.contoso.com", await FindAsync("_mta-sts.eu.contoso.com"));
        Assert.Equal("contoso.com", await FindAsync("_mta-sts.contoso.com"));
        Assert.Null(await FindAsync("_mta-sts.fabrikam.com"));
    }

    [Fact]
    public async Task What_another_provider_has_a_zone_for_is_not_in_the_zone_above_it()
    {
        Cloud.AddZone("contoso.com");
        Cloud.Dns.SetNameServers("eu.contoso.com", "ns1.elsewhere.test");

        Assert.Null(await FindAsync("_mta-sts.eu.contoso.com"));
        Assert.Null(await FindAsync("_mta-sts.mail.eu.contoso.com"));
        Assert.Equal("contoso.com", await FindAsync("_mta-sts.us.contoso.com"));
    }

    [Fact]
    public async Task A_zone_that_the_world_does_not_ask_is_nobodys()
    {
        Cloud.AddZone("contoso.com", isAsked: false);

        Assert.Null(await FindAsync("_mta-sts.contoso.com"));
    }

    [Theory, InlineData("contoso.com", "contoso.com"), InlineData("new.example", "new.example"), InlineData("eu.fabrikam.com", null)]
    public async Task It_is_named_where_it_would_hold_the_name(string domain, string? unused)
    {
        Cloud.AddZone("contoso.com", isAsked: false);
        Cloud.AddZone("new.example");
        Cloud.Dns.SetNameServers("new.example");
        Cloud.AddZone("fabrikam.com");
        Cloud.Dns.SetNameServers("eu.fabrikam.com", "ns1.elsewhere.test");

        var found = await DoAsync(async client => await (await ReadAsync(client, CloudResources.SubscriptionId)).LookAsync(
            $"_mta-sts.{domain}", Token));

        Assert.Equal((null, unused), (found.Zone, found.Unused?.Ascii));
    }

    [Fact]
    public async Task Only_the_scopes_that_are_named_are_read()
    {
        Cloud.AddZone("contoso.com", group: CloudResources.AppGroupId);
        Cloud.AddZone("fabrikam.com");

        Assert.Equal("fabrikam.com", await FindAsync("_mta-sts.fabrikam.com", CloudResources.DnsGroupId));
        Assert.Null(await FindAsync("_mta-sts.contoso.com", CloudResources.DnsGroupId));
    }

    [Fact]
    public async Task Where_DNS_does_not_say_nothing_is_guessed()
    {
        Cloud.AddZone("contoso.com");
        Cloud.Dns.Server.Fail("contoso.com");

        var error = await FailAsync(client => FindAsync(client, "_mta-sts.contoso.com", CloudResources.SubscriptionId));

        Assert.Equal(
            "DNS did not say which name servers contoso.com has: SERVFAIL. Run this again later.", error.Message);
    }

    [Fact]
    public async Task Zones_of_a_scope_that_one_may_not_see_are_an_error()
    {
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/read");

        var error = await FailAsync(client => FindAsync(client, "_mta-sts.contoso.com", CloudResources.SubscriptionId));

        Assert.Contains("The role DNS Zone Contributor", error.Message, Ordinal);
    }

    private Task<string?> FindAsync(string name, string? scope = null) =>
        DoAsync(client => FindAsync(client, name, scope ?? CloudResources.SubscriptionId));

    private async Task<string?> FindAsync(ResourceManagerClient client, string name, string scope)
    {
        var zones = await ReadAsync(client, scope);
        return (await zones.FindAsync(name, Token))?.Name.Ascii;
    }

    private Task<AzureZones> ReadAsync(ResourceManagerClient client, string scope) =>
        AzureZones.ReadAsync(client, [new ResourceIdentifier(scope)], Cloud.CreateLookup(), Token);
}
