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
     "System.TeamProjectId"];

    public static TheoryData<string> Files => [.. PipelineText.All];

    public static TheoryData<string, string, string> Runs => new()
    {
        { App, "WindowsConsumption", "" },
        { App, "FlexConsumption", "" },
        { App, "Basic", "" },
        { App, "ElasticPremium", "" },
        { Domains, "WindowsConsumption", "" },
        { Domains, "WindowsConsumption", "writeDns=true" },
        { Domains, "WindowsConsumption", "writeDns=true moveNames=true" },
        { Domains, "WindowsConsumption", "alertEmails=postmaster@contoso.com" },
        { Domains, "WindowsConsumption", "writeDns=true alertEmails=postmaster@contoso.com" },
        { Check, "WindowsConsumption", "" },
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
    public void Every_script_is_there_may_run_and_is_used()
    {
        var called = PipelineText.All.SelectMany(file => PipelineText.Scalars(PipelineText.Parse(file)))
            .Concat(ScriptSandbox.Scripts.Select(PipelineText.Read).Select(text => Usage().Replace(text, "")))
            .SelectMany(text => ScriptPath().Matches(text).Select(match => match.Value)).Append("eng/common.sh");

        Assert.Equal(ScriptSandbox.Scripts, called.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_script_gets_the_options_it_knows_and_needs(string pipeline, string hostingPlan, string given)
    {
        var calls = Steps(pipeline, hostingPlan, given).Select(FindCall).OfType<string>().ToList();

        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            var words = call.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var script = PipelineText.Read(words[0]);
            var options = words.Where(word => word.StartsWith("--", Ordinal)).ToList();

            Assert.All(options, option => Assert.Contains($"    {option}) ", script, Ordinal));
            Assert.All(Required().Matches(script).Select(match => match.Groups[1].Value), option => Assert.Contains(option, options));
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_variable_is_set_before_it_is_used(string pipeline, string hostingPlan, string given)
    {
        foreach (var job in Run(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs))
        {
            var known = PipelineRun.GetSettings().Keys.Concat(Predefined).ToHashSet();
            known.UnionWith(job.TryGetValue("variables", out var own) ? ((YamlMap)own).Keys.Cast<string>() : []);
            known.UnionWith(PipelineText.Mappings(job).Where(map => map.ContainsKey("matrix"))
                .SelectMany(map => ((YamlMap)map["matrix"]).Values)
                .SelectMany(leg => ((YamlMap)leg).Keys.Cast<string>()));
            foreach (var step in PipelineRun.GetSteps(job))
            {
                Assert.Empty(PipelineText.Scalars(step).SelectMany(UsedIn).Except(known));
                known.UnionWith(SetBy(FindCall(step)));
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
        var settings = PipelineRun.GetSettings();
        var projects = PipelineText.All.SelectMany(file => PipelineText.Mappings(PipelineText.Parse(file)))
            .Where(map => map.ContainsKey("projects")).Select(map => (string)map["projects"]);

        Assert.All(projects.Append(settings["parameterFile"]).Append(settings["domainList"]).Append("infra/monitoring.bicepparam"), path =>
            Assert.True(File.Exists(Path.Combine(RootCommand.FindRoot(), path)), path));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_deployment_job_has_an_environment_and_changes_happen_nowhere_else(string pipeline, string hostingPlan, string given)
    {
        foreach (var job in Run(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs))
        {
            var changes = PipelineRun.GetSteps(job).Any(step =>
                step.TryGetValue("task", out var task) && ((string)task).StartsWith("AzureFunctionApp@", Ordinal)
                || FindCall(step) is { } call && Change().IsMatch(call));

            Assert.Equal(changes, job.ContainsKey("deployment"));
            Assert.Equal(changes ? PipelineRun.GetSettings()["environmentName"] : null, job.GetValueOrDefault("environment"));
        }
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
        var run = Run(Check, "WindowsConsumption", "checkConnection=reads-only");
        var connections = PipelineText.Mappings(run.Stages.Cast<object>().ToList())
            .Where(map => map.ContainsKey("azureSubscription")).Select(map => map["azureSubscription"]);

        Assert.Equal(["reads-only", "reads-only"], connections);
    }

    [Theory, InlineData(App, "", "build preview infrastructure app smoke_test"), InlineData(Domains, "", "domains_preview domains check")]
    [InlineData(Domains, "writeDns=true", "dns_names_preview dns_names domains_preview domains dns_all_preview dns_all check")]
    [InlineData(Domains, "alertEmails=postmaster@contoso.com", "domains_preview domains monitoring_preview monitoring check")]
    [InlineData(
        Domains,
        "writeDns=true alertEmails=postmaster@contoso.com",
        "dns_names_preview dns_names domains_preview domains dns_all_preview dns_all monitoring_preview monitoring check")]
    [InlineData(Check, "", "check")]
    public void Stages_follow_one_another(string pipeline, string given, string expected)
    {
        var stages = Run(pipeline, "WindowsConsumption", given).Stages;

        Assert.Equal(expected.Split(' '), stages.Select(stage => stage["stage"]));
        Assert.Equal(
            expected.Split(' ')[..^1],
            stages.Skip(1).Select(stage => Assert.Single(stage["dependsOn"] is List<object> list ? list : [stage["dependsOn"]])));
    }

    [Theory, InlineData("WindowsConsumption", "win-x64", null, null), InlineData("ElasticPremium", "win-x64", null, null)]
    [InlineData("Basic", "win-x64", "functionApp", null), InlineData("FlexConsumption", "linux-x64", "functionAppLinux", "true")]
    public void The_app_is_published_and_deployed_as_its_plan_takes_it(string hostingPlan, string runtime, string? appType, string? isFlex)
    {
        var run = Run(App, hostingPlan, "");
        var package = run.Stages.SelectMany(PipelineRun.GetJobs).Single(job => (string)job.GetValueOrDefault("job", "") == "package");
        var steps = run.Stages.SelectMany(PipelineRun.GetJobs).SelectMany(PipelineRun.GetSteps).ToList();
        var task = steps.SingleOrDefault(step => (string)step.GetValueOrDefault("task", "") == "AzureFunctionApp@2");
        var inputs = task is null ? [] : (YamlMap)task["inputs"];

        Assert.Equal(runtime, ((YamlMap)package["variables"])["runtime"]);
        Assert.Equal(appType, inputs.GetValueOrDefault("appType"));
        Assert.Equal(isFlex, inputs.GetValueOrDefault("isFlexConsumption"));
        Assert.Equal(task is null, steps.Any(step => FindCall(step)?.StartsWith("eng/deploy-app.sh", Ordinal) == true));
    }

    [Fact]
    public void Monitoring_gets_the_app_the_domains_and_those_to_tell()
    {
        var steps = Steps(Domains, "WindowsConsumption", "alertEmails=one@contoso.com,two@contoso.com")
            .Where(step => FindCall(step)?.Contains("infra/monitoring.bicepparam", Ordinal) == true).ToList();

        Assert.Equal(2, steps.Count);
        Assert.All(steps, step => Assert.Contains("--domains \"$(domainList)\"", FindCall(step), Ordinal));
        Assert.All(steps, step => Assert.Equal(
            new YamlMap { ["MTA_STS_APP"] = "$(appName)", ["MTA_STS_ALERT_EMAILS"] = "one@contoso.com,two@contoso.com" },
            (YamlMap)step["env"]));
    }

    [Theory, InlineData("", false), InlineData("moveNames=true", true)]
    public void Names_that_lead_elsewhere_are_moved_only_when_that_is_said(string given, bool isMoved)
    {
        var calls = Steps(Domains, "WindowsConsumption", $"writeDns=true {given}").Select(FindCall).OfType<string>()
            .Where(call => call.StartsWith("eng/dns-parameters.sh", Ordinal)).ToList();

        Assert.Equal(4, calls.Count);
        Assert.All(calls, call => Assert.Equal(isMoved, call.EndsWith(" --move", Ordinal)));
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
        Run(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs).SelectMany(PipelineRun.GetSteps);

    /// <summary>The script that a step calls, with its arguments.</summary>
    private static string? FindCall(YamlMap step)
    {
        if (step.TryGetValue("bash", out var command))
        {
            Assert.StartsWith("eng/", (string)command, Ordinal);
            return (string)command;
        }

        Assert.False(step.ContainsKey("script") || step.ContainsKey("powershell") || step.ContainsKey("pwsh"));
        return step.GetValueOrDefault("inputs") is YamlMap inputs && inputs.TryGetValue("scriptPath", out var path)
            ? $"{path} {inputs.GetValueOrDefault("arguments", "")}" : null;
    }

    private static IEnumerable<string> SetBy(string? call)
    {
        if (call is null)
        {
            return [];
        }

        var words = call.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = SetVariable().Matches(PipelineText.Read(words[0])).Select(match => match.Groups[1].Value);
        return words[0] == "eng/outputs.sh" ? named.Concat(words.Skip(5)) : named;
    }

    private static IEnumerable<string> UsedIn(string text) =>
        Used().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value + match.Groups[3].Value);

    [GeneratedRegex(@"\$\(([\w.]+)\)|variables\['(\w+)'\]|variables\.(\w+)")] private static partial Regex Used();
    [GeneratedRegex("^eng/(deploy-app\\.sh|bind-domains\\.sh|deploy\\.sh(?!.*--what-if))")] private static partial Regex Change();
    [GeneratedRegex(@"(?<![\w-])parameters\.(\w+)")] private static partial Regex Parameter();

    [GeneratedRegex(@"(secret|password|token|credential|key|sas|connectionstring|certificate)", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"loadTextContent\('([^']+)'\)")] private static partial Regex LoadedText();
    [GeneratedRegex(@"eng/[a-z-]+\.sh")] private static partial Regex ScriptPath();

    [GeneratedRegex(@"(?s)usage\(\) \{.*?\n\}|# shellcheck source[^\n]*|Run eng/[^\n]*|advise\(\) \{.*?\n\}")]
    private static partial Regex Usage();

    [GeneratedRegex(@"(?m)^required (--[a-z-]+) ")] private static partial Regex Required();
    [GeneratedRegex(@"(?m)^\s*set_variable ([a-z]\w*) ")] private static partial Regex SetVariable();
}
