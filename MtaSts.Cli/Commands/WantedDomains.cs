using MtaSts.Cli.Reports;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary>Of which domains reports are shown, and how many others there are reports of.</summary>
/// <param name="domains">Null for all.</param>
/// <param name="customers">Whose each domain is, as far as a store says it.</param>
internal sealed class WantedDomains(IReadOnlyCollection<DomainName>? domains, IReadOnlyDictionary<DomainName, string> customers)
{
    // Anybody can send reports, of any number of domains.
    private const int MostCounted = 10_000;

    private readonly HashSet<DomainName>? wanted = domains?.ToHashSet();
    private readonly HashSet<DomainName> others = [];

    /// <summary>The store that knows what each domain served; null without one.</summary>
    public IEditablePolicyStore? History { get; init; }

    /// <summary>Domains of which there should be reports.</summary>
    public IReadOnlyCollection<DomainName> Expected => domains ?? [];

    /// <summary>Domains that were asked about and are not wanted, counted up to 10,000.</summary>
    public int LeftOut => others.Count;

    /// <summary>Whether there may be more of them than were counted.</summary>
    public bool HasUncounted => others.Count == MostCounted;

    public bool Includes(DomainName domain)
    {
        var isWanted = wanted?.Contains(domain) != false;
        if (!isWanted && others.Count < MostCounted)
        {
            others.Add(domain);
        }

        return isWanted;
    }

    /// <summary>Which earlier policies senders still go by, a sentence each, of the domains that the store has the history of.</summary>
    public async Task<IReadOnlyDictionary<DomainName, IReadOnlyList<string>>> FindHeldAsync(
        ReadReports read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<DomainName> reported = [.. read.Collected.Domains.Keys];
        var timelines = History is null ? [] : await History.ReadTimelinesAsync(reported, cancellationToken);

        // Without a copy, what a provider's policy is now is for a look at it to say, and nobody looks here.
        return reported.Zip(timelines)
            .Where(pair => pair.Second.Current is not (null or { Policy: null, Content: PolicyContent.Upstream }))
            .ToDictionary(
                pair => pair.First,
                pair => SenderPolicyText.Describe(SenderPolicies.Find(pair.Second, served: null, read.Find(pair.First), now)));
    }

    public string? FindCustomer(DomainName domain) => customers.GetValueOrDefault(domain);
}
