namespace MtaSts.Functions.Tests.Model;

/// <summary>A person who does what the tool says, sooner or later, and sometimes something else.</summary>
internal sealed partial class Operator
{
    private readonly World world;
    private readonly ModelTool tool;

    public Operator(World world)
    {
        this.world = world;
        tool = new ModelTool(world);
        Dns = new DnsEdits(world);
        Policies = new PolicyActs(world, this);
        Rollout = new RolloutActs(world, this);
    }

    public DnsEdits Dns { get; }
    public PolicyActs Policies { get; }
    public RolloutActs Rollout { get; }

    /// <summary>Runs a command, does to DNS what it says, and sometimes what it says comes next.</summary>
    public async Task<ToolResult> RunAsync(Random random, string commandLine, string input = "")
    {
        var result = await tool.RunAsync(random.Next(), commandLine, input);
        Dns.Do(result, showsRecords: commandLine.StartsWith("publish ", Ordinal), random);
        if (random.Next(2) == 0)
        {
            await FollowAsync(Advice.From(result, world.Now), random);
        }

        return result;
    }

    /// <summary>Does what comes next: at the right time, later, or (one in eight) too early.</summary>
    public async Task FollowAsync(Advice? advice, Random random)
    {
        if (advice is null)
        {
            return;
        }

        if (random.Next(8) > 0 && advice.NotBefore is { } time)
        {
            world.PassUntil(time, random);
        }

        if (random.Next(2) == 0)
        {
            world.Pass(Ages.Any(random), random);
        }

        var words = advice.Command["mta-sts ".Length..];
        await RunAsync(random, NeedsConsent().IsMatch(words) ? $"{words} --yes" : words);
    }

    public Task SufferAsync(Random random)
    {
        var kinds = Enum.GetValues<Outage>();
        var kind = kinds[random.Next(kinds.Length)];
        var duration = Ages.Any(random);
        world.Outages.Start(kind, world.Now, duration);
        world.Transcript.Add(world.Now, $"outage: {kind} for {duration}");
        return Task.CompletedTask;
    }

    [GeneratedRegex("^(set|template|promote|rollback|remove|import|move-mx) ")]
    private static partial Regex NeedsConsent();
}
