using System.Globalization;
using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What the pipelines do in which order, who is asked before, and what a pull request reaches.</summary>
public sealed partial class PipelineStageTests
{
    private const string App = "azure-pipelines.yml";
    private const string Domains = "azure-pipelines-domains.yml";
    private const string Check = "azure-pipelines-check.yml";

    [Theory, MemberData(nameof(PipelineTests.Runs), MemberType = typeof(PipelineTests))]
    public void Every_deployment_job_has_an_environment_and_changes_happen_nowhere_else(string pipeline, string hostingPlan, string given)
    {
        foreach (var job in PipelineRun.With(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs))
        {
            var changes = PipelineRun.GetSteps(job).Any(step =>
                step.TryGetValue("task", out var task) && ((string)task).StartsWith("AzureFunctionApp@", Ordinal)
                || PipelineRun.FindScript(step) is { } script && Change().IsMatch(script));

            Assert.Equal(changes, job.ContainsKey("deployment"));
            Assert.Equal(changes ? PipelineRun.GetSettings()["environmentName"] : null, job.GetValueOrDefault("environment"));
        }
    }

    [Theory, InlineData(App), InlineData(Domains)]
    public void What_is_approved_was_shown(string pipeline)
    {
        var run = PipelineRun.With(pipeline, "Basic", "alertEmails=postmaster@contoso.com");
        var shown = Scripts(run.Stages.Single(stage => (string)stage["stage"] == "preview")).Where(script => Shown().IsMatch(script));
        var done = run.Stages.SkipWhile(stage => (string)stage["stage"] != "preview").Skip(1).SelectMany(Scripts)
            .Where(script => Change().IsMatch(script));

        Assert.Equal(
            shown.Select(script => script.Replace("'what-if' -eq", "'create' -eq", Ordinal).Replace("-WhatIf", "…", Ordinal)),
            done.Select(script => script.Replace("-Timeout '$(onboardTimeout)'", "…", Ordinal)));
    }

    [Theory, InlineData("PullRequest", "refs/pull/7/merge"), InlineData("PullRequest", "refs/heads/main")]
    [InlineData("Manual", "refs/heads/feature")]
    public void Only_main_gets_past_the_build(string reason, string branch)
    {
        var stage = Assert.Single(PipelineRun.Create(App, reason, branch).Stages);

        Assert.Equal("build", stage["stage"]);
        Assert.DoesNotContain(PipelineText.Scalars(stage), text => text == PipelineRun.GetSettings()["azureConnection"]);
    }

    [Theory, InlineData(Domains), InlineData(Check)]
    public void Pull_requests_reach_no_other_pipeline(string pipeline)
    {
        Assert.Empty(PipelineRun.Create(pipeline, "PullRequest").Stages);
        Assert.Equal("none", PipelineText.Parse(pipeline)["pr"]);
    }

    [Fact]
    public void The_morning_check_may_have_a_connection_that_only_reads()
    {
        var connections = PipelineRun.With(Check, "Basic", "checkConnection=reads-only").GetInputs()
            .Where(inputs => inputs.ContainsKey("azureSubscription")).Select(inputs => inputs["azureSubscription"]);

        Assert.Equal(["reads-only"], connections.Distinct());
    }

    [Theory, InlineData(App, "", "build preview infrastructure app smoke_test"), InlineData(Domains, "", "preview domains")]
    [InlineData(Domains, "alertEmails=postmaster@contoso.com", "preview domains"), InlineData(Check, "", "check")]
    public void Stages_follow_one_another(string pipeline, string given, string expected)
    {
        var stages = PipelineRun.With(pipeline, "Basic", given).Stages;

        Assert.Equal(expected.Split(' '), stages.Select(stage => stage["stage"]));
        Assert.Equal(
            expected.Split(' ')[..^1],
            stages.Skip(1).Select(stage => Assert.Single(stage["dependsOn"] is List<object> list ? list : [stage["dependsOn"]])));
    }

    [Theory, InlineData("WindowsConsumption", "win-x64", null, null), InlineData("ElasticPremium", "win-x64", null, null)]
    [InlineData("Basic", "linux-x64", "functionAppLinux", null), InlineData("FlexConsumption", "linux-x64", "functionAppLinux", "true")]
    public void The_app_is_published_and_deployed_as_its_plan_takes_it(string hostingPlan, string runtime, string? appType, string? isFlex)
    {
        var run = PipelineRun.With(App, hostingPlan, "");
        var package = run.Stages.SelectMany(PipelineRun.GetJobs).Single(job => (string)job.GetValueOrDefault("job", "") == "package");
        var task = run.GetSteps().SingleOrDefault(step => (string)step.GetValueOrDefault("task", "") == "AzureFunctionApp@2");
        var inputs = task is null ? [] : (YamlMap)task["inputs"];

        Assert.Equal(runtime, ((YamlMap)package["variables"])["runtime"]);
        Assert.Equal(appType, inputs.GetValueOrDefault("appType"));
        Assert.Equal(isFlex, inputs.GetValueOrDefault("isFlexConsumption"));
        Assert.Equal(
            [hostingPlan, hostingPlan],
            run.GetSteps().Select(step => step.GetValueOrDefault("env")).OfType<YamlMap>().Select(env => env["MTA_STS_HOSTING_PLAN"]));
        Assert.Equal(task is null, run.GetInputs().Any(other => "eng/deploy-app.ps1".Equals(other.GetValueOrDefault("scriptPath"))));
    }

    [Fact]
    public void The_plan_is_Basic_unless_another_is_chosen() => Assert.Equal("Basic", PipelineRun.GetSettings()["hostingPlan"]);

    [Fact]
    public void Onboarding_stops_before_a_job_of_a_project_without_paid_capacity_would()
    {
        var timeout = PipelineRun.GetSettings()["onboardTimeout"];

        Assert.InRange(int.Parse(timeout.TrimEnd('m'), CultureInfo.InvariantCulture), 30, 50);
        Assert.Single(PipelineRun.With(Domains, "Basic", "").GetInputs(), inputs => inputs.TryGetValue("arguments", out var arguments)
            && $"{arguments}".EndsWith(" -Timeout '$(onboardTimeout)'", Ordinal));
    }

    [Fact]
    public void At_night_an_approval_is_asked_for_only_when_the_preview_found_something_to_do()
    {
        var stages = PipelineRun.Create(Domains, "Schedule").Stages;
        var step = PipelineRun.GetSteps(PipelineRun.GetJobs(stages[0]).Single(job => "domains".Equals(job["job"])))
            .Single(step => "onboard".Equals(step.GetValueOrDefault("name")));

        Assert.Equal(
            "and(succeeded(), or(ne(variables['Build.Reason'], 'Schedule'), "
            + "eq(dependencies.preview.outputs['domains.onboard.goOn'], 'true')))",
            stages[1]["condition"]);
        Assert.Contains(
            "variable=goOn;isOutput=true]true", PipelineText.Read((string)((YamlMap)step["inputs"])["scriptPath"]), Ordinal);
    }

    [Fact]
    public void Monitoring_gets_the_app_and_those_to_tell_after_the_domains_are_onboarded()
    {
        var run = PipelineRun.With(Domains, "Basic", "alertEmails=one@contoso.com,two@contoso.com testedDomains=contoso.com");
        var steps = run.GetSteps()
            .Where(step => PipelineRun.FindScript(step)?.Contains("infra/monitoring.bicepparam", Ordinal) == true).ToList();
        var job = run.Stages[^1] is var stage ? PipelineRun.GetJobs(stage).Last() : null;

        Assert.Equal(2, steps.Count);
        Assert.All(steps, step => Assert.Equal(
            new YamlMap
            {
                ["MTA_STS_APP"] = "$(appName)",
                ["MTA_STS_ALERT_EMAILS"] = "one@contoso.com,two@contoso.com",
                ["MTA_STS_TESTED_DOMAINS"] = "contoso.com",
            },
            (YamlMap)step["env"]));
        Assert.Equal(("monitoring", "domains"), (job!["deployment"], job["dependsOn"]));
    }

    /// <summary>The scripts of a stage, each with its environment.</summary>
    private static IEnumerable<string> Scripts(YamlMap stage) =>
        from step in PipelineRun.GetJobs(stage).SelectMany(PipelineRun.GetSteps)
        let script = PipelineRun.FindScript(step)
        where script is not null
        select $"{script} {string.Join(' ', step.GetValueOrDefault("env") as YamlMap ?? [])}";

    [GeneratedRegex("deploy-app\\.ps1|'create' -eq 'create'|onboard\\.ps1(?!.* -WhatIf)")] private static partial Regex Change();
    [GeneratedRegex("'what-if' -eq 'create'| -WhatIf")] private static partial Regex Shown();
}
