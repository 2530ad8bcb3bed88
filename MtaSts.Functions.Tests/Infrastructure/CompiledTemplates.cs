using System.Text.Json.Nodes;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The templates as they are sent to Azure, each compiled once for all tests of a class.</summary>
public sealed class CompiledTemplates
{
    private static readonly string[] Names = ["main.bicep", "domain.bicep", "dns.bicep", "monitoring.bicep"];

    private readonly Lazy<Task<(string Name, JsonNode Template)[]>> all = new(
        () => Task.WhenAll(Names.Select(async name => (name, await CompileAsync(name)))));

    /// <summary>Each with its name.</summary>
    public async Task<IReadOnlyList<(string Name, JsonNode Template)>> GetAllAsync() => await all.Value;

    private static async Task<JsonNode> CompileAsync(string template)
    {
        var result = await Bicep.RunAsync(Bicep.InfrastructureDirectory, ["build", template, "--stdout"]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonNode.Parse(result.Output)!;
    }
}
