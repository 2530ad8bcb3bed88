using System.Globalization;
using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What can be said of the pipelines without running them: they fit together and keep no secret.</summary>
public sealed partial class PipelineTests
{
    private const string App = "azure-pipelines.yml";
    private const string Domains = "azure-pipelines-domains.yml";
    private const string Check = "azure-pipelines-check.yml";

    private static readonly string[] Predefined =
    ["Agent.TempDirectory", "Build.ArtifactStagingDirectory", "Build.SourceBranch", "Pipeline.Workspace", "System.DefinitionId",
     "System.StageAttempt", "System.StageName", "System.TeamProjectId"];

    public static TheoryData<string> Files => [.. PipelineText.All];

    public static TheoryData<string, string, string> Runs => new()
    {
        { App, "WindowsConsumption", "" },
        { App, "FlexConsumption", "" },
        { App, "Basic", "" },
        { App, "ElasticPremium", "" },
        { Domains, "Basic", "" },
        { Domains, "Basic", "alertEmails=postmaster@contoso.com" },
        { Check, "Basic", "" },
    };

    [Fact]
    public void There_are_three_pipelines() => Assert.Equal([Check, Domains, App], PipelineText.Pipelines);

    [Theory, MemberData(nameof(Files))]
    public void Every_parameter_is_declared_and_used(string file)
    {
        var declared = PipelineRun.Declared(PipelineText.Parse(file)).Select(parameter => (string)parameter["name"]).Order();
        Assert.Equal(declared, Parameter().Matches(PipelineText.Read(file)).Select(match => match.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public void Every_template_is_there_and_used()
    {
        var used = PipelineText.All.SelectMany(file => PipelineText.Mappings(PipelineText.Parse(file))
            .Where(map => map.ContainsKey("template"))
            .Select(map => Path.Combine(Path.GetDirectoryName(file)!, (string)map["template"])));

        Assert.Equal(PipelineText.Templates, used.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_task_has_a_major_version(string file)
    {
        foreach (var task in PipelineText.Mappings(PipelineText.Parse(file)).Where(map => map.ContainsKey("task")))
        {
            Assert.Matches(@"^[A-Za-z]+@[0-9]+$", (string)task["task"]);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Nothing_is_a_secret(string file)
    {
        var root = PipelineText.Parse(file);
        var names = PipelineText.Mappings(root)
            .SelectMany(map => map.Keys.Cast<string>().Concat(map.TryGetValue("name", out var name) ? [$"{name}"] : []));

        Assert.DoesNotContain(names, Secret().IsMatch);
        Assert.DoesNotContain(names, name => name is "group" or "addSpnToEnvironment");
        Assert.DoesNotContain(PipelineText.Scalars(root), text => text.Contains("System.AccessToken", OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_script_is_there_and_used()
    {
        var called = PipelineText.All.SelectMany(file => PipelineText.Mappings(PipelineText.Parse(file)))
            .Select(map => map.GetValueOrDefault("scriptPath")).OfType<string>();

        Assert.Equal(ScriptSandbox.Scripts, called.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_script_gets_the_parameters_it_knows_and_needs(string pipeline, string hostingPlan, string given)
    {
        foreach (var inputs in Inputs(pipeline, hostingPlan, given).Where(inputs => inputs.ContainsKey("scriptPath")))
        {
            ScriptParameters.Read((string)inputs["scriptPath"]).AssertTakes((string)inputs["arguments"]);
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Everything_is_PowerShell_but_what_CI_runs(string pipeline, string hostingPlan, string given)
    {
        var steps = Steps(pipeline, hostingPlan, given).ToList();

        Assert.All(Inputs(pipeline, hostingPlan, given).Where(inputs => inputs.ContainsKey("scriptType")), inputs => Assert.Equal(
            "pscore", inputs["scriptType"]));
        Assert.DoesNotContain(steps, step => step.ContainsKey("script") || step.ContainsKey("powershell"));
        Assert.All(steps.Where(step => step.ContainsKey("bash")), step => Assert.Contains(" .ci/run ", (string)step["bash"], Ordinal));
    }

    [Theory, MemberData(nameof(Runs))]
    public void No_shell_reads_what_stands_in_a_variable(string pipeline, string hostingPlan, string given)
    {
        var scripts = Steps(pipeline, hostingPlan, given).Select(PipelineRun.FindScript).OfType<string>().ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.DoesNotMatch(Used(), Quoted().Replace(script, "")));
        Assert.All(scripts, script => Assert.DoesNotContain("postmaster@", script, Ordinal));
    }

    [Fact]
    public void The_tests_run_as_CI_runs_them()
    {
        var job = Run(App, "Basic", "").Stages.SelectMany(PipelineRun.GetJobs).First();

        Assert.Equal(
            ["sudo --preserve-env env \"PATH=$PATH\" .ci/run '$(Agent.TempDirectory)/tests'"],
            PipelineRun.GetSteps(job).Select(PipelineRun.FindScript).OfType<string>());
        Assert.DoesNotContain(PipelineRun.GetSteps(job), step => step.ContainsKey("continueOnError"));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_variable_is_set_before_it_is_used(string pipeline, string hostingPlan, string given)
    {
        foreach (var job in Run(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs))
        {
            var known = PipelineRun.GetSettings().Keys.Concat(Predefined).ToHashSet();
            known.UnionWith(job.TryGetValue("variables", out var own) ? ((YamlMap)own).Keys.Cast<string>() : []);
            foreach (var step in PipelineRun.GetSteps(job))
            {
                Assert.Empty(PipelineText.Scalars(step).SelectMany(UsedIn).Except(known));
                known.UnionWith(SetBy(PipelineRun.FindScript(step)));
            }
        }
    }

    [Fact]
    public void Every_setting_and_output_is_used()
    {
        var used = PipelineText.All.Select(PipelineText.Read).SelectMany(UsedIn).ToHashSet();
        var outputs = PipelineText.All.SelectMany(file => PipelineText.Mappings(PipelineText.Parse(file)))
            .Where(map => map.TryGetValue("names", out var names) && names is string).SelectMany(map => ((string)map["names"]).Split(' '));

        Assert.Empty(PipelineRun.GetSettings().Keys.Concat(outputs).Except(used));
    }

    [Fact]
    public void Every_path_that_is_named_is_there()
    {
        string[] paths =
            [PipelineRun.GetSettings()["parameterFile"], "infra/monitoring.bicepparam", "infra/domains.txt", "MtaSts.Cli/MtaSts.Cli.csproj",
             "MtaSts.Functions/MtaSts.Functions.csproj"];

        Assert.All(paths, path => Assert.True(File.Exists(Path.Combine(RootCommand.FindRoot(), path)), path));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_deployment_job_has_an_environment_and_changes_happen_nowhere_else(string pipeline, string hostingPlan, string given)
    {
        foreach (var job in Run(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs))
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
        var run = Run(pipeline, "Basic", "alertEmails=postmaster@contoso.com");
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
        var connections = Inputs(Check, "Basic", "checkConnection=reads-only")
            .Where(inputs => inputs.ContainsKey("azureSubscription")).Select(inputs => inputs["azureSubscription"]);

        Assert.Equal(["reads-only"], connections);
    }

    [Theory, InlineData(App, "", "build preview infrastructure app smoke_test"), InlineData(Domains, "", "preview domains")]
    [InlineData(Domains, "alertEmails=postmaster@contoso.com", "preview domains"), InlineData(Check, "", "check")]
    public void Stages_follow_one_another(string pipeline, string given, string expected)
    {
        var stages = Run(pipeline, "Basic", given).Stages;

        Assert.Equal(expected.Split(' '), stages.Select(stage => stage["stage"]));
        Assert.Equal(
            expected.Split(' ')[..^1],
            stages.Skip(1).Select(stage => Assert.Single(stage["dependsOn"] is List<object> list ? list : [stage["dependsOn"]])));
    }

    [Theory, InlineData("WindowsConsumption", "win-x64", null, null), InlineData("ElasticPremium", "win-x64", null, null)]
    [InlineData("Basic", "linux-x64", "functionAppLinux", null), InlineData("FlexConsumption", "linux-x64", "functionAppLinux", "true")]
    public void The_app_is_published_and_deployed_as_its_plan_takes_it(string hostingPlan, string runtime, string? appType, string? isFlex)
    {
        var run = Run(App, hostingPlan, "");
        var package = run.Stages.SelectMany(PipelineRun.GetJobs).Single(job => (string)job.GetValueOrDefault("job", "") == "package");
        var task = run.GetSteps().SingleOrDefault(step => (string)step.GetValueOrDefault("task", "") == "AzureFunctionApp@2");
        var inputs = task is null ? [] : (YamlMap)task["inputs"];

        Assert.Equal(runtime, ((YamlMap)package["variables"])["runtime"]);
        Assert.Equal(appType, inputs.GetValueOrDefault("appType"));
        Assert.Equal(isFlex, inputs.GetValueOrDefault("isFlexConsumption"));
        Assert.Equal(task is null, Inputs(App, hostingPlan, "").Any(step => "eng/deploy-app.ps1".Equals(step.GetValueOrDefault("scriptPath"))));
    }

    [Fact]
    public void The_plan_is_Basic_unless_another_is_chosen() => Assert.Equal("Basic", PipelineRun.GetSettings()["hostingPlan"]);

    [Fact]
    public void Onboarding_stops_before_a_job_of_a_project_without_paid_capacity_would()
    {
        var timeout = PipelineRun.GetSettings()["onboardTimeout"];

        Assert.InRange(int.Parse(timeout.TrimEnd('m'), CultureInfo.InvariantCulture), 30, 55);
        Assert.Single(Inputs(Domains, "Basic", ""), inputs => inputs.TryGetValue("arguments", out var arguments)
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
        var run = Run(Domains, "Basic", "alertEmails=one@contoso.com,two@contoso.com");
        var steps = run.GetSteps()
            .Where(step => PipelineRun.FindScript(step)?.Contains("infra/monitoring.bicepparam", Ordinal) == true).ToList();
        var job = run.Stages[^1] is var stage ? PipelineRun.GetJobs(stage).Last() : null;

        Assert.Equal(2, steps.Count);
        Assert.All(steps, step => Assert.Equal(
            new YamlMap { ["MTA_STS_APP"] = "$(appName)", ["MTA_STS_ALERT_EMAILS"] = "one@contoso.com,two@contoso.com" },
            (YamlMap)step["env"]));
        Assert.Equal(("monitoring", "domains"), (job!["deployment"], job["dependsOn"]));
    }

    [Fact]
    public void What_monitoring_is_made_of_is_deployed_when_it_changes()
    {
        var paths = ((YamlMap)((YamlMap)PipelineText.Parse(Domains)["trigger"])["paths"])["include"];
        var parts = LoadedText()
            .Matches(PipelineText.Read("infra/monitoring.bicep")).Select(match => $"infra/{match.Groups[1].Value}").ToList();

        Assert.NotEmpty(parts);
        Assert.All(
            parts.Append("infra/domains.txt").Append("infra/monitoring.bicep").Append("infra/monitoring.bicepparam"),
            part => Assert.Contains(PipelineText.Scalars(paths), path => part == path || part.StartsWith($"{path}/", Ordinal)));
    }

    /// <summary>A run with these settings and parameters, <c>name=value</c> with spaces in between.</summary>
    private static PipelineRun Run(string pipeline, string hostingPlan, string given)
    {
        var pairs = given.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='));
        return PipelineRun.Create(pipeline, "IndividualCI", hostingPlan: hostingPlan, given: [.. pairs.Select(pair => (pair[0], pair[1]))]);
    }

    private static IEnumerable<YamlMap> Steps(string pipeline, string hostingPlan, string given) =>
        Run(pipeline, hostingPlan, given).GetSteps();

    private static IEnumerable<YamlMap> Inputs(string pipeline, string hostingPlan, string given) =>
        Steps(pipeline, hostingPlan, given).Select(step => step.GetValueOrDefault("inputs")).OfType<YamlMap>();

    private static IEnumerable<string> Scripts(YamlMap stage) =>
        PipelineRun.GetJobs(stage).SelectMany(PipelineRun.GetSteps).Select(PipelineRun.FindScript).OfType<string>();

    /// <summary>The variables that a script sets for the steps after it.</summary>
    private static IEnumerable<string> SetBy(string? script) =>
        SetVariable().Matches(script ?? "").Select(match => match.Groups[1].Value)
            .Concat(SetOutputs().Matches(script ?? "").SelectMany(match => match.Groups[1].Value.Split(' ')));

    private static IEnumerable<string> UsedIn(string text) =>
        Used().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value + match.Groups[3].Value);

    [GeneratedRegex(@"\$\(([\w.]+)\)|variables\['(\w+)'\]|variables\.(\w+)")] private static partial Regex Used();
    [GeneratedRegex("'[^'\n]*'")] private static partial Regex Quoted();
    [GeneratedRegex("deploy-app\\.ps1|'create' -eq 'create'|onboard\\.ps1(?!.* -WhatIf)")] private static partial Regex Change();
    [GeneratedRegex("'what-if' -eq 'create'| -WhatIf")] private static partial Regex Shown();
    [GeneratedRegex(@"(?<![\w-])parameters\.(\w+)")] private static partial Regex Parameter();

    [GeneratedRegex(@"(secret|password|token|credential|key|sas|connectionstring|certificate)", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"loadTextContent\('([^']+)'\)")] private static partial Regex LoadedText();
    [GeneratedRegex(@"setvariable variable=(\w+)\]")] private static partial Regex SetVariable();
    [GeneratedRegex(@"in -split '([\w ]+)'")] private static partial Regex SetOutputs();
}
