using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Worker;
using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What monitoring.bicep tests, asks the logs, and tells whom.</summary>
public sealed class MonitoringTemplateTests : InfrastructureCopy
{
    [Fact]
    public async Task Every_domain_is_fetched_as_a_sender_would()
    {
        var prediction = await PredictDomainsAsync("contoso.com", "fabrikam.com");

        var tests = prediction.WithType("Microsoft.Insights/webtests").ToList();
        Assert.Equal(["mta-sts.contoso.com", "mta-sts.fabrikam.com"], tests.Select(test => (string?)test["name"]));
        var properties = tests[0]["properties"]!;
        Assert.Equal(
            """{"RequestUrl":"https://mta-sts.contoso.com/.well-known/mta-sts.txt","HttpVerb":"GET","FollowRedirects":false,"""
            + "\"ParseDependentRequests\":false}",
            properties["Request"]!.ToJsonString());
        var rules = properties["ValidationRules"]!;
        Assert.Equal(
            (200, true, 14),
            ((int)rules["ExpectedHttpStatusCode"]!, (bool)rules["SSLCheck"]!, (int)rules["SSLCertRemainingLifetimeCheck"]!));
        Assert.Equal(
            """{"ContentMatch":"version: STSv1","IgnoreCase":false,"PassIfTextFound":true}""", rules["ContentValidation"]!.ToJsonString());
    }

    [Fact]
    public async Task No_component_gets_more_tests_than_it_takes()
    {
        var prediction = await PredictDomainsAsync([.. Enumerable.Range(1, 201).Select(number => $"domain{number}.example")]);

        var components = prediction.WithType("Microsoft.Insights/components").Select(component => (string)component["id"]!);
        var tests = prediction.WithType("Microsoft.Insights/webtests")
            .GroupBy(test => Assert.Single(test["tags"]!.AsObject(), tag => (string?)tag.Value == "Resource").Key["hidden-link:".Length..])
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(components.ToHashSet(), [.. tests.Keys]);
        Assert.Equal([100, 100, 1], tests.Values);
    }

    [Fact]
    public async Task Everybody_is_told_of_what_matters()
    {
        var prediction = await PredictDomainsAsync("contoso.com");

        var group = prediction.Single("Microsoft.Insights/actionGroups");
        var receivers = group["properties"]!["emailReceivers"]!.AsArray();
        Assert.Equal(["one@contoso.com", "two@contoso.com"], receivers.Select(receiver => (string?)receiver!["emailAddress"]));
        var rules = prediction.WithType("Microsoft.Insights/scheduledQueryRules").ToList();
        Assert.Equal(
            ["app-availability", "app-certificate", "app-server-errors", "app-store-failures"],
            rules.Select(rule => (string?)rule["name"]));
        Assert.All(
            rules,
            rule => Assert.Equal((string?)group["id"], (string?)Assert.Single(rule["properties"]!["actions"]!["actionGroups"]!.AsArray())));
        Assert.All(rules, AssertMeasuresWhatItsQueryGives);
    }

    [Theory, InlineData("postmaster@contoso.com, oncall@contoso.com,", "postmaster@contoso.com", "oncall@contoso.com"), InlineData("")]
    public async Task The_pipeline_says_whom_to_tell(string setting, params string[] emails)
    {
        var result = await Bicep.RunAsync(
            Folder, ["build-params", "monitoring.bicepparam", "--stdout"],
            ("MTA_STS_APP", "mta-sts-contoso"), ("MTA_STS_ALERT_EMAILS", setting));

        Assert.True(result.ExitCode == 0, result.Errors);
        var parameters = JsonNode.Parse((string)JsonNode.Parse(result.Output)!["parametersJson"]!)!["parameters"]!;
        Assert.Equal("mta-sts-contoso", (string?)parameters["appName"]!["value"]);
        Assert.Equal(emails, parameters["emails"]!["value"]!.AsArray().Select(email => (string?)email));
    }

    [Fact]
    public async Task The_workbook_has_a_query_for_each_question()
    {
        var workbook = (await PredictDomainsAsync("contoso.com")).Single("Microsoft.Insights/workbooks")["properties"]!;
        var content = JsonNode.Parse((string)workbook["serializedData"]!)!;

        Assert.Equal((string?)workbook["sourceId"], (string?)Assert.Single(content["fallbackResourceIds"]!.AsArray()));
        Assert.Equal(
            "fetches-by-domain fetches-by-sender fetches-by-mode answers-by-status latency latency-outside cold-starts failures",
            string.Join(' ', content["items"]!.AsArray().Where(item => (int)item!["type"]! == 3).Select(item => item!["name"])));
    }

    [Fact]
    public async Task The_failures_that_the_app_logs_are_those_that_the_queries_look_for()
    {
        var parse = Parse(GetMessage("LogFailure"));
        Assert.Contains(parse, await ReadAsync("queries/store-failures.kql"), Ordinal);
        Assert.Contains(parse, await QueryAsync("failures"), Ordinal);
    }

    [Theory, InlineData("fetches-by-domain"), InlineData("fetches-by-mode")]
    public async Task The_modes_that_the_app_logs_are_those_that_the_queries_look_for(string query) =>
        Assert.Contains(Parse(GetMessage("LogServed")), await QueryAsync(query), Ordinal);

    [Fact]
    public async Task Answers_are_those_of_the_policy_function()
    {
        var metadata = Path.Combine(WorkerApp.Folder, "functions.metadata");
        var functions = JsonNode.Parse(await File.ReadAllTextAsync(metadata, Token))!;
        var name = (string?)functions.AsArray()
            .Single(function => (string?)function!["bindings"]![0]!["route"] == ".well-known/mta-sts.txt")!["name"];

        foreach (var query in (string[])["answers-by-status", "latency", "fetches-by-domain", "fetches-by-mode", "fetches-by-sender"])
        {
            Assert.Contains($"Name == \"{name}\"", await QueryAsync(query), Ordinal);
        }
    }

    private static string GetMessage(string method) =>
        typeof(ServingLog)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!.GetCustomAttribute<LoggerMessageAttribute>()!.Message;

    /// <summary>A message template as the operator <c>parse</c> takes it apart: "text " Name " text".</summary>
    private static string Parse(string message) =>
        "with \"" + message.Replace("{", "\" ", Ordinal).Replace("}", " \"", Ordinal)[..^" \"".Length];

    private static void AssertMeasuresWhatItsQueryGives(JsonNode rule)
    {
        var criterion = Assert.Single(rule["properties"]!["criteria"]!["allOf"]!.AsArray())!;
        var summarize = ((string)criterion["query"]!).TrimEnd().Split('\n')[^1];

        Assert.StartsWith($"| summarize {criterion["metricMeasureColumn"]} = ", summarize, Ordinal);
        Assert.All(criterion["dimensions"]!.AsArray(), dimension => Assert.Contains($" by {dimension!["name"]} = ", summarize, Ordinal));
    }

    private async Task<string> QueryAsync(string name)
    {
        var workbook = JsonNode.Parse(await ReadAsync("workbook.json"))!;
        return (string)workbook["items"]!.AsArray().Single(item => (string?)item!["name"] == name)!["content"]!["query"]!;
    }

    private Task<Prediction> PredictDomainsAsync(params string[] domains) =>
        PredictAsync(
            "monitoring.bicep",
            $"""
            param appName = 'app'
            param domains = [{string.Join(", ", domains.Select(domain => $"'{domain}'"))}]
            param emails = ['one@contoso.com', 'two@contoso.com']
            """);
}
