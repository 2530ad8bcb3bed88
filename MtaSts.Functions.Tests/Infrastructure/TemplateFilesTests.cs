using System.Text.Json.Nodes;
using MtaSts.Functions.Tests.Pipelines;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The files of <c>infra</c> themselves: they build, say what they are, and are in step.</summary>
public sealed partial class TemplateFilesTests(CompiledTemplates templates) : InfrastructureCopy, IClassFixture<CompiledTemplates>
{
    public static TheoryData<string> Examples => [.. Files(Bicep.InfrastructureDirectory).Where(file => Example().IsMatch(file))];

    [Fact]
    public async Task Every_file_builds_and_lints_without_a_warning()
    {
        foreach (var pattern in (string[])["**/*.bicep", "**/*.bicepparam"])
        {
            Assert.Equal(new(0, "", ""), await RunAsync("lint", "--pattern", pattern));
        }
    }

    [Fact]
    public async Task What_the_linter_finds_fails_the_build()
    {
        Write("unused.bicep", "param unused string\n");

        var result = await RunAsync("build", "unused.bicep", "--stdout");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Error no-unused-params", result.Errors, Ordinal);
    }

    [Fact]
    public async Task Every_file_is_formatted()
    {
        var files = Files(Folder).Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam").ToList();
        var before = await Task.WhenAll(files.Select(ReadAsync));

        foreach (var pattern in (string[])["**/*.bicep", "**/*.bicepparam"])
        {
            Assert.Equal(0, (await RunAsync("format", "--pattern", pattern)).ExitCode);
        }

        Assert.Equal(before, await Task.WhenAll(files.Select(ReadAsync)));
    }

    [Fact]
    public async Task Every_parameter_output_and_type_is_described()
    {
        foreach (var (template, compiled) in await templates.GetAllAsync())
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)compiled["metadata"]!["description"]), template);
            Assert.Equal([], NestedTemplates(compiled).SelectMany(Undescribed));
        }
    }

    [Fact]
    public void Modules_are_files_of_this_folder()
    {
        var modules = Files(Folder)
            .Where(file => file.EndsWith(".bicep", Ordinal))
            .SelectMany(file => Module().Matches(File.ReadAllText(InFolder(file)))).Select(match => match.Groups["path"].Value).ToList();

        Assert.NotEmpty(modules);
        Assert.All(modules, path => Assert.DoesNotContain(':', path));
    }

    [Fact]
    public async Task Nothing_asks_Azure_for_a_key_and_nothing_holds_one()
    {
        foreach (var (_, compiled) in await templates.GetAllAsync())
        {
            Assert.DoesNotMatch(Key(), compiled.ToJsonString());
        }
    }

    [Fact]
    public async Task No_output_holds_what_opens_something()
    {
        foreach (var (_, compiled) in await templates.GetAllAsync())
        {
            var outputs = NestedTemplates(compiled).SelectMany(nested => nested["outputs"]?.AsObject() ?? []).ToList();

            Assert.NotEmpty(outputs);
            Assert.All(outputs, output => Assert.DoesNotMatch(Secret(), $"{output.Key}: {output.Value!["value"] ?? output.Value["copy"]}"));
        }
    }

    // The button deploys azuredeploy.json; the tool deploys the other two.
    [Theory, InlineData("main.bicep", "azuredeploy.json"), InlineData("domain.bicep", "domain.json"), InlineData("dns.bicep", "dns.json")]
    public async Task A_compiled_template_is_in_step_with_its_source(string source, string compiled)
    {
        await RunAsync("build", source, "--outfile", "fresh.json");

        Assert.Equal((await ReadAsync("fresh.json")).ReplaceLineEndings("\n"), (await ReadAsync(compiled)).ReplaceLineEndings("\n"));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_deploys_what_its_snapshot_says(string example)
    {
        var snapshot = InFolder(Path.ChangeExtension(example, ".snapshot.json"));
        Assert.True(File.Exists(snapshot), "Record it: bicep snapshot --mode overwrite.");

        var result = await Bicep.SnapshotAsync(Folder, example, "validate");

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    [Fact]
    public async Task A_change_of_what_would_be_deployed_is_told_by_the_snapshot()
    {
        var storage = await ReadAsync("modules/storage.bicep");
        Write("modules/storage.bicep", storage.Replace("allowSharedKeyAccess: false", "allowSharedKeyAccess: true", Ordinal));

        var result = await Bicep.SnapshotAsync(Folder, "examples/one-domain.bicepparam", "validate");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("allowSharedKeyAccess", result.Output + result.Errors, Ordinal);
    }

    [Fact]
    public async Task What_the_pipeline_deploys_as_it_comes_gives_nobody_but_the_app_a_role()
    {
        var result = await Bicep.SnapshotAsync(
            Folder, Path.GetRelativePath("infra", PipelineRun.GetSettings()["parameterFile"]), "overwrite");
        Assert.True(result.ExitCode == 0, result.Errors);
        var prediction = new Prediction(JsonNode.Parse(await ReadAsync("app.snapshot.json"))!);

        var principals = prediction.WithType("Microsoft.Authorization/roleAssignments")
            .Select(role => (string)role["properties"]!["principalId"]!).ToList();

        Assert.NotEmpty(principals);
        Assert.All(principals, principal => Assert.EndsWith(".identity.principalId]", principal, Ordinal));
    }

    [GeneratedRegex(@"(?i)\blist\w*\(|securestring|secureobject|AccountKey=|SharedAccess|\bsig=|DefaultEndpointsProtocol")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?i)key|secret|password|connectionstring|token|credential")] private static partial Regex Secret();
    [GeneratedRegex(@"^examples/.*\.bicepparam$")] private static partial Regex Example();
    [GeneratedRegex(@"^\s*module \w+ '(?<path>[^']+)'", RegexOptions.Multiline)] private static partial Regex Module();

    private static IEnumerable<JsonNode> NestedTemplates(JsonNode template) =>
        CompiledResources.From(template)
            .Select(resource => resource["properties"] is JsonObject properties ? properties["template"] : null)
            .OfType<JsonNode>().SelectMany(NestedTemplates).Prepend(template);

    private static IEnumerable<string> Undescribed(JsonNode template)
    {
        var declarations = ((string[])["parameters", "outputs", "definitions"]).SelectMany(section => template[section]?.AsObject() ?? []);
        var properties = (template["definitions"]?.AsObject() ?? []).SelectMany(type => type.Value!["properties"]?.AsObject() ?? []);
        return declarations.Concat(properties)
            .Where(declaration => string.IsNullOrWhiteSpace((string?)declaration.Value!["metadata"]?["description"]))
            .Select(declaration => declaration.Key);
    }
}
