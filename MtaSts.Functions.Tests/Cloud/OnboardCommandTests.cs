using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

public sealed class OnboardCommandTests : TestsInCloud
{
    private const string Host = "mta-sts.contoso.com";

    private static readonly string[] Way =
    [
        "bind mta-sts", "request certificate mta-sts", "certificate mta-sts", "TLS mta-sts",
    ];

    private IReadOnlyList<string> Changes => Cloud.Journal.Of("contoso.com");

    [Fact]
    public async Task From_nothing_to_a_policy_that_senders_find()
    {
        Cloud.AddDomain("contoso.com");

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(["CNAME mta-sts", "TXT asuid.mta-sts"], Changes.Take(2).Order());
        Assert.Equal(Way, Changes.Skip(2).Take(4));
        Assert.Equal(["TXT _mta-sts", "TXT _smtp._tls"], Changes.Skip(6).Order());
        var stored = await Cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token);
        Assert.Equal(PolicyMode.Testing, stored!.Policy!.Mode);
        Assert.Equal([$"v=STSv1; id={stored.Id};"], Cloud.Dns.FindTexts("_mta-sts.contoso.com"));
        Assert.Equal(["v=TLSRPTv1; rua=mailto:tls-reports@contoso.com"], Cloud.Dns.FindTexts("_smtp._tls.contoso.com"));
        Assert.Contains("1 of 1 domain done", result.Output, Ordinal);
        Assert.Contains("mta-sts promote contoso.com --publish", result.Errors, Ordinal);
    }

    [Fact]
    public async Task Called_again_it_changes_nothing()
    {
        Cloud.AddDomain("contoso.com");
        await Cloud.RunAsync("onboard contoso.com --yes");
        var (changes, requests) = (Changes.Count, Cloud.Server.Requests.Count);

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(changes, Changes.Count);
        Assert.All(Cloud.Server.Requests.Skip(requests), request => Assert.StartsWith("GET ", request, Ordinal));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Interrupted_after_any_change_it_goes_on_there(int changes)
    {
        Cloud.AddDomain("contoso.com");

        var first = await Cloud.InterruptAsync("onboard contoso.com --yes", changes);
        var second = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.Equal(2, first.ExitCode);
        Assert.Contains("Cancelled. What was done stays", first.Errors, Ordinal);
        Assert.True(second.ExitCode == 0, $"{second}");
        Assert.Equal(Changes.Distinct(), Changes);
        Assert.Equal(8, Changes.Count);
    }

    [Fact]
    public async Task Three_stuck_domains_of_fifty_hold_up_no_other()
    {
        Cloud.App.CertificateTime = TimeSpan.FromSeconds(20);
        string[] domains = [.. Enumerable.Range(1, 50).Select(number => $"d{number}.example")];
        Array.ForEach(domains, domain => Cloud.AddDomain(domain));
        Cloud.Dns.SetIssuer("d7.example", "letsencrypt.org");
        Cloud.App.BoundElsewhere.Add("mta-sts.d8.example");
        Cloud.Dns.Remove("d9.example", DnsType.Mx);
        var list = Write("domains.txt", string.Join('\n', domains));

        var result = await Cloud.RunAsync(["onboard", "--file", list, "--yes", "--timeout", "5h", "--output", "json"]);

        Assert.Equal(2, result.ExitCode);
        var open = result.Json.EnumerateArray().Where(item => item.Text("stage") != "done").ToList();
        Assert.Equal(50, result.Json.GetArrayLength());
        Assert.Equal(["d7.example", "d8.example", "d9.example"], open.Select(item => item.Text("domain")));
        Assert.Equal(["certificate", "hostName", "policy"], open.Select(item => item.Text("stage")));
        Assert.All(open, item => Assert.Equal("fix", item.Text("waitsFor")));
        Assert.Contains("digicert.com", open[0].Text("text"), Ordinal);
        Assert.Contains("already assigned", open[1].Text("text"), Ordinal);
        Assert.Contains("MX", open[2].Text("text"), Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_domain_with_another_host_moves_without_a_gap(bool hasAddress)
    {
        var zone = Cloud.AddDomain("contoso.com");
        var text = new JsonObject { ["value"] = new JsonArray("v=STSv1; id=old1;") };
        zone.Put("TXT", "_mta-sts", new() { ["TTL"] = 300, ["TXTRecords"] = new JsonArray(text) });
        if (hasAddress)
        {
            var address = new JsonObject { ["ipv4Address"] = OtherPolicyHost.Address };
            zone.Put("A", "mta-sts", new() { ["TTL"] = 300, ["ARecords"] = new JsonArray(address) });
        }
        else
        {
            zone.Put("CNAME", "mta-sts", new() { ["TTL"] = 300, ["CNAMERecord"] = new JsonObject { ["cname"] = OtherPolicyHost.Name } });
        }

        Cloud.OtherHost.Serve("contoso.com", "enforce", "*.mail.protection.outlook.com");
        var before = Changes.Count;

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(PolicyMode.Enforce, (await Cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token))!.Policy!.Mode);
        Assert.Equal(
            ["TXT asuid.mta-sts", "bind mta-sts", .. hasAddress ? ["delete A mta-sts"] : (string[])[], "CNAME mta-sts", .. Way[1..]],
            Changes.Skip(before).Take(hasAddress ? 7 : 6));
        Assert.Contains("TXT _mta-sts", Changes.Skip(before + 6));
        Assert.InRange(
            Cloud.Journal.GetTime(Host, HostState.AppWithoutTls), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(160));
        Assert.InRange(Cloud.Journal.GetTime(Host, HostState.Nowhere), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    /// <summary>What the app served it before it had a row is in no history.</summary>
    [Fact]
    public async Task Of_a_domain_that_had_the_default_in_enforce_it_is_noted_how_long_senders_hold_that()
    {
        Cloud.AddDomain("contoso.com");
        await Cloud.RunAsync("template set exchange --mx mail.other.example --max-age 3w --yes");
        Cloud.Settings = Cloud.Settings with { DefaultTemplate = new DefaultTemplate("exchange", PolicyMode.Enforce, []) };

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        var timeline = Assert.Single(await Cloud.Store.ReadTimelinesAsync([DomainName.Parse("contoso.com")], Token));
        Assert.Equal(PolicyMode.Testing, timeline.Current!.Policy!.Mode);
        Assert.Contains("default template exchange in mode enforce until now, and mode testing once it has a row", result.Errors, Ordinal);
        var held = timeline.HeldUntil!.Value - timeline.Current.Since!.Value;
        Assert.InRange(held, TimeSpan.FromDays(21), TimeSpan.FromDays(21) + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Of_a_zone_elsewhere_the_records_are_said_and_nothing_is_waited_for()
    {
        Cloud.AddDomainElsewhere("contoso.com");

        var result = await Cloud.RunAsync("onboard contoso.com --yes --output json");

        Assert.Equal(2, result.ExitCode);
        var item = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("ownership", "you"), (item.Text("stage"), item.Text("waitsFor")));
        Assert.Equal(["asuid.mta-sts", "mta-sts"], item.GetProperty("records").Texts("name"));
        Assert.DoesNotContain(Changes, change => change.StartsWith("bind", Ordinal));
    }

    [Fact]
    public async Task Of_a_zone_elsewhere_records_are_waited_for_and_everything_else_follows_by_itself()
    {
        Cloud.AddDomainElsewhere("contoso.com");

        var result = await Cloud.RunAsync("onboard contoso.com --yes --wait --timeout 2h", elapsed =>
        {
            if (elapsed >= TimeSpan.FromMinutes(5) && !Cloud.Dns.Has(Host))
            {
                Cloud.Dns.SetText($"asuid.{Host}", CloudApp.VerificationId);
                Cloud.Dns.SetCname(Host, CloudApp.HostName);
            }

            if (elapsed >= TimeSpan.FromMinutes(30) && !Cloud.Dns.Has("_mta-sts.contoso.com"))
            {
                Cloud.Dns.SetText("_smtp._tls.contoso.com", "v=TLSRPTv1; rua=mailto:tls-reports@contoso.com");
                Cloud.Dns.SetText("_mta-sts.contoso.com", $"v=STSv1; id={ReadId()};");
            }
        });

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(Way, Changes);
        Assert.Contains(CloudApp.VerificationId, result.Output + result.Errors, Ordinal);
        Assert.Contains($"id={ReadId()};", result.Output + result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_missing_stops_the_domain_and_says_which()
    {
        Cloud.AddDomain("contoso.com");
        Cloud.Permissions.Deny("Microsoft.Web/sites/hostNameBindings/write");

        var result = await Cloud.RunAsync("onboard contoso.com --yes --output json");

        Assert.Equal(2, result.ExitCode);
        var item = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("hostName", "fix"), (item.Text("stage"), item.Text("waitsFor")));
        Assert.Contains(
            $"az role assignment create --assignee {AzureErrors.ObjectId} --role \"Website Contributor\" --scope \"{Cloud.App.Id}\".",
            item.Text("text"), Ordinal);
    }

    [Theory]
    [InlineData(TestCredential.OfAnotherTenant, "az login --tenant aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb")]
    [InlineData(TestCredential.Expired, "Sign in again: 'az login'")]
    [InlineData(null, "You are not signed in to Azure. Run 'az login'")]
    public async Task Who_is_not_signed_in_there_is_told_and_nothing_is_changed(string? token, string advice)
    {
        Cloud.AddDomain("contoso.com");
        Cloud.Credential.Token = token;

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(advice, result.Output + result.Errors, Ordinal);
        Assert.Empty(Changes);
        Assert.Null(await Cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token));
    }

    [Fact]
    public async Task A_certificate_that_takes_longer_than_the_run_is_waited_for_by_the_next_one()
    {
        Cloud.AddDomain("contoso.com");
        Cloud.App.CertificateTime = TimeSpan.FromMinutes(12);

        var first = await Cloud.RunAsync("onboard contoso.com --yes --timeout 3m --output json");
        var second = await Cloud.RunAsync("onboard contoso.com --yes --timeout 30m");

        Assert.Equal(2, first.ExitCode);
        Assert.Equal("azure", Assert.Single(first.Json.EnumerateArray()).Text("waitsFor"));
        Assert.True(second.ExitCode == 0, $"{second}");
        Assert.Equal(Changes.Distinct(), Changes);
    }

    [Fact]
    public async Task A_prediction_changes_nothing()
    {
        Cloud.AddDomain("contoso.com");

        var result = await Cloud.RunAsync("onboard contoso.com --what-if --output json");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Empty(Changes);
        Assert.Null(await Cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token));
        Assert.Equal(
            ["policy", "ownership", "hostName", "cname", "certificate", "records"],
            Assert.Single(result.Json.EnumerateArray()).GetProperty("changes").EnumerateArray().Select(stage => stage.GetString()));
    }

    [Fact]
    public async Task What_DNS_takes_its_time_for_is_waited_for()
    {
        Cloud.AddDomain("contoso.com").Delay = TimeSpan.FromMinutes(2);

        var result = await Cloud.RunAsync("onboard contoso.com --yes --timeout 1h");

        Assert.True(result.ExitCode == 0, $"{result}\n{string.Join('\n', Changes)}");
    }

    private string ReadId() => Cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token).GetAwaiter().GetResult()!.Id!;
}
