using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>What Azure Pipelines makes of a pipeline when a run begins: templates put in, conditions of templates decided.</summary>
internal sealed partial class PipelineRun
{
    private readonly Dictionary<string, string> variables;

    private PipelineRun(Dictionary<string, string> variables) => this.variables = variables;

    public List<YamlMap> Stages { get; private init; } = [];

    /// <summary>A run for this reason of this branch, with the pipeline's own settings and parameters but for these.</summary>
    public static PipelineRun Create(
        string pipeline,
        string reason,
        string branch = "refs/heads/main",
        string? hostingPlan = null,
        params (string Name, string Value)[] given)
    {
        var variables = GetSettings();
        foreach (var (name, value) in given.Where(pair => variables.ContainsKey(pair.Name)))
        {
            variables[name] = value;
        }

        variables["Build.Reason"] = reason;
        variables["Build.SourceBranch"] = branch;
        variables["hostingPlan"] = hostingPlan ?? variables["hostingPlan"];
        var root = PipelineText.Parse(pipeline);
        var arguments = Declared(root).ToDictionary(
            declared => (string)declared["name"],
            declared => given.FirstOrDefault(pair => pair.Name == (string)declared["name"]).Value ?? declared["default"]);
        var run = new PipelineRun(variables);
        return new PipelineRun(variables) { Stages = run.Items((List<object>)root["stages"], "stages", pipeline, arguments) };
    }

    /// <summary>A run of what is merged, with these settings and parameters, <c>name=value</c> with spaces in between.</summary>
    public static PipelineRun With(string pipeline, string hostingPlan, string given)
    {
        var pairs = given.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='));
        return Create(pipeline, "IndividualCI", hostingPlan: hostingPlan, given: [.. pairs.Select(pair => (pair[0], pair[1]))]);
    }

    public static Dictionary<string, string> GetSettings() =>
        ((YamlMap)PipelineText.Parse(PipelineText.Settings)["variables"]).ToDictionary(
            pair => (string)pair.Key, pair => (string)pair.Value);

    public static IEnumerable<YamlMap> Declared(YamlMap root) =>
        root.TryGetValue("parameters", out var parameters) ? ((List<object>)parameters).Cast<YamlMap>() : [];

    public static IEnumerable<YamlMap> GetJobs(YamlMap stage) => ((List<object>)stage["jobs"]).Cast<YamlMap>();

    public static IEnumerable<YamlMap> GetSteps(YamlMap job) =>
        PipelineText.Mappings(job).Where(map => map.ContainsKey("steps")).SelectMany(map => (List<object>)map["steps"]).Cast<YamlMap>();

    /// <summary>The steps of all jobs, in their order.</summary>
    public IEnumerable<YamlMap> GetSteps() => Stages.SelectMany(GetJobs).SelectMany(GetSteps);

    public IEnumerable<YamlMap> GetInputs() => GetSteps().Select(step => step.GetValueOrDefault("inputs")).OfType<YamlMap>();

    /// <summary>What a step runs, as it stands in a file of the agent: a script with its arguments, or a command.</summary>
    public static string? FindScript(YamlMap step)
    {
        var inputs = step.GetValueOrDefault("inputs") as YamlMap ?? [];
        return inputs.TryGetValue("scriptPath", out var path)
            ? $". '{path}' {inputs.GetValueOrDefault("arguments", "")}"
            : (string?)(step.GetValueOrDefault("pwsh") ?? step.GetValueOrDefault("bash") ?? inputs.GetValueOrDefault("inlineScript"));
    }

    private List<YamlMap> Items(List<object> sequence, string section, string file, Dictionary<string, object> parameters)
    {
        var items = new List<YamlMap>();
        var wasTaken = false;
        foreach (var item in sequence.Cast<YamlMap>())
        {
            var (key, value) = item.First();
            if (Condition().Match((string)key) is { Success: true } condition)
            {
                if (IsTaken(condition, ref wasTaken, parameters))
                {
                    items.AddRange(Items((List<object>)value, section, file, parameters));
                }
            }
            else if ((string)key == "template")
            {
                items.AddRange(Template(item, section, file, parameters));
            }
            else
            {
                items.Add((YamlMap)Replace(item, file, parameters));
            }
        }

        return items;
    }

    private List<YamlMap> Template(YamlMap reference, string section, string file, Dictionary<string, object> parameters)
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, (string)reference["template"]);
        var template = PipelineText.Parse(path);
        var given = reference.TryGetValue("parameters", out var value)
            ? ((YamlMap)Replace(value, file, parameters)).ToDictionary(pair => (string)pair.Key, pair => pair.Value) : [];
        foreach (var declared in Declared(template))
        {
            var name = (string)declared["name"];
            Assert.True(given.ContainsKey(name) || declared.ContainsKey("default"), $"{file} does not give {path} its parameter {name}.");
            given.TryAdd(name, declared.GetValueOrDefault("default", ""));
            Assert.True(
                !declared.TryGetValue("values", out var values) || ((List<object>)values).Contains(given[name]),
                $"{file} gives {path} as {name}: {given[name]}");
        }

        Assert.Empty(given.Keys.Except(Declared(template).Select(declared => (string)declared["name"])));
        return Items((List<object>)template[section], section, path, given);
    }

    private object Replace(object? node, string file, Dictionary<string, object> parameters)
    {
        switch (node)
        {
            case List<object> list when list.OfType<YamlMap>().Any():
                return Items(list, "steps", file, parameters).Cast<object>().ToList();
            case List<object> list:
                return list.ConvertAll(item => Replace(item, file, parameters));
            case YamlMap map:
                var copy = new YamlMap();
                var wasTaken = false;
                foreach (var (key, value) in map)
                {
                    if (Condition().Match((string)key) is not { Success: true } condition)
                    {
                        copy.Add(key, Replace(value, file, parameters));
                    }
                    else if (IsTaken(condition, ref wasTaken, parameters))
                    {
                        foreach (var (name, inner) in (YamlMap)Replace(value, file, parameters))
                        {
                            copy.Add(name, inner);
                        }
                    }
                }

                return copy;
            default:
                var text = node?.ToString() ?? "";
                var replaced = Parameter().Replace(text, match => $"{parameters[match.Groups[1].Value]}");
                return WholeParameter().Match(text) is { Success: true } whole
                    ? parameters[whole.Groups[1].Value] : Variable().Replace(replaced, match => variables[match.Groups[1].Value]);
        }
    }

    private bool IsTaken(Match condition, ref bool wasTaken, Dictionary<string, object> parameters)
    {
        var isTrue = condition.Groups[1].Value switch
        {
            "if" => new TemplateCondition(parameters, variables).IsTrue(condition.Groups[2].Value),
            "elseif" => !wasTaken && new TemplateCondition(parameters, variables).IsTrue(condition.Groups[2].Value),
            _ => !wasTaken,
        };
        wasTaken = isTrue || (wasTaken && condition.Groups[1].Value != "if");
        return isTrue;
    }

    [GeneratedRegex(@"^\$\{\{ (if|elseif|else)(?: (.*))? \}\}$")] private static partial Regex Condition();
    [GeneratedRegex(@"^\$\{\{ parameters\.(\w+) \}\}$")] private static partial Regex WholeParameter();
    [GeneratedRegex(@"\$\{\{ parameters\.(\w+) \}\}")] private static partial Regex Parameter();
    [GeneratedRegex(@"\$\{\{ variables\.(\w+) \}\}")] private static partial Regex Variable();
}
