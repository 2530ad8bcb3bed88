using System.Text.Json.Nodes;
using MtaSts.Cli.ResourceManager;
using MtaSts.Functions.Tests.Infrastructure;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What the test cloud takes the templates for, held against what Bicep foresees of them.</summary>
public sealed class TemplatePlanTests : InfrastructureCopy
{
    private const string GroupId = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mta-sts";

    [Theory]
    [InlineData("""{ "appName": "app", "domain": "contoso.com" }""")]
    [InlineData("""{ "appName": "app", "domain": "contoso.com", "bindOnly": true }""")]
    [InlineData("""{ "appName": "app", "domain": "contoso.com", "isFlex": true }""")]
    [InlineData("""{ "appName": "app", "domain": "contoso.com", "certificate": { "keyVaultId": "/subscriptions/1", "name": "x" } }""")]
    public Task A_domain_is_what_Bicep_foresees(string parameters) => AssertForeseenAsync("domain", parameters);

    [Fact]
    public Task Records_are_what_Bicep_foresees() => AssertForeseenAsync(
        "dns",
        """
        { "domains": [{ "domain": "contoso.com", "zone": "contoso.com", "records": [
            { "name": "mta-sts", "type": "CNAME", "ttl": 3600, "value": ["app.azurewebsites.net"] },
            { "name": "_mta-sts", "type": "TXT", "ttl": 300, "value": ["v=STSv1; ", "id=1;"] }] }] }
        """);

    private async Task AssertForeseenAsync(string name, string parameters)
    {
        var values = JsonNode.Parse(parameters)!.AsObject();
        var supplied = new JsonObject(values.Select(
            value => KeyValuePair.Create<string, JsonNode?>(value.Key, new JsonObject { ["value"] = value.Value!.DeepClone() })));
        var template = JsonNode.Parse(Templates.Read($"{name}.json"))!.AsObject();
        var file = string.Join('\n', values.Select(value => $"param {value.Key} = json('{value.Value!.ToJsonString()}')"));

        var prediction = await PredictAsync($"{name}.bicep", file);
        var plan = TemplatePlan.Create(GroupId, template, supplied);

        Assert.Equal(
            prediction.Resources.Select(resource => Format((string)resource["id"]!, (string)resource["type"]!, resource["properties"]!)),
            plan.Resources.Select(planned => Format(planned.Id, planned.Type, planned.Properties)));
    }

    // What only the deployment can tell, Bicep writes as an expression.
    private static string Format(string id, string type, JsonNode properties) => $"{type} {id} "
        + string.Join(", ", properties.AsObject().OrderBy(property => property.Key, StringComparer.Ordinal).Select(Format));

    private static string Format(KeyValuePair<string, JsonNode?> property) =>
        property.Value is JsonValue value && $"{value}".StartsWith("[reference", Ordinal)
            ? $"{property.Key}=?"
            : $"{property.Key}={property.Value!.ToJsonString()}";
}
