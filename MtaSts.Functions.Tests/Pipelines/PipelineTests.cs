using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What can be said of the pipelines without running them: they fit together and keep no secret.</summary>
public sealed partial class PipelineTests
{
    private const string App = "azure-pipelines.yml";
    private const string Domains = "azure-pipelines-domains.yml";
    private const string Check = "azure-pipelines-check.yml";

    private static readonly string[] Predefined =
    ["Agent.TempDirectory", "Build.ArtifactStagingDirectory", "Build.BuildId", "Build.SourceBranch", "Pipeline.Workspace",
     "System.CollectionUri", "System.DefinitionId", "System.StageAttempt", "System.StageName", "System.TeamProjectId"];

    /// <summary>A secret variable of the pipeline, which may be without it.</summary>
    private const string NotifyUrl = "notifyUrl";

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
        foreach (var inputs in PipelineRun.With(pipeline, hostingPlan, given).GetInputs().Where(inputs => inputs.ContainsKey("scriptPath")))
        {
            ScriptParameters.Read((string)inputs["scriptPath"]).AssertTakes((string)inputs["arguments"]);
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Everything_is_PowerShell_but_what_CI_runs(string pipeline, string hostingPlan, string given)
    {
        var steps = PipelineRun.With(pipeline, hostingPlan, given).GetSteps().ToList();

        Assert.All(
            PipelineRun.With(pipeline, hostingPlan, given).GetInputs().Where(inputs => inputs.ContainsKey("scriptType")),
            inputs => Assert.Equal("pscore", inputs["scriptType"]));
        Assert.DoesNotContain(steps, step => step.ContainsKey("script") || step.ContainsKey("powershell"));
        Assert.All(steps.Where(step => step.ContainsKey("bash")), step => Assert.Contains(" .ci/run ", (string)step["bash"], Ordinal));
    }

    [Theory, MemberData(nameof(Runs))]
    public void No_shell_reads_what_stands_in_a_variable(string pipeline, string hostingPlan, string given)
    {
        var scripts = PipelineRun.With(pipeline, hostingPlan, given).GetSteps().Select(PipelineRun.FindScript).OfType<string>().ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.DoesNotMatch(Used(), Quoted().Replace(script, "")));
        Assert.All(scripts, script => Assert.DoesNotContain("postmaster@", script, Ordinal));
    }

    [Fact]
    public void The_tests_run_as_CI_runs_them()
    {
        var job = PipelineRun.With(App, "Basic", "").Stages.SelectMany(PipelineRun.GetJobs).First();

        Assert.Equal(
            ["sudo --preserve-env env \"PATH=$PATH\" .ci/run '$(Agent.TempDirectory)/tests'"],
            PipelineRun.GetSteps(job).Select(PipelineRun.FindScript).OfType<string>());
        Assert.DoesNotContain(PipelineRun.GetSteps(job), step => step.ContainsKey("continueOnError"));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Every_variable_is_set_before_it_is_used(string pipeline, string hostingPlan, string given)
    {
        foreach (var job in PipelineRun.With(pipeline, hostingPlan, given).Stages.SelectMany(PipelineRun.GetJobs))
        {
            var known = PipelineRun.GetSettings().Keys.Concat(Predefined).Append(NotifyUrl).ToHashSet();
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

    /// <summary>The variables that a script sets for the steps after it.</summary>
    private static IEnumerable<string> SetBy(string? script) =>
        SetVariable().Matches(script ?? "").Select(match => match.Groups[1].Value)
            .Concat(SetOutputs().Matches(script ?? "").SelectMany(match => match.Groups[1].Value.Split(' ')));

    private static IEnumerable<string> UsedIn(string text) =>
        Used().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value + match.Groups[3].Value);

    [GeneratedRegex(@"\$\(([\w.]+)\)|variables\['(\w+)'\]|variables\.(\w+)")] private static partial Regex Used();
    [GeneratedRegex("'[^'\n]*'")] private static partial Regex Quoted();
    [GeneratedRegex(@"(?<![\w-])parameters\.(\w+)")] private static partial Regex Parameter();

    [GeneratedRegex(@"(secret|password|token|credential|key|sas|connectionstring|certificate)", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"loadTextContent\('([^']+)'\)")] private static partial Regex LoadedText();
    [GeneratedRegex(@"setvariable variable=(\w+)\]")] private static partial Regex SetVariable();
    [GeneratedRegex(@"in -split '([\w ]+)'")] private static partial Regex SetOutputs();
}
