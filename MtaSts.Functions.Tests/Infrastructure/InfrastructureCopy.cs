using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>A copy of <c>infra</c> that a test may write to.</summary>
internal sealed class InfrastructureCopy : IDisposable
{
    public InfrastructureCopy()
    {
        foreach (var file in Files(Bicep.InfrastructureDirectory))
        {
            var copy = Path.Combine(Directory, file);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Bicep.InfrastructureDirectory, file), copy);
        }
    }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mta-sts-infra-").FullName;

    /// <summary>All files below a folder, by their path in it.</summary>
    public static IEnumerable<string> Files(string directory) =>
        System.IO.Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    public Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(Directory, file), text);

    public Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Directory, file));

    public Task<ToolResult> RunAsync(params string[] arguments) => Bicep.RunAsync(Directory, arguments);

    /// <summary>Deploys in thought, with the text of a parameter file; the result says whether it was refused.</summary>
    public async Task<ToolResult> TryPredictAsync(string template, string parameters)
    {
        await WriteAsync("predicted.bicepparam", $"using '{template}'\n\n{parameters}\n");
        return await Bicep.SnapshotAsync(Directory, "predicted.bicepparam", "overwrite");
    }

    /// <summary>What a deployment with these parameters would make.</summary>
    public async Task<Prediction> PredictAsync(string template, string parameters)
    {
        var result = await TryPredictAsync(template, parameters);
        Assert.True(result.ExitCode == 0, result.Errors);
        return new Prediction(JsonNode.Parse(await ReadAsync("predicted.snapshot.json"))!);
    }

    /// <summary>A template as it is sent to Azure.</summary>
    public async Task<JsonNode> CompileAsync(string template)
    {
        var result = await RunAsync("build", template, "--stdout");
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonNode.Parse(result.Output)!;
    }
}
