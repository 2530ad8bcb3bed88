using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What could cost a domain its policy host, or another domain its turn.</summary>
public sealed class MoveHazardTests : TestsInCloud
{
    [Fact]
    public async Task An_address_stays_where_the_CNAME_cannot_take_its_place()
    {
        var zone = AddHosted("contoso.com", byAddress: true);
        zone.Put("TXT", "mta-sts", Text("something else"));

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.Equal(2, result.ExitCode);
        Assert.NotNull(zone.Find("A", "mta-sts"));
        Assert.Equal(HostState.OtherHost, GetState("contoso.com"));
    }

    [Fact]
    public async Task An_address_stays_where_records_may_not_be_deployed()
    {
        var zone = AddHosted("contoso.com", byAddress: true);
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/CNAME/write");

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.Equal(2, result.ExitCode);
        Assert.NotNull(zone.Find("A", "mta-sts"));
        Assert.Equal(HostState.OtherHost, GetState("contoso.com"));
    }

    [Fact]
    public async Task An_address_that_cannot_be_put_back_is_told_so_that_people_can()
    {
        AddHosted("contoso.com", byAddress: true);
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/CNAME/write");
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/A/write");

        var result = await Cloud.RunAsync("onboard contoso.com --yes --output json");

        var text = Assert.Single(result.Json.Texts("text"));
        Assert.Contains("could not be put back", text, Ordinal);
        Assert.Contains(OtherPolicyHost.Address, text, Ordinal);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Interrupted_after_any_change_a_move_from_an_address_leads_somewhere_and_goes_on(int changes)
    {
        AddHosted("contoso.com", byAddress: true);

        var first = await Cloud.InterruptAsync("onboard contoso.com --yes", changes);
        await Cloud.Clock.RunAsync(Task.Delay(1000, Token).ContinueWith(_ => true, TaskScheduler.Default));
        var state = GetState("contoso.com");
        var second = await Cloud.RunAsync("onboard contoso.com --yes --timeout 1h");

        Assert.Equal(2, first.ExitCode);
        Assert.Contains("Cancelled.", first.Errors, Ordinal);
        Assert.NotEqual(HostState.Nowhere, state);
        Assert.True(second.ExitCode == 0, $"{second}");
    }

    [Theory, InlineData("2m"), InlineData("4m"), InlineData("6m"), InlineData("8m")]
    public async Task The_end_of_the_time_leaves_no_domain_without_TLS(string timeout)
    {
        string[] domains = ["a.example", "b.example", "c.example", "d.example", "e.example"];
        Array.ForEach(domains, domain => AddHosted(domain));

        var result = await Cloud.RunAsync($"onboard {string.Join(' ', domains)} --yes --timeout {timeout}");

        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain(HostState.AppWithoutTls, domains.Select(GetState));
    }

    [Fact]
    public async Task A_deployment_that_hangs_holds_up_no_other_domain()
    {
        string[] domains = ["a.example", "b.example", "c.example"];
        Array.ForEach(domains, domain => Cloud.AddDomain(domain));
        Cloud.Troubles.HangDeployments("mta-sts-a.example");
        await Cloud.RunAsync("onboard a.example --yes --timeout 3m");

        var result = await Cloud.RunAsync($"onboard {string.Join(' ', domains)} --yes --timeout 60m --output json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["b.example", "c.example"], result.Json.EnumerateArray()
            .Where(item => item.Text("stage") == "done").Select(item => item.Text("domain")));
    }

    [Fact]
    public async Task A_fourth_domain_on_Flex_stays_where_it_is()
    {
        Cloud.App.IsFlex = true;
        string[] domains = ["a.example", "b.example", "c.example", "d.example"];
        Array.ForEach(domains, domain => AddHosted(domain));

        var result = await Cloud.RunAsync($"onboard {string.Join(' ', domains)} --yes --timeout 60m");

        Assert.Equal(2, result.ExitCode);
        Assert.True(domains.Count(domain => Cloud.App.HasTls($"mta-sts.{domain}")) == 3, $"{result}");
        Assert.Equal([HostState.App, HostState.App, HostState.App, HostState.OtherHost], domains.Select(GetState).OrderDescending());
    }

    [Fact]
    public async Task An_alias_record_set_is_another_host_too()
    {
        var zone = Cloud.AddDomain("contoso.com");
        zone.Put("CNAME", "mta-sts", new()
        {
            ["TTL"] = 300,
            ["targetResource"] = new JsonObject { ["id"] = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Cdn/profiles/policies" },
        });
        zone.Put("TXT", "_mta-sts", Text("v=STSv1; id=old1;"));
        Cloud.Dns.SetAddress("policies.azurefd.net", OtherPolicyHost.Address);
        Cloud.OtherHost.Serve("contoso.com", "enforce", "*.mail.protection.outlook.com");

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(PolicyMode.Enforce, (await Cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token))!.Policy!.Mode);
        var changes = Cloud.Journal.Of("contoso.com").Skip(2).ToList();
        Assert.Equal(["TXT asuid.mta-sts", "bind mta-sts", "CNAME mta-sts"], changes.Take(3));
    }

    [Fact]
    public async Task Reports_that_go_elsewhere_by_a_CNAME_are_left_alone()
    {
        var zone = Cloud.AddDomain("contoso.com");
        zone.Put("CNAME", "_smtp._tls", new() { ["TTL"] = 300, ["CNAMERecord"] = new JsonObject { ["cname"] = "reports.example" } });
        Cloud.Dns.SetText("reports.example", "v=TLSRPTv1; rua=mailto:a@reports.example");

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.NotNull(zone.Find("CNAME", "_smtp._tls"));
    }

    [Fact]
    public async Task Offboard_leaves_alone_a_domain_that_was_never_hosted()
    {
        var zone = Cloud.AddDomain("fabrikam.com");
        zone.Put("TXT", "_mta-sts", Text("v=STSv1; id=theirs;"));
        zone.Put("TXT", "asuid.mta-sts", Text(CloudApp.VerificationId));
        Cloud.Resources.WebTests.Add("mta-sts.fabrikam.com");
        var before = Cloud.Journal.Entries.Count;

        var result = await Cloud.RunAsync("offboard fabrikam.com --yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(before, Cloud.Journal.Entries.Count);
    }

    [Fact]
    public async Task Offboard_leaves_alone_the_records_of_the_host_that_a_domain_has_now()
    {
        var zone = Cloud.AddDomain("contoso.com");
        await Cloud.RunAsync("onboard contoso.com --yes");
        zone.Put("CNAME", "mta-sts", new() { ["TTL"] = 300, ["CNAMERecord"] = new JsonObject { ["cname"] = OtherPolicyHost.Name } });
        zone.Put("TXT", "_mta-sts", Text("v=STSv1; id=theirs;"));
        await Cloud.RunAsync(["remove", "contoso.com", "--now", "--reason", "moved away", "--yes"]);

        var result = await Cloud.RunAsync("offboard contoso.com --yes");

        Assert.Equal(["v=STSv1; id=theirs;"], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
        Assert.Equal(OtherPolicyHost.Name, Cloud.Dns.FindCname("mta-sts.contoso.com"));
        Assert.False(Cloud.App.IsBound("mta-sts.contoso.com"), $"{result}");
    }

    private HostState GetState(string domain)
    {
        var host = $"mta-sts.{domain}";
        return Cloud.Dns.FindCname(host) == CloudApp.HostName ? Cloud.App.HasTls(host) ? HostState.App : HostState.AppWithoutTls
            : Cloud.Dns.Has(host) ? HostState.OtherHost
            : HostState.Nowhere;
    }

    private CloudZone AddHosted(string domain, bool byAddress = false)
    {
        var zone = Cloud.AddDomain(domain);
        if (byAddress)
        {
            var address = new JsonObject { ["ipv4Address"] = OtherPolicyHost.Address };
            zone.Put("A", "mta-sts", new() { ["TTL"] = 300, ["ARecords"] = new JsonArray(address) });
        }
        else
        {
            zone.Put("CNAME", "mta-sts", new() { ["TTL"] = 300, ["CNAMERecord"] = new JsonObject { ["cname"] = OtherPolicyHost.Name } });
        }

        zone.Put("TXT", "_mta-sts", Text("v=STSv1; id=old1;"));
        Cloud.OtherHost.Serve(domain, "enforce", "*.mail.protection.outlook.com");
        return zone;
    }

    private static JsonObject Text(string text) => new()
    {
        ["TTL"] = 300,
        ["TXTRecords"] = new JsonArray(new JsonObject { ["value"] = new JsonArray(text) }),
    };
}
