using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>Tests with a copy of <c>infra</c>, which they may write to.</summary>
public abstract class InfrastructureCopy : TestsWithFolder
{
    protected InfrastructureCopy()
    {
        foreach (var file in Files(Bicep.InfrastructureDirectory))
        {
            var copy = InFolder(file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Bicep.InfrastructureDirectory, file), copy);
        }
    }

    /// <summary>All files below a folder, by their path in it.</summary>
    protected static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    protected Task<string> ReadAsync(string file) => File.ReadAllTextAsync(InFolder(file));
    private protected Task<ToolResult> RunAsync(params string[] arguments) => Bicep.RunAsync(Folder, arguments);

    /// <summary>Deploys in thought, with the text of a parameter file; the result says whether it was refused.</summary>
    private protected async Task<ToolResult> TryPredictAsync(string template, string parameters)
    {
        Write("predicted.bicepparam", $"using '{template}'\n\n{parameters}\n");
        return await Bicep.SnapshotAsync(Folder, "predicted.bicepparam", "overwrite");
    }

    /// <summary>What a deployment with these parameters would make.</summary>
    private protected async Task<Prediction> PredictAsync(string template, string parameters)
    {
        var result = await TryPredictAsync(template, parameters);
        Assert.True(result.ExitCode == 0, result.Errors);
        return new Prediction(JsonNode.Parse(await ReadAsync("predicted.snapshot.json"))!);
    }

    /// <summary>A template as it is sent to Azure.</summary>
    private protected async Task<JsonNode> CompileAsync(string template)
    {
        var result = await RunAsync("build", template, "--stdout");
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonNode.Parse(result.Output)!;
    }
}
