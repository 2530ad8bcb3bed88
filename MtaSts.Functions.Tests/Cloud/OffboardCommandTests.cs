namespace MtaSts.Functions.Tests.Cloud;

public sealed class OffboardCommandTests : TestsInCloud
{
    private const string Host = "mta-sts.contoso.com";

    private static readonly string[] Way =
    [
        "delete TXT _mta-sts", "delete CNAME mta-sts", "delete test mta-sts", "unbind mta-sts", "delete certificate mta-sts",
        "delete TXT asuid.mta-sts",
    ];

    private IReadOnlyList<string> Changes => [.. Cloud.Journal.Of("contoso.com").Skip(Before)];

    private int Before { get; set; }

    [Fact]
    public async Task What_onboard_made_goes_in_the_order_that_leaves_nobody_a_way_in()
    {
        await OnboardAsync();
        await RemoveAsync();

        var result = await Cloud.RunAsync("offboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}\n{string.Join('\n', Changes)}");
        Assert.Equal(Way, Changes);
        Assert.Empty(Cloud.App.Bound);
        Assert.NotEmpty(Cloud.Dns.FindTexts("_smtp._tls.contoso.com"));
    }

    [Fact]
    public async Task Called_again_it_changes_nothing()
    {
        await OnboardAsync();
        await RemoveAsync();
        await Cloud.RunAsync("offboard contoso.com --yes");

        var result = await Cloud.RunAsync("offboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Equal(Way.Length, Changes.Count);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Interrupted_after_any_change_it_goes_on_there(int changes)
    {
        await OnboardAsync();
        await RemoveAsync();

        var first = await Cloud.InterruptAsync("offboard contoso.com --yes", changes);
        var second = await Cloud.RunAsync("offboard contoso.com --yes");

        Assert.Equal(2, first.ExitCode);
        Assert.True(second.ExitCode == 0, $"{second}\n{string.Join('\n', Changes)}");
        Assert.Equal(Way, Changes);
    }

    [Fact]
    public async Task A_domain_that_is_still_hosted_keeps_everything()
    {
        await OnboardAsync();

        var result = await Cloud.RunAsync("offboard contoso.com --yes --output json");

        Assert.Equal(2, result.ExitCode);
        var item = Assert.Single(result.Json.EnumerateArray());
        Assert.Equal(("policy", "fix"), (item.Text("stage"), item.Text("waitsFor")));
        Assert.Contains("mta-sts remove contoso.com", item.Text("text"), Ordinal);
        Assert.Empty(Changes);
    }

    [Fact]
    public async Task Of_a_zone_elsewhere_it_says_what_to_delete_and_unbinds_only_when_that_is_done()
    {
        Cloud.AddDomainElsewhere("contoso.com");
        Cloud.Dns.SetText($"asuid.{Host}", CloudApp.VerificationId);
        Cloud.Dns.SetCname(Host, CloudApp.HostName);
        await Cloud.RunAsync("onboard contoso.com --yes");
        Before = Cloud.Journal.Of("contoso.com").Count;
        Assert.True(Cloud.App.HasTls(Host));
        await RemoveAsync();

        var first = await Cloud.RunAsync("offboard contoso.com --yes --output json");
        var boundStill = Cloud.App.IsBound(Host);
        Cloud.Dns.Remove(Host, DnsType.Cname);
        var second = await Cloud.RunAsync("offboard contoso.com --yes --output json");
        Cloud.Dns.Remove($"asuid.{Host}", DnsType.Txt);
        var third = await Cloud.RunAsync("offboard contoso.com --yes --output json");

        Assert.Equal((2, 2, 0), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.True(boundStill);
        Assert.StartsWith("Delete the record mta-sts.contoso.com", first.Json[0].Text("text"), Ordinal);
        Assert.StartsWith("Delete the record asuid.mta-sts.contoso.com", second.Json[0].Text("text"), Ordinal);
        Assert.Equal(["unbind mta-sts", "delete certificate mta-sts"], Changes);
    }

    [Fact]
    public async Task A_role_that_is_missing_says_which()
    {
        await OnboardAsync();
        await RemoveAsync();
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/TXT/delete");

        var result = await Cloud.RunAsync("offboard contoso.com --yes --output json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--role \"DNS Zone Contributor\"", result.Json[0].Text("text"), Ordinal);
        Assert.Empty(Changes);
    }

    [Fact]
    public async Task A_prediction_changes_nothing()
    {
        await OnboardAsync();
        await RemoveAsync();

        var result = await Cloud.RunAsync("offboard contoso.com --what-if");

        Assert.True(result.ExitCode == 0, $"{result}");
        Assert.Empty(Changes);
    }

    private async Task OnboardAsync()
    {
        Cloud.AddDomain("contoso.com");
        Cloud.Resources.WebTests.Add(Host);
        var result = await Cloud.RunAsync("onboard contoso.com --yes");
        Assert.True(result.ExitCode == 0, $"{result}");
        Before = Cloud.Journal.Of("contoso.com").Count;
    }

    private async Task RemoveAsync()
    {
        var result = await Cloud.RunAsync(["remove", "contoso.com", "--now", "--reason", "moved away", "--yes"]);
        Assert.True(result.ExitCode == 0, $"{result}");
    }
}
