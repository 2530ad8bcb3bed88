using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Worker;
using MtaSts.Serving.Caching;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What monitoring.bicep tests, asks the logs, and tells whom.</summary>
public sealed partial class MonitoringTemplateTests : MonitoringPredictions
{
    private const string Rules = "Microsoft.Insights/scheduledQueryRules";

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(3, 2), InlineData(4, 3), InlineData(5, 3), InlineData(16, 9)]
    public async Task More_than_half_of_the_places_raise_an_alert(int places, int threshold)
    {
        var names = List(Enumerable.Range(1, places).Select(place => $"place{place}"));

        var rule = Rule(await PredictAsync([], $"param testLocations = {names}"), "app-availability");

        Assert.Equal(threshold, (int)rule["criteria"]!["allOf"]![0]!["threshold"]!);
    }

    [Fact]
    public async Task Everybody_is_told_of_what_matters()
    {
        var prediction = await PredictDomainsAsync("contoso.com");

        var group = prediction.Single("Microsoft.Insights/actionGroups");
        var receivers = group["properties"]!["emailReceivers"]!.AsArray();
        Assert.Equal(["one@contoso.com", "two@contoso.com"], receivers.Select(receiver => (string?)receiver!["emailAddress"]));
        var rules = prediction.WithType(Rules).ToList();
        Assert.Equal(
            ["app-availability", "app-certificate", "app-server-errors", "app-store-failures", "app-telemetry"],
            rules.Select(rule => (string?)rule["name"]));
        Assert.All(
            rules,
            rule => Assert.Equal((string?)group["id"], (string?)Assert.Single(rule["properties"]!["actions"]!["actionGroups"]!.AsArray())));
        Assert.All(rules, AssertMeasuresWhatItsQueryGives);
    }

    // What comes late to one evaluation is seen by the next, and in each there is a run of every test from every place.
    [Fact]
    public async Task Each_rule_looks_at_twice_the_time_between_its_evaluations_and_between_the_runs_of_a_test_or_more()
    {
        var prediction = await PredictDomainsAsync("contoso.com");

        var frequency = TimeSpan.FromSeconds((int)prediction.WithType(Tests).First()["properties"]!["Frequency"]!);
        Assert.All(prediction.WithType(Rules), rule =>
        {
            var window = XmlConvert.ToTimeSpan((string)rule["properties"]!["windowSize"]!);
            Assert.True(window >= 2 * XmlConvert.ToTimeSpan((string)rule["properties"]!["evaluationFrequency"]!));
            Assert.True(window >= 2 * frequency);
        });
    }

    [Fact]
    public async Task Telemetry_that_stops_is_told_by_both_of_its_signals()
    {
        var query = (string)Rule(await PredictDomainsAsync(), "app-telemetry")["criteria"]!["allOf"]![0]!["query"]!;

        var expected = Signals().Match(query).Groups["names"].Value.Split(", ");
        Assert.Equal(expected, Sources().Matches(query).Select(match => match.Groups["name"].Value));
        Assert.Equal(2, expected.Length);
    }

    [Theory, InlineData("postmaster@contoso.com, oncall@contoso.com,", "postmaster@contoso.com", "oncall@contoso.com"), InlineData("")]
    public async Task The_pipeline_says_whom_to_tell(string setting, params string[] emails)
    {
        var parameters = await BuildParametersAsync(("MTA_STS_APP", "mta-sts-contoso"), ("MTA_STS_ALERT_EMAILS", setting));

        Assert.Equal("mta-sts-contoso", (string?)parameters["appName"]!["value"]);
        Assert.Equal(emails, Texts(parameters["emails"]));
    }

    [Fact]
    public async Task Domains_come_from_the_list_and_those_with_a_test_from_a_setting()
    {
        Write("domains.txt", "# comment\r\ncontoso.com\r\n\r\n  fabrikam.com  \n");

        var all = await BuildParametersAsync();
        var named = await BuildParametersAsync(("MTA_STS_TESTED_DOMAINS", "contoso.com, adatum.com"));

        Assert.Equal(["contoso.com", "fabrikam.com"], Texts(all["domains"]));
        Assert.Null(all["testedDomains"]!["value"]);
        Assert.Equal(["contoso.com", "adatum.com"], Texts(named["testedDomains"]));
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

    [Theory]
    [InlineData("LogUpstreamFailure", true)]
    [InlineData("LogTooWeak", true)]
    [InlineData("LogUnkept", true)]
    [InlineData("LogWeakened", false)]
    [InlineData("LogUpstreamChange", false)]
    public async Task Of_what_the_app_logs_of_providers_the_errors_raise_an_alert(string method, bool isAlert)
    {
        var query = await ReadAsync("queries/store-failures.kql");
        var message = GetMessage(method);

        Assert.Contains("parse Line with * \"provider's policy \" Url \" \" Trouble", query, Ordinal);
        Assert.Contains("provider's policy {Url} ", message, Ordinal);
        Assert.Equal(isAlert, Phrases().Matches(query).Any(phrase => message.Contains(phrase.Groups["text"].Value, Ordinal)));
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

    [GeneratedRegex("Trouble contains \"(?<text>[^\"]+)\"")] private static partial Regex Phrases();

    [GeneratedRegex(@"datatable\(Signal: string\) \[(?<names>[^\]]+)\]")] private static partial Regex Signals();

    [GeneratedRegex("""\((AppRequests|AppAvailabilityResults) \| take 1 \| project Signal = (?<name>"[^"]+")\)""")]
    private static partial Regex Sources();

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
        Assert.All(criterion["dimensions"]!.AsArray(), dimension => Assert.Matches($" by {dimension!["name"]}( = |$)", summarize));
    }

    private async Task<string> QueryAsync(string name)
    {
        var workbook = JsonNode.Parse(await ReadAsync("workbook.json"))!;
        return (string)workbook["items"]!.AsArray().Single(item => (string?)item!["name"] == name)!["content"]!["query"]!;
    }

    private static IEnumerable<string?> Texts(JsonNode? parameter) => parameter!["value"]!.AsArray().Select(text => (string?)text);

    private static JsonNode Rule(Prediction prediction, string name) =>
        prediction.WithType(Rules).Single(rule => (string?)rule["name"] == name)["properties"]!;

    private async Task<JsonNode> BuildParametersAsync(params (string Name, string Value)[] environment)
    {
        var result = await Bicep.RunAsync(Folder, ["build-params", "monitoring.bicepparam", "--stdout"], environment);
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonNode.Parse((string)JsonNode.Parse(result.Output)!["parametersJson"]!)!["parameters"]!;
    }
}
