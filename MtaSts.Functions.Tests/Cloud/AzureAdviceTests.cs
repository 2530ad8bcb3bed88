using System.Text.Json.Nodes;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Each error of Azure's says what to do.</summary>
public sealed class AzureAdviceTests : TestsInCloud
{
    [Fact]
    public async Task Nobody_signed_in()
    {
        Cloud.Credential.Token = null;

        var error = await FailAsync(ReadAppAsync);

        Assert.Equal("You are not signed in to Azure. Run 'az login' or 'azd auth login', then run this again.", error.Message);
    }

    [Fact]
    public async Task Another_tenant()
    {
        Cloud.Credential.Token = TestCredential.OfAnotherTenant;

        var error = await FailAsync(ReadAppAsync);

        Assert.EndsWith(
            " You are signed in to another tenant. Run 'az login --tenant aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb'.", error.Message, Ordinal);
    }

    [Fact]
    public async Task A_token_from_yesterday()
    {
        Cloud.Credential.Token = TestCredential.Expired;

        Assert.EndsWith(" Sign in again: 'az login' or 'azd auth login'.", (await FailAsync(ReadAppAsync)).Message, Ordinal);
    }

    [Theory]
    [InlineData("Microsoft.Web/sites", "Website Contributor")]
    [InlineData("Microsoft.Resources/deployments", "Website Contributor")]
    public async Task A_role_that_is_missing(string action, string role)
    {
        Cloud.Permissions.Deny(action);
        var scope = action == "Microsoft.Web/sites" ? Cloud.App.Id : CloudResources.AppGroupId;

        var error = await FailAsync(async client =>
        {
            await ReadAppAsync(client);
            await new Deployment(CloudResources.AppGroupId, "x", Templates.Domain, []).RunAsync(client, Cloud.Clock.Time, Token);
        });

        Assert.Equal((403, "AuthorizationFailed"), (error.Status, error.Code));
        Assert.EndsWith(
            $" The role {role} allows that. Someone who may give roles there runs: az role assignment create --assignee "
            + $"6f4c2b0e-6c7e-4d1d-9c39-3d5f8a1f2b77 --role \"{role}\" --scope \"{scope}\". A new role takes some minutes to count.",
            error.Message, Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_missing_for_what_a_template_makes()
    {
        var zone = Cloud.AddDomain("contoso.com");
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/TXT/write");

        var error = await FailAsync(client => new ZoneRecords(client, Cloud.Clock.Time).WriteAsync(
            DomainName.Parse("contoso.com"), AzureZone.From(JsonSerializer.SerializeToElement(zone.ToJson()))!,
            [new DnsRecord("_mta-sts", DnsRecordType.Txt, "v=STSv1; id=1;", 300)], Token));

        Assert.Contains(
            $" The role DNS Zone Contributor allows that. Someone who may give roles there runs: az role assignment create --assignee "
            + $"{AzureErrors.ObjectId} --role \"DNS Zone Contributor\" "
            + $"--scope \"{CloudResources.DnsGroupId}/providers/Microsoft.Network/dnsZones/contoso.com\".",
            error.Message, Ordinal);
    }

    [Theory]
    [InlineData("/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/rg-mta-sts", "SubscriptionNotFound", "az login")]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-typo", "ResourceGroupNotFound", "azd up")]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-dns", "ResourceNotFound", "azd up")]
    public async Task Something_that_is_not_there(string group, string code, string command)
    {
        var error = await FailAsync(client => client.GetAsync($"{group}/providers/Microsoft.Web/sites/app", FunctionApp.ApiVersion, Token));

        Assert.Equal(code, error.Code);
        Assert.Contains($"'{command}'", error.Message, Ordinal);
        Assert.EndsWith("correct mta-sts.json with 'mta-sts init'.", error.Message, Ordinal);
    }

    [Fact]
    public async Task A_lock()
    {
        Cloud.AddDomain("contoso.com").Put("TXT", "_mta-sts", new() { ["TTL"] = 300, ["TXTRecords"] = new JsonArray() });
        Cloud.Permissions.Lock(CloudResources.DnsGroupId);

        var error = await FailAsync(client => client.DeleteAsync(
            $"{CloudResources.DnsGroupId}/providers/Microsoft.Network/dnsZones/contoso.com/TXT/_mta-sts", AzureZone.ApiVersion, Token));

        Assert.EndsWith(
            " Somebody has put a lock on it. Remove the lock for the time of the change: 'az lock list'.", error.Message, Ordinal);
        Assert.False(error.IsConflict);
    }

    private Task ReadAppAsync(ResourceManagerClient client) => client.GetAsync(Cloud.App.Id, FunctionApp.ApiVersion, Token);
}
