namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>How many domains a plan holds, refused before anything is made.</summary>
public sealed class DomainLimitTests : InfrastructureCopy
{
    [Theory, InlineData("FlexConsumption", 3), InlineData("WindowsConsumption", 500), InlineData("Basic", 500)]
    public async Task A_domain_more_than_the_plan_holds_is_refused(string plan, int limit)
    {
        var fits = await TryPredictAsync("main.bicep", Parameters(plan, limit));
        var oneMore = await TryPredictAsync("main.bicep", Parameters(plan, limit + 1));

        Assert.True(fits.ExitCode == 0, fits.Errors);
        Assert.Equal(1, oneMore.ExitCode);
        Assert.Contains($"{plan} hosts at most {limit} domains, and {limit + 1} are named.", oneMore.Output + oneMore.Errors, Ordinal);
    }

    [Theory, InlineData("ElasticPremium", 1, 1, "azd can deploy to Basic (500 domains) or FlexConsumption (3)")]
    [InlineData("FlexConsumption", 4, 1, "FlexConsumption hosts at most 3 domains, and 4 are named."), InlineData("Basic", 4, 0, "")]
    [InlineData(null, 4, 0, "")]
    public async Task Azd_deploys_what_its_environment_says_or_is_refused(string? plan, int domains, int exitCode, string message)
    {
        var names = string.Join(", ", Enumerable.Range(1, domains).Select(number => $"domain{number}.example"));

        var result = await Bicep.RunAsync(
            Folder,
            ["snapshot", "main.bicepparam", "--resource-group", "mta-sts", "--location", "westeurope",
             "--subscription-id", Guid.Empty.ToString()],
            [("MTA_STS_DOMAINS", names), .. plan is null ? Array.Empty<(string, string)>() : [("MTA_STS_HOSTING_PLAN", plan)]]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Output + result.Errors, Ordinal);
    }

    private static string Parameters(string plan, int count)
    {
        var domains = Enumerable.Range(1, count).Select(number => $"'domain{number}.example'");
        return $"param hostingPlan = '{plan}'\nparam domains = [{string.Join(", ", domains)}]";
    }
}
