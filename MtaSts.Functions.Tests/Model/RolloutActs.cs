namespace MtaSts.Functions.Tests.Model;

/// <summary>Doing what the tool says, and the commands that carry a change to its end.</summary>
internal sealed class RolloutActs(World world, Operator operation)
{
    private readonly Dictionary<DomainName, (string Host, string Pattern)> goals = [];

    public async Task FollowAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var result = await operation.RunAsync(random, $"status {domain} --output json");
        if (result.Output.StartsWith('['))
        {
            var status = result.Json.EnumerateArray().Single();
            TakeWord(domain, status);
            await operation.FollowAsync(Advice.From(status), random);
        }
    }

    public Task PublishAsync(Random random) => operation.RunAsync(random, $"publish {PolicyActs.PickDomain(random)}");

    public Task RemoveAsync(Random random) => operation.RunAsync(random, $"remove {PolicyActs.PickDomain(random)} --yes");

    /// <summary>Moves the MX, mostly on to where it began to.</summary>
    public Task MoveAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        var (drawn, isNew) = (MailHosts.Pick(domain, random), random.Next(8) == 0);
        var goal = goals[domain] = isNew ? drawn : goals.GetValueOrDefault(domain, drawn);
        return operation.RunAsync(random, $"move-mx {domain} --to {(random.Next(2) == 0 ? goal.Host : goal.Pattern)} --yes");
    }

    /// <summary>Where nothing but testing was ever tried, the MX is the operator's own business.</summary>
    public Task MoveFreelyAsync(Random random)
    {
        var domain = PolicyActs.PickDomain(random);
        if (!world.Host[domain].Values.Any(state => state.Policy?.Mode == PolicyMode.Enforce))
        {
            operation.Dns.MoveFreely(domain, random);
        }

        return Task.CompletedTask;
    }

    /// <summary>What the tool says of senders counts from when the policy in force was seen to be served; before, it is a guess.</summary>
    private void TakeWord(DomainName domain, JsonElement status)
    {
        if (status.Text("stage") is "held" or "inStep" or "inTesting" or "toPromote" or "leaving" or "toRemove")
        {
            var until = status.Text("heldUntil") is { } text ? Advice.ParseTime(text) : world.Now;
            var state = world.Host[domain].Now;
            world.Promises.AddDate(domain, state, until, $"heldUntil {until:u}");
            world.Promises.AddId(domain, $"{status.Text("publishedId")}", state);
        }
    }
}
