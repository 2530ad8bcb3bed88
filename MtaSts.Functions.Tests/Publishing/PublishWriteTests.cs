using MtaSts.Cli.Publishing;
using MtaSts.Functions.Tests.Cloud;
using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Publishing;

/// <summary><c>publish --write</c>: ids into zones of Azure DNS.</summary>
public sealed class PublishWriteTests : PublishingTests
{
    private const string One = "contoso.com";

    [Fact]
    public async Task Once_the_policy_is_served_everywhere_the_id_is_written()
    {
        var id = await HostAsync(One);

        var early = await PublishAsync($"{One} --write");
        Assert.Equal((2, ""), (early.ExitCode, early.Output));
        Assert.Empty(Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
        Assert.Matches(@"\nNext: mta-sts publish contoso\.com --write, after [^\n]+ UTC\.\n$", early.Errors);

        Settle();
        Assert.Equal(
            new ToolResult(
                0, "", "Domains: 1; in step: 0, to change: 1, held back: 0.\nWritten to Azure DNS, zone contoso.com: contoso.com.\n"),
            await PublishAsync($"{One} --write"));
        Assert.Equal([Text(id)], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task With_wait_it_goes_all_the_way_until_DNS_has_the_id()
    {
        var id = await HostAsync(One);
        Zone(One).Delay = TimeSpan.FromSeconds(40);

        var result = await PublishAsync($"{One} --write --wait");

        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith(
            "Written to Azure DNS, zone contoso.com: contoso.com.\nWaiting until DNS has them.\nDNS has them.\n", result.Errors, Ordinal);
        Assert.Equal([Text(id)], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task An_earlier_id_is_replaced_and_one_that_is_there_is_left_alone()
    {
        await HostAsync(One);
        Zone(One).Put("TXT", "_mta-sts", Txt("v=STSv1; id=1;", "v=STSv1; id=2;"));
        Settle();

        await PublishAsync($"{One} --write");
        Assert.Equal([Text(await ReadIdAsync(One))], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));

        // DNS does not show it yet, and Azure has it.
        Cloud.Dns.Remove("_mta-sts.contoso.com", DnsType.Txt);
        var requests = Cloud.Server.Requests.Count;
        Assert.Equal(0, (await PublishAsync($"{One} --write")).ExitCode);
        Assert.DoesNotContain(Cloud.Server.Requests.Skip(requests), request => !request.StartsWith("GET ", Ordinal));
    }

    [Fact]
    public async Task A_record_that_is_not_of_MTA_STS_is_not_lost()
    {
        await HostAsync(One);
        Zone(One).Put("TXT", "_mta-sts", Txt("v=STSv1; id=1;", "site-verification=abc"));
        Settle();

        var result = await PublishAsync($"{One} --write");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith(
            "Not written for contoso.com: _mta-sts.contoso.com also has the TXT record 'site-verification=abc', which is not of MTA-STS "
            + "and would be lost. Move it to another name or delete it, then run this again.\n",
            result.Errors, Ordinal);
        Assert.Equal(["v=STSv1; id=1;", "site-verification=abc"], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task A_CNAME_to_another_provider_gives_way_and_is_named()
    {
        var id = await HostAsync(One);
        Zone(One).Put("CNAME", "_mta-sts", Cname("contoso.policies.elsewhere.test"));
        Settle();

        var result = await PublishAsync($"{One} --write");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "\n_mta-sts.contoso.com was a CNAME for contoso.policies.elsewhere.test and is now a TXT record.\n", result.Errors, Ordinal);
        Assert.Equal([Text(id)], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task A_CNAME_into_a_zone_of_ones_own_stays()
    {
        await HostAsync(One);
        Cloud.AddZone("ids.provider.example");
        Zone(One).Put("CNAME", "_mta-sts", Cname("shared.ids.provider.example"));
        Settle();

        var result = await PublishAsync($"{One} --write");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "_mta-sts.contoso.com is a CNAME for shared.ids.provider.example in the zone ids.provider.example.", result.Errors, Ordinal);
        Assert.Equal("shared.ids.provider.example", Cloud.Dns.FindCname("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task What_fails_for_one_domain_stops_no_other_and_Azure_s_words_say_what_to_do()
    {
        string[] domains = [.. Enumerable.Range(1, 12).Select(number => $"d{number}.example")];
        await HostAsync(domains);
        Cloud.Permissions.Deny("Microsoft.Network/dnszones/TXT/write", Zone("d3.example").Id);
        Settle();

        var result = await PublishAsync("--all --write --output json");

        Assert.Equal(2, result.ExitCode);
        Assert.Matches("Not written for d3\\.example: .*does not have .*DNS Zone Contributor.*\n", result.Errors);
        Assert.Empty(Cloud.Dns.FindTexts("_mta-sts.d3.example"));
        Assert.All(domains.Where(domain => domain != "d3.example"), domain => Assert.Single(Cloud.Dns.FindTexts($"_mta-sts.{domain}")));
        var written = result.Json.EnumerateArray().ToDictionary(entry => entry.Text("zone")!, entry => entry);
        Assert.Equal(domains.Order(), written.Keys.Order());
        Assert.Equal(["d3.example"], written.Where(entry => !entry.Value.GetProperty("written").GetBoolean()).Select(entry => entry.Key));
        Assert.Contains("DNS Zone Contributor", written["d3.example"].Text("fault"), Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_does_not_end_holds_up_no_other_domain_for_ever()
    {
        await HostAsync(One, "stuck.example");
        Cloud.Troubles.HangDeployments("stuck.example");
        Settle();

        var result = await PublishAsync("--all --write");

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith(
            "Written to Azure DNS, zone contoso.com: contoso.com.\n"
            + "Not written for stuck.example: Azure was not done within 5 minutes. Run this again.\n",
            result.Errors, Ordinal);
    }

    [Theory, InlineData("slow.example", true), InlineData("busy.example", true), InlineData("denied.example", false)]
    public async Task What_passes_by_itself_is_told_from_what_somebody_has_to_mend(string domain, bool isPassing)
    {
        await HostAsync("slow.example", "busy.example", "denied.example");
        Cloud.Troubles.HangDeployments("slow.example");
        Cloud.Troubles.Answer("PUT", "busy.example", AzureAnswer.From(AzureErrors.InternalError()), times: 99);
        Cloud.Permissions.Deny("Microsoft.Network/dnszones/TXT/write", Zone("denied.example").Id);
        var name = DomainName.Parse(domain);
        var timeline = (await Cloud.Store.ReadTimelinesAsync([name], Token))[0];
        var status = new RolloutStatus(timeline, new DomainObservation(name), Cloud.Clock.Now, TimeSpan.Zero);

        var published = await Cloud.Clock.RunAsync(Task.Run(
            async () =>
            {
                var publisher = await IdPublisher.CreateAsync(Cloud.Services, Cloud.CreateLookup(), zone => zone, isDryRun: false, Token);
                return await publisher.PublishAsync(status, Token);
            },
            Token));

        Assert.NotNull(published.Fault);
        Assert.Equal(isPassing, published.IsPassing);
    }

    [Fact]
    public async Task A_failure_after_the_CNAME_is_gone_says_that_it_is()
    {
        await HostAsync(One);
        Zone(One).Put("CNAME", "_mta-sts", Cname("contoso.policies.elsewhere.test"));
        Cloud.Permissions.Deny("Microsoft.Network/dnszones/TXT/write", Zone(One).Id);
        Settle();

        var result = await PublishAsync($"{One} --write");

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith(
            "What stood at _mta-sts.contoso.com was deleted before, so senders find no record: run this again soon.\n",
            result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_zone_elsewhere_is_for_people_as_ever()
    {
        var id = await HostAsync(PolicyMode.Testing, isInAzure: false, "fabrikam.com");
        await HostAsync(One);
        Settle();

        var result = await PublishAsync("--all --write --format bind");

        Assert.Equal(
            (0, $"; fabrikam.com\n$ORIGIN fabrikam.com.\n_mta-sts 300 IN TXT \"{Text(id)}\"\n"), (result.ExitCode, result.Output));
        Assert.EndsWith(
            "Written to Azure DNS, zone contoso.com: contoso.com.\n"
            + "Replace the record that is there: of two, senders see none (RFC 8461 §3.1).\n",
            result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_zone_of_the_name_that_the_world_does_not_ask_is_not_written()
    {
        await HostAsync(PolicyMode.Testing, isInAzure: false, "fabrikam.com");
        Cloud.AddZone("fabrikam.com", isAsked: false);
        Settle();

        var result = await PublishAsync("fabrikam.com --write --output json");

        Assert.False(Assert.Single(result.Json.EnumerateArray()).GetProperty("written").GetBoolean());
        Assert.Null(Zone("fabrikam.com").Find("TXT", "_mta-sts"));
        Assert.Contains(
            "\nThe zone fabrikam.com in Azure DNS is not written: DNS names other name servers for it. On a network with a DNS of its own, "
            + "name a public resolver: --resolver, or \"resolver\" in mta-sts.json.\n",
            result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_write_and_where()
    {
        await HostAsync(One);
        Settle();

        var result = await PublishAsync($"{One} --write --dry-run --wait");

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.EndsWith("Would be written to Azure DNS, zone contoso.com: contoso.com.\n", result.Errors, Ordinal);
        Assert.Empty(Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told_how_and_nothing_is_written()
    {
        await HostAsync(One);
        Settle();
        Cloud.Credential.Token = null;

        var result = await PublishAsync($"{One} --write");

        Assert.Equal(
            (2, "The zones of Azure DNS could not be listed: You are not signed in to Azure. Run 'az login' or 'azd auth login', then run "
                + "this again.\n"),
            result.Ending);
    }

    [Fact]
    public async Task Without_zones_in_the_settings_there_is_nothing_to_write_to()
    {
        await HostAsync(One);
        Cloud.Settings = Cloud.Settings with { Dns = [] };

        var result = await PublishAsync($"{One} --write");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("--write needs to know where the zones of Azure DNS are.", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_dry_run_alone_is_wrong_usage() => Assert.Equal(1, (await PublishAsync($"{One} --dry-run")).ExitCode);
}
