using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>What main.bicep makes on each plan.</summary>
public sealed partial class AppTemplateTests(PlanPredictions plans) : InfrastructureCopy, IClassFixture<PlanPredictions>
{
    private const string Site = "Microsoft.Web/sites";
    private const string OfWindows =
        "FUNCTIONS_EXTENSION_VERSION FUNCTIONS_WORKER_RUNTIME WEBSITE_RUN_FROM_PACKAGE WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED";

    public static TheoryData<string> Plans => PlanPredictions.Plans;

    [Theory, InlineData("WindowsConsumption", "Y1", "functionapp"), InlineData("FlexConsumption", "FC1", "functionapp,linux")]
    [InlineData("Basic", "B1", "functionapp"), InlineData("ElasticPremium", "EP1", "functionapp")]
    public void Each_plan_is_the_one_that_is_asked_for(string plan, string sku, string kind)
    {
        Assert.Equal(sku, (string?)plans.On(plan).Single("Microsoft.Web/serverfarms")["sku"]!["name"]);
        Assert.Equal(kind, (string?)plans.On(plan).Single(Site)["kind"]);
    }

    [Theory, MemberData(nameof(Plans))]
    public void Nothing_is_served_without_TLS_and_nothing_is_deployed_with_a_password(string plan)
    {
        var properties = plans.On(plan).Single(Site)["properties"]!;
        var config = properties["siteConfig"]!;

        Assert.Equal(
            (true, "1.2", "1.2", "Disabled", true),
            ((bool)properties["httpsOnly"]!, (string?)config["minTlsVersion"], (string?)config["scmMinTlsVersion"],
                (string?)config["ftpsState"], (bool)config["http20Enabled"]!));
        Assert.Equal(
            ["app/ftp: false", "app/scm: false"],
            plans.On(plan).WithType($"{Site}/basicPublishingCredentialsPolicies")
                .Select(policy => $"{policy["name"]}: {policy["properties"]!["allow"]!.ToJsonString()}"));
    }

    [Theory, MemberData(nameof(Plans))]
    public void The_storage_account_knows_no_keys_and_shows_nothing_to_the_public(string plan)
    {
        var properties = plans.On(plan).Single("Microsoft.Storage/storageAccounts")["properties"]!;

        Assert.Equal(
            (false, false, true, "TLS1_2"),
            ((bool)properties["allowSharedKeyAccess"]!, (bool)properties["allowBlobPublicAccess"]!,
                (bool)properties["supportsHttpsTrafficOnly"]!, (string?)properties["minimumTlsVersion"]));
        var container = plans.On(plan).Single("Microsoft.Storage/storageAccounts/blobServices/containers");
        Assert.Equal("None", (string?)container["properties"]!["publicAccess"]);
        var table = plans.On(plan).Single("Microsoft.Storage/storageAccounts/tableServices/tables");
        Assert.EndsWith("/policies", (string?)table["name"], Ordinal);
    }

    [Theory, MemberData(nameof(Plans))]
    public void Logs_are_written_by_identities_only(string plan)
    {
        Assert.True((bool)plans.On(plan).Single("Microsoft.Insights/components")["properties"]!["DisableLocalAuth"]!);
        Assert.True(
            (bool)plans.On(plan).Single("Microsoft.OperationalInsights/workspaces")["properties"]!["features"]!["disableLocalAuth"]!);
        Assert.Equal("Authorization=AAD", Settings(plan)["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
    }

    [Theory, InlineData("WindowsConsumption", $"{OfWindows} WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID")]
    [InlineData("ElasticPremium", $"{OfWindows} WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID"), InlineData("Basic", OfWindows)]
    [InlineData("FlexConsumption", "")]
    public void These_settings_are_made_and_no_others(string plan, string ofPlan)
    {
        const string Always =
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING APPLICATIONINSIGHTS_CONNECTION_STRING AzureWebJobsDisableHomepage "
            + "AzureWebJobsStorage__accountName MtaSts__PolicyTable PolicyStorage__tableServiceUri";

        Assert.Equal($"{Always} {ofPlan}".TrimEnd().Split(' ').Order(), Settings(plan).Keys.Order());
    }

    // With local authentication off, the connection string of Application Insights opens nothing (asserted above).
    [Theory, MemberData(nameof(Plans))]
    public void No_setting_and_no_output_is_a_secret(string plan)
    {
        var values = Settings(plan)
            .Where(setting => setting.Key != "APPLICATIONINSIGHTS_CONNECTION_STRING")
            .Concat(plans.On(plan).Outputs.Select(output => KeyValuePair.Create(output.Key, output.Value!.ToJsonString())));

        Assert.All(values, value => Assert.DoesNotMatch(Secret(), $"{value.Key}: {value.Value}"));
    }

    [Theory, MemberData(nameof(Plans))]
    public void The_outputs_are_what_the_next_steps_ask_for(string plan) =>
        Assert.Equal(
            "appId appName customDomainVerificationId hostName hostingPlan packageContainer packageUrl storageAccountName tableEndpoint",
            string.Join(' ', plans.On(plan).Outputs.Select(output => output.Key).Order(StringComparer.Ordinal)));

    [Theory, MemberData(nameof(Plans))]
    public void Everybody_has_the_least_role_on_the_smallest_thing(string plan)
    {
        const string App = "the app";
        const string Account = "Microsoft.Storage/storageAccounts/*";
        (string, string, string)[] expected =
        [(App, "76199698-9eea-4c19-bc75-cec21354c6b6", $"{Account}/tableServices/default/tables/policies"),
         (App, "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", Account),
         (App, "3913510d-42f4-4e42-8a64-420c390055eb", "Microsoft.Insights/components/appi-app"),
         (PlanPredictions.Operator, "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", $"{Account}/tableServices/default/tables/policies"),
         (PlanPredictions.Deployer, "ba92f5b4-2d11-453d-a403-e96b0029c9fe", $"{Account}/blobServices/default/containers/packages")];

        // Where deployments go through the app, nobody needs the container.
        var runsFromUrl = plan is "WindowsConsumption" or "ElasticPremium";
        Assert.Equal(
            expected.Where(role => runsFromUrl || role.Item1 != PlanPredictions.Deployer).Order(),
            plans.On(plan).WithType("Microsoft.Authorization/roleAssignments").Select(Role).Order());

        static (string, string, string) Role(JsonNode assignment)
        {
            var properties = assignment["properties"]!;
            var principal = (string)properties["principalId"]!;
            var id = (string)assignment["id"]!;
            var scope = id.Split("/providers/")[1];
            return (
                AppIdentity().IsMatch(principal) ? App : principal,
                ((string)properties["roleDefinitionId"]!).Split('/')[^1],
                AccountName().Replace(scope, "*"));
        }
    }

    [Fact]
    public async Task An_app_that_reads_the_policies_of_another_has_none_of_its_own()
    {
        var second = await PredictAsync(
            "main.bicep",
            $"""
            param name = 'app'
            param policyTableEndpoint = 'https://first.table.core.windows.net/'
            param operatorPrincipalId = '{PlanPredictions.Operator}'
            """);

        Assert.DoesNotContain(second.Resources, resource => ((string)resource["id"]!).Contains("/tableServices/", Ordinal));
        Assert.Equal(2, second.WithType("Microsoft.Authorization/roleAssignments").Count());
        Assert.Equal("https://first.table.core.windows.net/", (string?)second.Outputs["tableEndpoint"]);
        Assert.Equal("https://first.table.core.windows.net/", Settings(second)["PolicyStorage__tableServiceUri"]);
    }

    [Fact]
    public void Windows_plans_start_from_a_prewarmed_process()
    {
        foreach (var plan in (string[])["WindowsConsumption", "Basic", "ElasticPremium"])
        {
            var config = plans.On(plan).Single(Site)["properties"]!["siteConfig"]!;

            Assert.Equal("v10.0", (string?)config["netFrameworkVersion"]);
            Assert.False((bool)config["use32BitWorkerProcess"]!);
            Assert.Equal("1", Settings(plan)["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"]);
        }
    }

    [Theory, InlineData("WindowsConsumption", null), InlineData("FlexConsumption", null), InlineData("Basic", "/alive")]
    [InlineData("ElasticPremium", "/alive")]
    public void The_platform_probes_whether_the_process_serves_where_the_plan_can(string plan, string? path) =>
        Assert.Equal(path, (string?)plans.On(plan).Single(Site)["properties"]!["siteConfig"]!["healthCheckPath"]);

    [Theory, InlineData("WindowsConsumption"), InlineData("ElasticPremium")]
    public void Plans_that_would_need_a_file_share_run_from_a_blob_by_identity(string plan)
    {
        Assert.Contains("primaryEndpoints.blob, 'packages'", Settings(plan)["WEBSITE_RUN_FROM_PACKAGE"], Ordinal);
        Assert.Contains("{0}/app.zip", Settings(plan)["WEBSITE_RUN_FROM_PACKAGE"], Ordinal);
        Assert.Equal("SystemAssigned", Settings(plan)["WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID"]);
        Assert.Equal(Settings(plan)["WEBSITE_RUN_FROM_PACKAGE"], (string?)plans.On(plan).Outputs["packageUrl"]);
    }

    [Fact]
    public void Instances_are_kept_ready_where_the_plan_can()
    {
        var premium = plans.On("ElasticPremium");
        var flex = plans.On("FlexConsumption").Single(Site)["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;

        Assert.Equal(2, (int)premium.Single("Microsoft.Web/serverfarms")["sku"]!["capacity"]!);
        Assert.Equal(2, (int)premium.Single(Site)["properties"]!["siteConfig"]!["minimumElasticInstanceCount"]!);
        Assert.Equal(2, (int)plans.On("Basic").Single("Microsoft.Web/serverfarms")["sku"]!["capacity"]!);
        Assert.True((bool)plans.On("Basic").Single(Site)["properties"]!["siteConfig"]!["alwaysOn"]!);
        Assert.Equal("""[{"name":"http","instanceCount":2}]""", flex["alwaysReady"]!.ToJsonString());
    }

    [Fact]
    public void Flex_is_deployed_to_by_identity_and_can_have_certificates()
    {
        var properties = plans.On("FlexConsumption").Single(Site)["properties"]!;

        Assert.Equal("""{"name":"dotnet-isolated","version":"10.0"}""", properties["functionAppConfig"]!["runtime"]!.ToJsonString());
        Assert.Equal(
            "SystemAssignedIdentity", (string?)properties["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]);
        Assert.True((bool)properties["siteScopedCertificatesEnabled"]!);
    }

    private Dictionary<string, string> Settings(string plan) => Settings(plans.On(plan));

    private static Dictionary<string, string> Settings(Prediction prediction) =>
        prediction.Single(Site)["properties"]!["siteConfig"]!["appSettings"]!.AsArray()
            .ToDictionary(setting => (string)setting!["name"]!, setting => (string)setting!["value"]!);

    [GeneratedRegex("(?i)key|secret|password|connection ?string|sharedaccess|\\bsig=|token")] private static partial Regex Secret();

    [GeneratedRegex(@"^\[reference\('[^']+/Microsoft\.Web/sites/app', '[^']+', 'full'\)\.identity\.principalId\]$")]
    private static partial Regex AppIdentity();

    [GeneratedRegex("(?<=storageAccounts/)[^/]+")] private static partial Regex AccountName();
}
