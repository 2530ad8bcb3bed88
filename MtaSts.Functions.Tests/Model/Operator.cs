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
            world.Promises.AddId(domain, found.Groups[1].Value, world.Host[domain].Now);
            world.Pass(TimeSpan.FromMinutes(1) + Ages.Any(random), random);
            world.Edit(Zone.GetIdName(domain), new RecordSet(found.Groups[1].Value, PickTimeToLive(random)));
        }
    }

    public async Task RemoveAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var result = await RunAsync(random, $"remove {domain} --yes");
        if (Regex.Match(result.Errors, "until ([0-9-]+ [0-9:]+Z)") is { Success: true } found)
        {
            world.Promises.AddDate(domain, world.Host[domain].Now, DateTimeOffset.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), found.Value);
        }
    }

    /// <summary>Where nothing but testing was ever tried, the MX is the operator's own business.</summary>
    public Task MoveFreelyAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        if (!world.Host[domain].Values.Any(state => state.Policy?.Mode == PolicyMode.Enforce))
        {
            var old = world.Zone[domain.Ascii].Now.TimeToLive;
            string[] hosts = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => MailHosts.Pick(domain, random).Host).Distinct()];
            world.Edit(domain.Ascii, new RecordSet(string.Join(' ', hosts), PickTimeToLive(random)));

            // Who changes an MX on their own waits until it is changed everywhere, before they go on.
            world.Pass(old, random);
        }

        return Task.CompletedTask;
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

    private static TimeSpan PickTimeToLive(Random random) => TimesToLive[random.Next(TimesToLive.Length)];
}
