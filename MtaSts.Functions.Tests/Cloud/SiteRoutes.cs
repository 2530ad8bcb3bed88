using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>The app with its host names and certificates, and the availability tests.</summary>
internal sealed class SiteRoutes(CloudResources resources, CloudJournal journal)
{
    public AzureAnswer Answer(CloudRequest request) => request.Path.Type switch
    {
        "microsoft.insights/webtests" => AnswerTest(request),
        "microsoft.web/sites" => AnswerSite(request),
        "microsoft.web/sites/hostnamebindings" => AnswerBinding(request),
        _ => AnswerCertificate(request),
    };

    private AzureAnswer AnswerSite(CloudRequest request)
    {
        resources.RequireApp(request.Group, request.Name(0));
        return AzureAnswer.From(resources.App.ToJson());
    }

    private AzureAnswer AnswerBinding(CloudRequest request)
    {
        var app = resources.App;
        resources.RequireApp(request.Group, request.Name(0));
        if (request.Path.IsList)
        {
            return AzureAnswer.From(new JsonObject { ["value"] = new JsonArray([.. app.Bound.Select(app.ToBindingJson)]) });
        }

        var host = request.Name(1);
        switch (request.Method)
        {
            case "PUT":
                app.BeginWrite();
                var properties = request.Body!["properties"]!;
                app.Bind(host, (string?)properties["sslState"] == "SniEnabled" ? (string?)properties["thumbprint"] : null);
                return AzureAnswer.From(app.ToBindingJson(host));
            case "DELETE":
                app.BeginWrite();
                return new AzureAnswer(app.Unbind(host) ? 200 : 204);
            default:
                return app.IsBound(host) ? AzureAnswer.From(app.ToBindingJson(host)) : throw AzureErrors.NoBinding(host);
        }
    }

    // Those of the plan, and on Flex those of the site.
    private AzureAnswer AnswerCertificate(CloudRequest request)
    {
        var app = resources.App;
        var isOfSite = request.Path.Type == "microsoft.web/sites/certificates";
        var index = isOfSite ? 1 : 0;
        var names = isOfSite == app.IsFlex ? app.Certificates : [];
        if (request.Path.IsList)
        {
            return AzureAnswer.From(new JsonObject { ["value"] = new JsonArray([.. names.Select(ToCertificate)]) });
        }

        var name = request.Name(index);
        return request.Method == "DELETE" ? new AzureAnswer(names.Contains(name) && app.DeleteCertificate(name) ? 200 : 204)
            : names.Contains(name) ? AzureAnswer.From(ToCertificate(name))
            : throw AzureErrors.NotFound(isOfSite ? "Microsoft.Web/sites/certificates" : "Microsoft.Web/certificates", name, request.Group);

        JsonNode ToCertificate(string certificate) => new JsonObject
        {
            ["id"] = $"{(isOfSite ? app.Id : $"{CloudResources.AppGroupId}/providers/Microsoft.Web")}/certificates/{certificate}",
            ["name"] = certificate,
            ["type"] = isOfSite ? "Microsoft.Web/sites/certificates" : "Microsoft.Web/certificates",
            ["location"] = "West Europe",
            ["properties"] = new JsonObject
            {
                ["canonicalName"] = certificate,
                ["thumbprint"] = app.FindThumbprint(certificate),
                ["hostNames"] = new JsonArray(certificate),
            },
        };
    }

    private AzureAnswer AnswerTest(CloudRequest request)
    {
        if (request.Path.IsList)
        {
            return AzureAnswer.From(new JsonObject { ["value"] = new JsonArray([.. resources.WebTests.Select(ToTest)]) });
        }

        var name = request.Name(0);
        if (request.Method == "DELETE")
        {
            var isThere = resources.WebTests.Remove(name);
            if (isThere)
            {
                journal.Add("delete test", name);
            }

            return new AzureAnswer(isThere ? 200 : 204);
        }

        return resources.WebTests.Contains(name)
            ? AzureAnswer.From(ToTest(name))
            : throw AzureErrors.NotFound("Microsoft.Insights/webtests", name, request.Group);

        JsonNode ToTest(string test) => new JsonObject
        {
            ["id"] = $"{CloudResources.AppGroupId}/providers/Microsoft.Insights/webtests/{test}",
            ["name"] = test,
            ["type"] = "Microsoft.Insights/webtests",
            ["location"] = CloudApp.Location,
            ["properties"] = new JsonObject { ["SyntheticMonitorId"] = test, ["Name"] = test, ["Enabled"] = true },
        };
    }
}
