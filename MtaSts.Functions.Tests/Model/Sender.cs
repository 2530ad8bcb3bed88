namespace MtaSts.Functions.Tests.Model;

/// <summary>A sender that does exactly what RFC 8461 asks for.</summary>
/// <param name="number">Its number; it has a resolver of its own.</param>
/// <param name="renewsDaily">Whether it fetches a policy again every day, whatever its id, as §10.2 recommends.</param>
internal sealed class Sender(int number, bool renewsDaily)
{
    private readonly Dictionary<DomainName, HeldPolicy> held = [];

    public int Number => number;

    public IReadOnlyDictionary<DomainName, HeldPolicy> Held => held;

    /// <summary>Finds the policy to go by for a message (§5.1); null when there is none.</summary>
    public HeldPolicy? FindPolicy(World world, DomainName domain, DateTimeOffset now, Random random)
    {
        if (held.TryGetValue(domain, out var policy) && policy.ExpiresAt <= now)
        {
            held.Remove(domain);
            policy = null;
        }

        // Without a record a policy that is held stays in force until it expires (§3.3).
        var ids = world.Zone.Ask(number, Zone.GetIdName(domain), now, random).Each.ToList();
        var isDue = policy is null || ids.Count > 0 && policy.Id != ids[0] || renewsDaily && now - policy.FetchedAt > TimeSpan.FromDays(1);
        if (ids.Count == 1 && isDue && world.Host.Fetch(domain, Outage.HostForSenders, now, random) is var (state, _))
        {
            // A fetch that fails leaves what is held in force (§3.3).
            policy = held[domain] = new HeldPolicy(state, ids[0], now);
        }

        return policy;
    }
}
