using System.Text.Json.Nodes;
using MtaSts.Functions.Tests.Cloud;
using MtaSts.Records;

namespace MtaSts.Functions.Tests.Publishing;

/// <summary>Domains that the app in the test cloud serves, and whose ids are to be published.</summary>
public abstract class PublishingTests : TestsInCloud
{
    private protected static DomainName IdZone { get; } = DomainName.Parse("ids.provider.example");

    private protected static string Target(string domain) => DelegatedId.GetTarget(DomainName.Parse(domain), IdZone).Ascii;

    private protected static string Text(string id) => $"v=STSv1; id={id};";

    private protected static Policy Policy(PolicyMode mode, int maxAge = 1209600) =>
        new(mode, [MxPattern.Parse("*.mail.protection.outlook.com")], maxAge);

    private protected void DelegateIds(bool isInAzure = true)
    {
        Cloud.Settings = Cloud.Settings with { IdZone = IdZone };
        if (isInAzure)
        {
            Cloud.AddZone(IdZone.Ascii);
        }
    }

    /// <summary>Domains whose zones are in Azure DNS, with a policy that the app serves.</summary>
    /// <returns>The id of the first.</returns>
    private protected Task<string> HostAsync(params string[] domains) => HostAsync(PolicyMode.Testing, isInAzure: true, domains);

    private protected async Task<string> HostAsync(PolicyMode mode, bool isInAzure, params string[] domains)
    {
        foreach (var domain in domains)
        {
            if (isInAzure)
            {
                Cloud.AddDomain(domain);
            }
            else
            {
                Cloud.AddDomainElsewhere(domain);
            }

            var host = $"mta-sts.{domain}";
            Cloud.Dns.SetCname(host, CloudApp.HostName);
            Cloud.App.Bind(host, null);
            Cloud.App.Bind(host, Cloud.App.IssueCertificate(host));
            await SaveAsync(domain, Policy(mode));
        }

        return await ReadIdAsync(domains[0]);
    }

    private protected async Task SaveAsync(string domain, Policy policy)
    {
        var name = DomainName.Parse(domain);
        await Cloud.Store.SaveAsync(
            new PolicyChange
            {
                Domain = name,
                Content = new PolicyContent.Inline(policy),
                Version = (await Cloud.Store.ReadAsync(name, Token))?.Version,
                ChangedBy = "ann@contoso.com",
                Reason = "",
            },
            Token);
    }

    private protected async Task<string> ReadIdAsync(string domain) =>
        (await Cloud.Store.ReadAsync(DomainName.Parse(domain), Token))!.Id!;

    /// <summary>Lets the time pass that an instance may keep an earlier policy.</summary>
    private protected void Settle() => Cloud.Clock.Time.Advance(TimeSpan.FromMinutes(2));

    private protected Task<ToolResult> PublishAsync(string options) => Cloud.RunAsync($"publish {options}");

    private protected static JsonObject Txt(params string[] texts) => new()
    {
        ["TTL"] = 300,
        ["TXTRecords"] = new JsonArray([.. texts.Select(text => new JsonObject { ["value"] = new JsonArray(text) })]),
    };

    private protected static JsonObject Cname(string target) =>
        new() { ["TTL"] = 300, ["CNAMERecord"] = new JsonObject { ["cname"] = target } };

    private protected CloudZone Zone(string name) => Cloud.Resources.Zones.Single(zone => zone.Name == name);
}
