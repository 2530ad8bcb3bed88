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
        Policies = new PolicyActs(world, this);
        Rollout = new RolloutActs(world, this);
    }

    public PolicyActs Policies { get; }
    public RolloutActs Rollout { get; }

    /// <summary>Runs a command, does to DNS what it says, and sometimes what it says comes next.</summary>
    public async Task<ToolResult> RunAsync(Random random, string commandLine, string input = "")
    {
        var result = await tool.RunAsync(random.Next(), commandLine, input);
        if (commandLine.StartsWith("publish ", Ordinal))
        {
            EditRecords(result, random);
        }

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

    /// <summary>Edits the records that are shown: each below the name of its domain.</summary>
    private void EditRecords(ToolResult result, Random random)
    {
        DomainName? domain = null;
        foreach (var line in result.Output.Split('\n'))
        {
            domain = World.Domains.Cast<DomainName?>().FirstOrDefault(one => line.Contains($"{one}", Ordinal)) ?? domain;
            if (domain is { } edited && ShownId().Match(line) is { Success: true, Value: var id })
            {
                world.Promises.AddId(edited, id, world.Host[edited].Now);
                world.Pass(Ages.Any(random), random);
                world.Edit(Zone.GetIdName(edited), new RecordSet(id, random.Next(2) == 0 ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(1)));
            }
        }
    }

    [GeneratedRegex("(?<=_mta-sts.*id=)[0-9A-Za-z]+(?=;)")]
    private static partial Regex ShownId();

    [GeneratedRegex("^(set|template|promote|rollback|remove|import|move-mx) ")]
    private static partial Regex NeedsConsent();
}
