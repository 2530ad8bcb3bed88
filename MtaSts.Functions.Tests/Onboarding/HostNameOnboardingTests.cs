using Azure.Core;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Functions.Tests.Onboarding;

public sealed class HostNameOnboardingTests
{
    private const string AppHost = "contoso-mta-sts.azurewebsites.net";
    private const string OldHost = "contoso.github.io";
    private const string Id = "0123ABCD";

    private static readonly ResourceIdentifier App = new(
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Web/sites/contoso-mta-sts");

    private static readonly AzureZone Zone = new(
        new ResourceIdentifier(
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/contoso.com"),
        DomainName.Parse("contoso.com"),
        ["ns1-01.azure-dns.com"]);

    [Theory]
    [InlineData(null, null, null, nameof(OnboardingStage.Ownership))]
    [InlineData("owner", null, null, nameof(OnboardingStage.HostName))]
    [InlineData("owner", null, AppHost, nameof(OnboardingStage.HostName))]
    [InlineData("owner", "name", null, nameof(OnboardingStage.Cname))]
    [InlineData("owner", "name", OldHost, nameof(OnboardingStage.Cname))]
    [InlineData(null, "name", AppHost, nameof(OnboardingStage.Certificate))]
    [InlineData("owner", "name", AppHost, nameof(OnboardingStage.Certificate))]
    [InlineData("owner", "tls", OldHost, nameof(OnboardingStage.Cname))]
    public void The_first_thing_that_is_not_right_comes_first(string? owner, string? bound, string? target, string expected)
    {
        var step = HostNameOnboarding.Find(Situation(owner, bound, target));

        Assert.Equal((expected, OnboardingTurn.Tool), ($"{step!.Stage}", step.Turn));
    }

    [Theory, InlineData("owner"), InlineData(null)]
    public void A_name_that_leads_to_the_app_and_has_TLS_is_left_alone(string? owner) =>
        Assert.Null(HostNameOnboarding.Find(Situation(owner, "tls", AppHost)));

    [Fact]
    public void What_people_have_to_set_for_a_new_domain_they_are_told_at_once()
    {
        var step = HostNameOnboarding.Find(Situation(null, null, null) with { Zone = null })!;

        Assert.Equal(OnboardingTurn.You, step.Turn);
        Assert.Equal(
            [("asuid.mta-sts", Id), ("mta-sts", AppHost)], step.ByHand[0].Records.Select(record => (record.Name, record.Value)));
    }

    [Fact]
    public void People_are_not_told_to_move_a_name_from_another_host_before_it_is_bound()
    {
        var owner = HostNameOnboarding.Find(Situation(null, null, OldHost) with { Zone = null })!;
        var moved = HostNameOnboarding.Find(Situation("owner", "name", OldHost) with { Zone = null })!;

        Assert.Equal(["asuid.mta-sts"], owner.ByHand[0].Records.Select(record => record.Name));
        Assert.Equal(["mta-sts"], moved.ByHand[0].Records.Select(record => record.Name));
        Assert.Contains($"is a CNAME for {OldHost}", moved.Text, Ordinal);
    }

    [Fact]
    public void A_host_with_addresses_of_its_own_is_another_host_too() =>
        Assert.True((Situation(null, null, null) with { HasAddress = true }).HasOtherHost);

    [Theory]
    [InlineData(null, null, OldHost, nameof(OnboardingStage.Ownership))]
    [InlineData("owner", null, OldHost, nameof(OnboardingStage.HostName))]
    [InlineData("owner", "name", OldHost, nameof(OnboardingStage.Certificate))]
    [InlineData("owner", "name", AppHost, nameof(OnboardingStage.Certificate))]
    public void A_name_that_can_have_no_certificate_is_bound_and_not_moved(string? owner, string? bound, string target, string expected)
    {
        var step = HostNameOnboarding.Find(Situation(owner, bound, target) with { CertificateFault = "CAA." })!;

        Assert.Equal(expected, $"{step.Stage}");
        Assert.Equal(bound is not null, step is { Turn: OnboardingTurn.Stuck, Text: "CAA." });
    }

    [Fact]
    public void A_fourth_name_on_Flex_Consumption_is_refused_before_it_is_bound()
    {
        var bound = Enumerable.Range(1, 3).ToDictionary(number => $"mta-sts.d{number}.example", _ => true);
        bound[AppHost] = true;
        var name = Situation("owner", null, AppHost);

        var step = HostNameOnboarding.Find(name with { App = name.App with { IsFlex = true, Bound = bound } })!;

        Assert.Equal(OnboardingTurn.Stuck, step.Turn);
        Assert.Contains("at most 3 certificates", step.Text, Ordinal);
    }

    [Fact]
    public void A_zone_that_the_world_does_not_ask_is_named()
    {
        var step = HostNameOnboarding.Find(Situation(null, null, null) with { Zone = null, UnusedZone = DomainName.Parse("contoso.com") })!;

        Assert.Contains("The zone contoso.com in Azure DNS is not written", step.Text, Ordinal);
    }

    private static HostNameSituation Situation(string? owner, string? bound, string? target)
    {
        var names = new Dictionary<string, bool> { [AppHost] = false };
        if (bound is not null)
        {
            names["mta-sts.contoso.com"] = bound == "tls";
        }

        var app = new FunctionApp(App, DomainName.Parse(AppHost), Id, IsFlex: false, names);
        return new HostNameSituation(
            DomainName.Parse("contoso.com"), app, Zone, owner is null ? [] : [Id.ToLowerInvariant()], target, HasAddress: false);
    }
}
