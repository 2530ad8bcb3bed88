namespace MtaSts.Functions.Tests.Model;

/// <summary>Doing what the tool says, and the commands that carry a change to its end.</summary>
internal sealed class RolloutActs(World world, Operator operation)
{
    private readonly Dictionary<DomainName, (string Host, string Pattern)> goals = [];

    private static readonly TimeSpan[] TimesToLive = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    public async Task FollowAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var result = await operation.RunAsync(random, $"status {domain} --output json");
        if (result.Output.StartsWith('['))
        {
            var status = result.Json.EnumerateArray().Single();
            TakeDate(domain, status);
            await operation.FollowAsync(Advice.From(status), random);
        }
    }

    public Task PublishAsync(Random random) => operation.RunAsync(random, $"publish {PolicyActs.PickDomain(random)}");

    public async Task RemoveAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var result = await operation.RunAsync(random, $"remove {domain} --yes");

        // What hangs on mode none being served at once is no permission yet.
        var free = Regex.Match(result.Errors, $"From ([0-9-]+ [0-9:]+Z) on, the MX of {domain} may be changed");
        if (free.Success && !result.Errors.Contains("if mode none is served at once", Ordinal))
        {
            world.PassUntil(Advice.ParseTime(free.Groups[1].Value), random);
            await ChangeMxAsync(domain, MailHosts.Pick(domain, random).Host, random);
        }
    }

    /// <summary>Moves the MX as <c>move-mx</c> says, mostly on to where it began to.</summary>
    public async Task MoveAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var (drawn, isNew) = (MailHosts.Pick(domain, random), random.Next(6) == 0);
        var goal = isNew ? drawn : goals.GetValueOrDefault(domain, drawn);
        goals[domain] = goal;
        var result = await operation.RunAsync(random, $"move-mx {domain} --to {(random.Next(2) == 0 ? goal.Host : goal.Pattern)} --yes");
        if (result.Output.Contains($"Change the MX of {domain} to", Ordinal))
        {
            world.Pass(Ages.Any(random), random);
            await ChangeMxAsync(domain, goal.Host, random);
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

    public static TimeSpan PickTimeToLive(Random random) => TimesToLive[random.Next(TimesToLive.Length)];

    /// <summary>Some change an MX in two steps: the new host beside the old ones first.</summary>
    private Task ChangeMxAsync(DomainName domain, string host, Random random)
    {
        var present = world.Zone[domain.Ascii].Now.Each;
        var hosts = random.Next(3) == 0 ? present.Append(host).Distinct() : [host];
        world.Edit(domain.Ascii, new RecordSet(string.Join(' ', hosts), PickTimeToLive(random)));
        return Task.CompletedTask;
    }

    /// <summary>What the tool says of senders counts from when the policy in force was seen to be served; before, it is a guess.</summary>
    private void TakeDate(DomainName domain, JsonElement status)
    {
        if (status.Text("stage") is "held" or "inStep" or "inTesting" or "toPromote" or "leaving" or "toRemove")
        {
            var until = status.Text("heldUntil") is { } text ? Advice.ParseTime(text) : world.Now;
            world.Promises.AddDate(domain, world.Host[domain].Now, until, $"heldUntil {until:u}");
        }
    }
}
