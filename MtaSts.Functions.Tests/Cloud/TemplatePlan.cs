using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What the project's own templates deploy, as a test holds it against Bicep's prediction.</summary>
/// <param name="Resources">In the order in which they are made; those of DNS Azure makes in any.</param>
/// <param name="IsExpanded">Whether Azure knows before it begins what would be made: not where a module gets what a resource says.</param>
internal sealed record TemplatePlan(IReadOnlyList<PlannedResource> Resources, bool IsExpanded)
{
    /// <summary>In place of what only the deployment itself can tell.</summary>
    public const string Unknown = "[reference]";

    /// <exception cref="AzureException">The parameters do not fit, or it is nobody's template.</exception>
    public static TemplatePlan Create(string groupId, JsonObject template, JsonObject? supplied)
    {
        var values = TemplateParameters.Read(template, supplied);
        return (string?)template["metadata"]?["name"] switch
        {
            "A domain of an MTA-STS policy host" => new TemplatePlan([.. PlanDomain(groupId, template, values)], IsExpanded: false),
            "DNS records of an MTA-STS policy host" => new TemplatePlan([.. PlanRecords(groupId, values)], IsExpanded: true),
            var other => throw AzureErrors.InvalidTemplate($"This test cloud does not know the template '{other}'"),
        };
    }

    private static IEnumerable<PlannedResource> PlanDomain(string groupId, JsonObject template, JsonObject values)
    {
        var host = $"mta-sts.{(string)values["domain"]!}";
        var isManaged = !(bool)values["bindOnly"]! && values["certificate"] is null;
        if (isManaged && host.Length > 64)
        {
            throw AzureErrors.InvalidTemplate($"{host} has more than 64 characters, so Azure issues no managed certificate for it");
        }

        var app = (string)values["appName"]!;
        var site = $"{groupId}/providers/Microsoft.Web/sites/{app}";

        // As the template says it, not as it should.
        var isOnlyIfNotExists = template.ToJsonString().Contains("onlyIfNotExists", Ordinal);
        yield return new PlannedResource(
            $"{site}/hostNameBindings/{host}", "Microsoft.Web/sites/hostNameBindings", CreateBinding(app, "Disabled"), isOnlyIfNotExists);
        if ((bool)values["bindOnly"]!)
        {
            yield break;
        }

        var ofKeyVault = values["certificate"];
        var properties = isManaged
            ? new JsonObject { ["canonicalName"] = host }
            : new JsonObject
            {
                ["keyVaultId"] = (string?)ofKeyVault!["keyVaultId"],
                ["keyVaultSecretName"] = (string?)ofKeyVault["name"],
            };
        var isFlex = (bool)values["isFlex"]!;
        if (!isFlex)
        {
            properties["serverFarmId"] = Unknown;
        }

        yield return isFlex
            ? new PlannedResource($"{site}/certificates/{host}", "Microsoft.Web/sites/certificates", properties)
            : new PlannedResource($"{groupId}/providers/Microsoft.Web/certificates/{host}", "Microsoft.Web/certificates", properties);
        var binding = CreateBinding(app, "SniEnabled");
        binding["thumbprint"] = Unknown;
        yield return new PlannedResource($"{site}/hostNameBindings/{host}", "Microsoft.Web/sites/hostNameBindings", binding);
    }

    private static JsonObject CreateBinding(string app, string state) => new()
    {
        ["siteName"] = app,
        ["hostNameType"] = "Verified",
        ["customHostNameDnsRecordType"] = "CName",
        ["sslState"] = state,
    };

    private static IEnumerable<PlannedResource> PlanRecords(string groupId, JsonObject values) =>
        from domain in values["domains"]!.AsArray()
        from record in domain!["records"]!.AsArray()
        let type = (string)record["type"]!
        select new PlannedResource(
            $"{groupId}/providers/Microsoft.Network/dnsZones/{(string)domain["zone"]!}/{type}/{(string)record["name"]!}",
            $"Microsoft.Network/dnsZones/{type}",
            CreateRecordSet(type, (int)record["ttl"]!, record["value"]!));

    private static JsonObject CreateRecordSet(string type, int ttl, JsonNode value) => type == "CNAME"
        ? new JsonObject { ["TTL"] = ttl, ["CNAMERecord"] = new JsonObject { ["cname"] = (string)value[0]! } }
        : new JsonObject { ["TTL"] = ttl, ["TXTRecords"] = new JsonArray(new JsonObject { ["value"] = value.DeepClone() }) };
}

/// <summary>A resource that a template makes.</summary>
/// <param name="IsOnlyIfNotExists">Whether one that is there is left alone.</param>
internal sealed record PlannedResource(string Id, string Type, JsonObject Properties, bool IsOnlyIfNotExists = false)
{
    public string Name => Id[(Id.LastIndexOf('/') + 1)..];
}
