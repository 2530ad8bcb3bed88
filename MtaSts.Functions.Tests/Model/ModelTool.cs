using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Model;

/// <summary>The real tool, in this process, in the world of a walk.</summary>
internal sealed class ModelTool(World world)
{
    private static readonly (string Name, string Value)[] Environment = [("MtaSts__PolicyDatabase", "the-model"), ("COLUMNS", "250")];

    public async Task<ToolResult> RunAsync(int seed, string commandLine, string input = "")
    {
        var services = new ToolServices
        {
            Time = world.Time,
            OpenDatabase = _ => world.OpenAsOperator(),
            CreateLookup = _ => new DnsLookup(new OperatorResolver(world, seed)),
            CreateProbe = _ => new OperatorProbe(world, seed),
        };
        var result = await Tool.RunAsync(SplitWords(commandLine), Environment, input, services);
        world.Tally.Count($"{commandLine.Split(' ')[0]}: exit code {result.ExitCode}");
        world.Transcript.Add(world.Now, $"mta-sts {commandLine}\n    {$"{result}".TrimEnd().Replace("\n", "\n    ", Ordinal)}");
        await world.ReadStoreAsync();
        return result;
    }

    private static string[] SplitWords(string commandLine) =>
        [.. Regex.Matches(commandLine, "\"([^\"]*)\"|(\\S+)").Select(word => $"{word.Groups[1].Value}{word.Groups[2].Value}")];
}
