using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Model;

/// <summary>The real tool, in this process, in the world of a walk.</summary>
internal sealed class ModelTool(World world)
{
    private static readonly (string Name, string Value)[] Environment = [("MtaSts__PolicyDatabase", "the-model"), ("COLUMNS", "250")];

    public async Task<ToolResult> RunAsync(int seed, string commandLine, string input = "")
    {
        var clock = new ToolClock(world.Time);
        var services = new ToolServices
        {
            Time = clock,
            OpenDatabase = _ => world.OpenAsOperator(),
            CreateLookup = _ => new DnsLookup(new OperatorResolver(world, seed)),
            CreateProbe = _ => new OperatorProbe(world, seed),
        };
        var random = new Random(seed);
        var result = await clock.RunAsync(
            Tool.RunAsync(SplitWords(commandLine), Environment, input, services), duration => world.Pass(duration, random));
        world.Tally.Count($"{commandLine.Split(' ')[0]}: exit code {result.ExitCode}");
        world.Transcript.Add(world.Now, $"mta-sts {commandLine}\n    {$"{result}".TrimEnd().Replace("\n", "\n    ", Ordinal)}");
        await world.ReadStoreAsync();
        return result;
    }

    private static string[] SplitWords(string commandLine) =>
        [.. Regex.Matches(commandLine, "\"([^\"]*)\"|(\\S+)").Select(word => $"{word.Groups[1].Value}{word.Groups[2].Value}")];
}
