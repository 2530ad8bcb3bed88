using System.Globalization;

namespace MtaSts.Functions.Tests.Model;

/// <summary>A person who does what the tool says, sooner or later, and sometimes something else.</summary>
internal sealed class Operator
{
    private static readonly TimeSpan[] TimesToLive = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    private readonly World world;
    private readonly ModelTool tool;

    public Operator(World world)
    {
        this.world = world;
        tool = new ModelTool(world);
        Policies = new PolicyActs(world, this);
    }

    public PolicyActs Policies { get; }

    public Task<ToolResult> RunAsync(Random random, string commandLine, string input = "") => tool.RunAsync(random.Next(), commandLine, input);

    public async Task PublishAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var result = await RunAsync(random, $"dns {domain} --format bind");
        if (Regex.Match(result.Output, "id=([0-9A-Za-z]+);") is { Success: true } found)
        {
            world.Pass(TimeSpan.FromMinutes(1) + Ages.Any(random), random);
            world.Edit(Zone.GetIdName(domain), new RecordSet(found.Groups[1].Value, TimesToLive[random.Next(TimesToLive.Length)]));
        }
    }

    public async Task RemoveAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var result = await RunAsync(random, $"remove {domain} --yes");
        if (Regex.Match(result.Errors, "until ([0-9-]+ [0-9:]+Z)") is { Success: true } found)
        {
            world.Promises.Add(domain, world.Host[domain].Now, DateTimeOffset.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), found.Value);
        }
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
}
