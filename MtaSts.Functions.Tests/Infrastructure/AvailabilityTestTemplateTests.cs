namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What monitoring.bicep fetches from outside, how often, and where from.</summary>
public sealed class AvailabilityTestTemplateTests : MonitoringPredictions
{
    [Fact]
    public async Task Every_domain_is_fetched_as_a_sender_would()
    {
        var prediction = await PredictDomainsAsync("contoso.com", "fabrikam.com");

        Assert.Equal(["app-health", "mta-sts.contoso.com", "mta-sts.fabrikam.com"], TestNames(prediction));
        var properties = prediction.WithType(Tests).ElementAt(1)["properties"]!;
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
    public async Task The_app_itself_is_asked_whether_its_store_answers()
    {
        var properties = (await PredictDomainsAsync()).Single(Tests)["properties"]!;

        var url = (string?)properties["Request"]!["RequestUrl"];
        Assert.StartsWith("[format('https://{0}/health', reference(", url, Ordinal);
        Assert.EndsWith("/Microsoft.Web/sites/app', '2025-03-01').defaultHostName)]", url, Ordinal);
        Assert.Null(properties["ValidationRules"]!["ContentValidation"]);
    }

    // Each run from each place is billed.
    [Theory, InlineData("", 900, 2), InlineData("param testIntervalSeconds = 300\nparam testLocations = ['a', 'b', 'c']", 300, 3)]
    public async Task Tests_run_as_often_and_from_as_many_places_as_is_asked_for(string parameters, int seconds, int places)
    {
        var prediction = await PredictAsync(["contoso.com"], parameters);

        Assert.All(prediction.WithType(Tests), test =>
        {
            var properties = test["properties"]!;
            Assert.Equal(
                (seconds, places, true),
                ((int)properties["Frequency"]!, properties["Locations"]!.AsArray().Count, (bool)properties["RetryEnabled"]!));
        });
    }

    [Theory, InlineData(50, "", 50), InlineData(51, "", 0), InlineData(51, "param testedDomains = ['contoso.com']", 1)]
    [InlineData(2, "param testedDomains = []", 0)]
    public async Task With_many_domains_only_those_that_are_named_have_a_test_of_their_own(int domains, string parameters, int tests)
    {
        var prediction = await PredictAsync(Names(domains), parameters);

        Assert.Equal(tests + 1, prediction.WithType(Tests).Count());
        Assert.Equal(tests, prediction.Outputs["testedDomains"]!.AsArray().Count);
    }

    [Fact]
    public async Task No_component_gets_more_tests_than_it_takes()
    {
        var prediction = await PredictTestsAsync(Names(500));

        var components = prediction.WithType("Microsoft.Insights/components").Select(component => (string)component["id"]!);
        var tests = Components(prediction).GroupBy(test => test.Value, test => test.Key).ToDictionary(
            group => group.Key, group => group.Count());
        Assert.Equal(components.ToHashSet(), [.. tests.Keys]);
        Assert.Equal(501, tests.Values.Sum());
        Assert.All(tests.Values, count => Assert.InRange(count, 40, 90));
    }

    [Fact]
    public async Task A_test_stays_in_its_component_whatever_becomes_of_the_others()
    {
        var names = Names(130);

        var before = Components(await PredictTestsAsync(names));
        var after = Components(await PredictTestsAsync([.. names[1..60], "new.example", .. names[61..]]));

        Assert.Equal(before.Count - 1, after.Count);
        Assert.All(after.Where(test => test.Key != "mta-sts.new.example"), test => Assert.Equal(before[test.Key], test.Value));
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(number => $"domain{number}.example")];
    private Task<Prediction> PredictTestsAsync(string[] domains) => PredictAsync(domains, $"param testedDomains = {List(domains)}");

    private static IEnumerable<string?> TestNames(Prediction prediction) =>
        prediction.WithType(Tests).Select(test => (string?)test["name"]);

    /// <summary>The component of each test.</summary>
    private static Dictionary<string, string> Components(Prediction prediction) =>
        prediction.WithType(Tests).ToDictionary(
            test => (string)test["name"]!,
            test => Assert.Single(test["tags"]!.AsObject(), tag => (string?)tag.Value == "Resource").Key["hidden-link:".Length..]);
}
