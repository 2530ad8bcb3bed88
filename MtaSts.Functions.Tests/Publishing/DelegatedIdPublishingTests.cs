using MtaSts.Functions.Tests.Cloud;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Publishing;

/// <summary>Ids in a zone of one's own, to which <c>_mta-sts</c> of each domain is a CNAME (RFC 8461 §3.1).</summary>
public sealed class DelegatedIdPublishingTests : PublishingTests
{
    private const string One = "contoso.com";
    private const string Customer = "fabrikam.com";

    [Fact]
    public async Task The_id_of_a_customer_whose_CNAME_leads_there_is_written_without_the_customer()
    {
        DelegateIds();
        await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);
        Cloud.Dns.SetCname($"_mta-sts.{Customer}", Target(Customer));
        Settle();

        var result = await PublishAsync($"{Customer} --write --wait");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains($"\nWritten to Azure DNS, zone {IdZone}: {Customer}.\n", result.Errors, Ordinal);
        Assert.Equal([Text(await ReadIdAsync(Customer))], Cloud.Dns.FindTexts(Target(Customer)));

        await SaveAsync(Customer, Policy(PolicyMode.Testing, maxAge: 604800));
        Assert.Equal(0, (await PublishAsync($"{Customer} --write --wait")).ExitCode);
        Assert.Equal([Text(await ReadIdAsync(Customer))], Cloud.Dns.FindTexts(Target(Customer)));
    }

    [Fact]
    public async Task A_customer_is_told_the_CNAME_and_finds_the_id_at_once()
    {
        DelegateIds();
        var id = await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);
        Settle();

        var result = await PublishAsync($"{Customer} --write --format bind");

        Assert.Equal(
            (0, $"; {Customer}\n$ORIGIN {Customer}.\n_mta-sts 3600 IN CNAME {Target(Customer)}.\n"), (result.ExitCode, result.Output));
        Assert.EndsWith(
            $"_mta-sts.{Customer} has to become a CNAME for {Target(Customer)}, once and for all: delete the record that is there first. "
            + "Later ids are written to the target.\n",
            result.Errors, Ordinal);
        Assert.Equal([Text(id)], Cloud.Dns.FindTexts(Target(Customer)));

        Cloud.Dns.SetCname($"_mta-sts.{Customer}", Target(Customer));
        Assert.Equal(
            (0, "Domains: 1; in step: 1, to change: 0, held back: 0.\n"), (await PublishAsync($"{Customer} --write")).Ending);
    }

    [Fact]
    public async Task In_a_zone_of_ones_own_the_target_is_there_before_the_CNAME()
    {
        DelegateIds();
        var id = await HostAsync(One);
        Zone(One).Put("TXT", "_mta-sts", Txt("v=STSv1; id=1;"));
        Zone(IdZone.Ascii).Delay = TimeSpan.FromSeconds(30);
        Settle();

        var result = await PublishAsync($"{One} --write");

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal(Target(One), Cloud.Dns.FindCname("_mta-sts.contoso.com"));
        Assert.Equal([Text(id)], Cloud.Dns.FindTexts(Target(One)));
        var steps = Cloud.Journal.Entries.Where(entry => entry.Name == Target(One) || entry.Name == "_mta-sts.contoso.com").ToList();
        Assert.Equal(["TXT", "TXT", "delete TXT", "CNAME"], steps.Select(step => step.What));
        Assert.InRange(steps[2].At - steps[1].At, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        Assert.Equal(
            (0, "Domains: 1; in step: 1, to change: 0, held back: 0.\n"), (await PublishAsync($"{One} --write")).Ending);
    }

    [Fact]
    public async Task While_DNS_does_not_have_the_target_the_CNAME_is_not_set()
    {
        DelegateIds();
        await HostAsync(One);
        Zone(One).Put("TXT", "_mta-sts", Txt("v=STSv1; id=1;"));
        Zone(IdZone.Ascii).Delay = TimeSpan.FromHours(1);
        Settle();

        var result = await PublishAsync($"{One} --write --output json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["v=STSv1; id=1;"], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
        Assert.Contains(
            $"DNS does not have the id at {Target(One)} yet, so _mta-sts.contoso.com was not made a CNAME for it.", result.Errors, Ordinal);
        Assert.Equal(
            [(IdZone.Ascii, true), (One, false)],
            result.Json.EnumerateArray().Select(entry => (entry.Text("zone")!, entry.GetProperty("written").GetBoolean())));
    }

    [Fact]
    public async Task Where_people_write_the_target_they_are_told_it_and_the_CNAME_waits_for_them()
    {
        DelegateIds(isInAzure: false);
        var id = await HostAsync(One);
        Settle();

        var before = await PublishAsync($"{One} --write --format bind");

        Assert.Equal(
            (2, $"; {One}\n$ORIGIN {IdZone}.\n{DelegatedId.GetLabel(DomainName.Parse(One))} 300 IN TXT \"{Text(id)}\"\n"),
            (before.ExitCode, before.Output));
        Assert.EndsWith(
            $"\n_mta-sts.{One} becomes a CNAME for {Target(One)} once DNS has the record there: run this again then.\n",
            before.Errors, Ordinal);
        Assert.Null(Cloud.Dns.FindCname($"_mta-sts.{One}"));

        Cloud.Dns.SetText(Target(One), Text(id));
        var then = await PublishAsync($"{One} --write");
        Assert.Equal((0, ""), (then.ExitCode, then.Output));
        Assert.Equal(Target(One), Cloud.Dns.FindCname($"_mta-sts.{One}"));
    }

    [Fact]
    public async Task A_foreign_record_keeps_the_CNAME_away()
    {
        DelegateIds();
        await HostAsync(One);
        Zone(One).Put("TXT", "_mta-sts", Txt("site-verification=abc"));
        Settle();

        Assert.Equal(2, (await PublishAsync($"{One} --write")).ExitCode);
        Assert.Equal(["site-verification=abc"], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
    }

    [Fact]
    public async Task Without_write_target_and_CNAME_are_shown_in_their_order()
    {
        DelegateIds(isInAzure: false);
        var id = await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);
        Settle();

        var result = await PublishAsync($"{Customer} --format bind");

        Assert.Equal(
            $"; {Customer}\n$ORIGIN {IdZone}.\n{DelegatedId.GetLabel(DomainName.Parse(Customer))} 300 IN TXT \"{Text(id)}\"\n"
            + $"; {Customer}\n$ORIGIN {Customer}.\n_mta-sts 3600 IN CNAME {Target(Customer)}.\n",
            result.Output);
    }

    [Fact]
    public async Task Dns_shows_the_target_before_the_CNAME_for_the_customer()
    {
        DelegateIds();
        var id = await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);

        var result = await Cloud.RunAsync($"dns {Customer} --output json");

        var last = result.Json.EnumerateArray().Select(entry => entry.GetProperty("records").EnumerateArray().Last());
        Assert.Equal(
            [(Target(Customer), "TXT", Text(id)), ($"_mta-sts.{Customer}", "CNAME", Target(Customer))],
            last.Select(record => (record.Text("fullName")!, record.Text("type")!, record.Text("value")!)));
        Assert.Contains($"The CNAME _mta-sts is set once. The id is in the zone {IdZone}: ", result.Errors, Ordinal);
        (await Cloud.RunAsync($"show {Customer}")).AssertOutputContains(0, $"_mta-sts.{Customer}. CNAME {Target(Customer)}.");
    }

    [Fact]
    public async Task Check_takes_the_CNAME_as_right_and_names_what_is_out_of_step()
    {
        DelegateIds();
        var id = await HostAsync(PolicyMode.Testing, isInAzure: false, Customer, "direct.example");
        Cloud.Dns.SetCname($"_mta-sts.{Customer}", Target(Customer));
        Cloud.Dns.SetText(Target(Customer), Text(id));
        Cloud.Dns.SetText("_mta-sts.direct.example", Text(await ReadIdAsync("direct.example")));
        Settle();

        var delegated = await CheckTxtAsync(Customer);
        Assert.Equal("passed", delegated.Text("outcome"));
        Assert.DoesNotContain("not delegated", delegated.GetProperty("seen").Texts("name"));

        var direct = await CheckTxtAsync("direct.example");
        Assert.Equal("passed", direct.Text("outcome"));
        Assert.Contains(
            $"as a CNAME for {Target("direct.example")}, _mta-sts.direct.example would not have to change with each id",
            direct.GetProperty("seen").Texts("value"));

        Cloud.Dns.SetText(Target(Customer), "v=STSv1; id=1;");
        Cloud.Clock.Time.Advance(TimeSpan.FromHours(1));
        Assert.StartsWith(
            $"Run 'mta-sts publish {Customer}', and change the record '{Target(Customer)}', which it is a CNAME for; if that "
            + "is another's, replace the CNAME.",
            Assert.Single((await CheckTxtAsync(Customer)).GetProperty("findings").Texts("advice")), Ordinal);

        Cloud.Dns.Remove(Target(Customer), DnsType.Txt);
        Assert.Equal(
            $"Write the TXT record at {Target(Customer)}: 'mta-sts publish {Customer} --write'.",
            Assert.Single((await CheckTxtAsync(Customer)).GetProperty("findings").Texts("advice")));
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_here_is_not_told_to_delegate_its_id()
    {
        DelegateIds();
        await HostAsync(PolicyMode.Testing, isInAzure: false, Customer);
        Cloud.AddDomainElsewhere("stranger.example");
        Cloud.Dns.SetCname("mta-sts.stranger.example", CloudApp.HostName);
        Cloud.Dns.SetText("_mta-sts.stranger.example", "v=STSv1; id=1;");

        var stranger = await CheckTxtAsync($"stranger.example --app {CloudApp.HostName}");

        Assert.DoesNotContain("not delegated", stranger.GetProperty("seen").Texts("name"));
    }

    [Fact]
    public async Task After_a_removal_the_target_is_to_go_too()
    {
        DelegateIds();
        var id = await HostAsync(PolicyMode.None, isInAzure: false, Customer);
        Cloud.Dns.SetCname($"_mta-sts.{Customer}", Target(Customer));
        Cloud.Dns.SetText(Target(Customer), Text(id));

        var removal = await Cloud.RunAsync($"remove {Customer} --now --reason test --yes");

        Assert.Contains(
            $"remove the record _mta-sts.{Customer} and the one that it is delegated to, '{Target(Customer)}', then mta-sts.{Customer}",
            removal.Errors, Ordinal);
        var status = await Cloud.RunAsync($"status {Customer} --output json");
        Assert.Contains(
            $"Delete the record _mta-sts.{Customer} and the one that it is delegated to, '{Target(Customer)}', first, then",
            Assert.Single(status.Json.Texts("next")), Ordinal);
    }

    private async Task<JsonElement> CheckTxtAsync(string arguments)
    {
        var result = await Cloud.RunAsync($"check {arguments} --output json");
        return result.Json.GetProperty("domains")[0].GetProperty("parts").EnumerateArray().Single(part => part.Text("area") == "txt");
    }
}
