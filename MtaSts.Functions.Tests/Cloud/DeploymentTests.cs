using System.Text.Json.Nodes;
using Azure.Core;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Functions.Tests.Cloud;

public sealed class DeploymentTests : TestsInCloud
{
    private const string Host = "mta-sts.contoso.com";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Cloud.AddDomain("contoso.com");
        Cloud.Dns.SetText($"asuid.{Host}", CloudApp.VerificationId);
        Cloud.Dns.SetCname(Host, CloudApp.HostName);
    }

    [Fact]
    public async Task A_domain_is_bound_gets_a_certificate_and_then_TLS_on_the_clock_of_the_caller()
    {
        var begin = Cloud.Clock.Now;

        await RunAsync("contoso.com");

        Assert.Equal(
            ["bind mta-sts", "request certificate mta-sts", "certificate mta-sts", "TLS mta-sts"], Cloud.Journal.Of("contoso.com"));
        Assert.InRange(Cloud.Clock.Now - begin, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(180));
        var app = await DoAsync(client => FunctionApp.ReadAsync(client, new ResourceIdentifier(Cloud.App.Id), Token));
        Assert.True(app.Bound[Host]);
    }

    [Fact]
    public async Task Deployed_again_it_keeps_its_TLS()
    {
        await RunAsync("contoso.com");
        await RunAsync("contoso.com");

        Assert.Equal(TimeSpan.Zero, Cloud.Journal.GetTime(Host, HostState.AppWithoutTls) - FirstTimeWithoutTls());
    }

    [Fact]
    public async Task Only_bound_a_domain_needs_no_CNAME()
    {
        Cloud.Dns.SetCname(Host, OtherPolicyHost.Name);

        await RunAsync("contoso.com", bindOnly: true);

        Assert.Equal((true, false), (Cloud.App.IsBound(Host), Cloud.App.HasTls(Host)));
    }

    [Fact]
    public async Task What_another_change_is_in_the_way_of_is_tried_again()
    {
        Cloud.App.WriteTime = TimeSpan.FromSeconds(20);
        Cloud.AddDomain("fabrikam.com");
        Cloud.Dns.SetText("asuid.mta-sts.fabrikam.com", CloudApp.VerificationId);

        await DoAsync(client => Task.WhenAll(
            Create("contoso.com", bindOnly: true).RunAsync(client, Cloud.Clock.Time, Token),
            Create("fabrikam.com", bindOnly: true).RunAsync(client, Cloud.Clock.Time, Token)));

        Assert.Equal([Host, "mta-sts.fabrikam.com"], Cloud.App.Bound);
    }

    [Fact]
    public async Task One_that_is_under_way_already_is_waited_for()
    {
        await DoAsync(client => Task.WhenAll(
            Create("contoso.com").RunAsync(client, Cloud.Clock.Time, Token),
            Create("contoso.com").RunAsync(client, Cloud.Clock.Time, Token)));

        Assert.True(Cloud.App.HasTls(Host));
    }

    [Fact]
    public async Task A_name_that_another_app_has_is_not_tried_again()
    {
        Cloud.App.BoundElsewhere.Add(Host);
        var error = await FailAsync(client => Create("contoso.com").RunAsync(client, Cloud.Clock.Time, Token));

        Assert.StartsWith(
            "The host name mta-sts.contoso.com is already assigned to another Azure website: somebody-elses-app.", error.Message, Ordinal);
        Assert.Single(Cloud.Server.Requests, request => request.StartsWith("PUT ", Ordinal));
    }

    [Fact]
    public async Task The_cause_of_a_failure_is_said_that_lies_deep_in_it()
    {
        Cloud.Dns.Remove($"asuid.{Host}", DnsType.Txt);
        Cloud.Dns.SetCname(Host, OtherPolicyHost.Name);

        var error = await FailAsync(client => Create("contoso.com").RunAsync(client, Cloud.Clock.Time, Token));

        Assert.Equal("BadRequest", error.Code);
        Assert.StartsWith(
            $"A TXT record pointing from asuid.{Host} to {CloudApp.VerificationId} was not found.", error.Message, Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_certificate_that_is_not_issued_says_what_to_look_at(bool isCaa)
    {
        if (isCaa)
        {
            Cloud.Dns.SetIssuer("contoso.com", "letsencrypt.org");
        }
        else
        {
            Cloud.Dns.SetCname(Host, OtherPolicyHost.Name);
        }

        var error = await FailAsync(client => Create("contoso.com").RunAsync(client, Cloud.Clock.Time, Token));

        Assert.StartsWith(
            $"Properties.CanonicalName is invalid.  Certificate creation failed unexpectedly for canonical name {Host}", error.Message,
            Ordinal);
        Assert.Contains("CAA", error.Message, Ordinal);
        Assert.Contains("digicert.com", error.Message, Ordinal);
    }

    [Fact]
    public async Task Parameters_that_the_template_does_not_have_are_refused_and_so_are_missing_ones()
    {
        var strange = Create("contoso.com");
        strange.Parameters["hostingPlan"] = "Basic";
        var missing = Create("contoso.com");
        missing.Parameters.Remove("appName");

        var first = await FailAsync(client => strange.RunAsync(client, Cloud.Clock.Time, Token));
        var second = await FailAsync(client => missing.RunAsync(client, Cloud.Clock.Time, Token));

        Assert.Equal((400, "InvalidTemplate"), (first.Status, first.Code));
        Assert.Contains("'hostingPlan'", first.Message, Ordinal);
        Assert.Contains("'appName' is not provided", second.Message, Ordinal);
    }

    [Fact]
    public async Task Flex_holds_three_certificates()
    {
        Cloud.App.IsFlex = true;
        string[] domains = ["contoso.com", "a.example", "b.example", "c.example"];
        foreach (var domain in domains)
        {
            Cloud.Dns.SetCname($"mta-sts.{domain}", CloudApp.HostName);
        }

        foreach (var domain in domains[..3])
        {
            await RunAsync(domain);
        }

        await FailAsync(client => Create(domains[3]).RunAsync(client, Cloud.Clock.Time, Token));
        Assert.Equal(3, Cloud.App.Certificates.Count);
    }

    private TimeSpan FirstTimeWithoutTls()
    {
        var entries = Cloud.Journal.Entries.Where(entry => entry.Name == Host).ToList();
        return entries.First(entry => entry.What == "TLS").At - Cloud.Journal.Begun;
    }

    private Task RunAsync(string domain, bool bindOnly = false) =>
        DoAsync(client => Create(domain, bindOnly).RunAsync(client, Cloud.Clock.Time, Token));

    private Deployment Create(string domain, bool bindOnly = false) => new(
        CloudResources.AppGroupId, DeploymentName.Create("mta-sts", DomainName.Parse(domain)), Templates.Domain, new JsonObject
        {
            ["appName"] = CloudApp.Name,
            ["domain"] = domain,
            ["isFlex"] = Cloud.App.IsFlex,
            ["bindOnly"] = bindOnly,
        });
}
