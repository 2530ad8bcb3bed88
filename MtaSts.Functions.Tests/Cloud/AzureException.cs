using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>An error as Azure answers it; each part of Azure has a form of its own.</summary>
internal sealed class AzureException(int status, string code, JsonObject body) : Exception(body.ToJsonString())
{
    public int Status { get; } = status;

    public string ErrorCode { get; } = code;

    public JsonObject Body => (JsonObject)body.DeepClone();

    /// <summary>As Azure Resource Manager itself says it.</summary>
    public static AzureException OfResourceManager(int status, string code, string message) => new(
        status, code, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    /// <summary>As Azure DNS says it.</summary>
    public static AzureException OfDns(int status, string code, string message) =>
        new(status, code, new JsonObject { ["code"] = code, ["message"] = message });

    /// <summary>As App Service says it: members in upper case, and everything thrice.</summary>
    public static AzureException OfAppService(int status, string code, string extendedCode, string template, params string[] parameters)
    {
        var message = parameters.Index().Aggregate(template, (text, part) => text.Replace($"{{{part.Index}}}", part.Item, Ordinal));
        return new AzureException(status, code, new JsonObject
        {
            ["Code"] = code,
            ["Message"] = message,
            ["Target"] = null,
            ["Details"] = new JsonArray(
                new JsonObject { ["Message"] = message },
                new JsonObject { ["Code"] = code },
                new JsonObject
                {
                    ["ErrorEntity"] = new JsonObject
                    {
                        ["ExtendedCode"] = extendedCode,
                        ["MessageTemplate"] = template,
                        ["Parameters"] = new JsonArray([.. parameters.Select(parameter => JsonValue.Create(parameter))]),
                        ["Code"] = code,
                        ["Message"] = message,
                    },
                }),
            ["Innererror"] = null,
        });
    }
}
