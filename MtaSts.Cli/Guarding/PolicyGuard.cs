using System.Collections.Concurrent;
using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Guarding;

/// <summary>Looks where mail goes and what is published before a change is made; <see cref="ChangeGuard"/> decides.</summary>
/// <param name="mailHosts">Those of a command that has the options for looking up already; null for options of its own.</param>
internal sealed class PolicyGuard(ToolServices services, MailHostOptions? mailHosts = null)
{
    private const int Concurrency = 16;

    private readonly bool hasOwnOptions = mailHosts is null;
    private readonly MailHostOptions mailHosts = mailHosts ?? new MailHostOptions(services);

    public Option<bool> Force { get; } = new("--force")
    {
        Description = "Change it although the guard refuses, as when the policy leaves out a mail host; needs --reason",
    };

    public MailHostOptions MailHosts => mailHosts;

    public void AddTo(Command command)
    {
        command.Options.Add(Force);
        if (hasOwnOptions)
        {
            mailHosts.AddTo(command);
        }
    }

    /// <summary>Looks at all changes, and says what is wrong with any. The caller makes none of them if that refuses one.</summary>
    /// <param name="known">Where mail goes, as far as it was looked up before.</param>
    /// <param name="isEachForItself">Whether the caller makes those changes that are not refused.</param>
    /// <param name="knownPublished">What is published, as far as it was looked at before.</param>
    public async Task<GuardOutcome> CheckAsync(
        ParseResult arguments,
        CliConsole console,
        IEditablePolicyStore store,
        IReadOnlyCollection<ProposedChange> proposed,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<DomainName, MailHostAnswer>? known = null,
        bool isEachForItself = false,
        IReadOnlyDictionary<DomainName, PublishedPolicy>? knownPublished = null)
    {
        var dns = mailHosts.CreateLookup(arguments);
        var probe = services.CreateProbe(services.Authorities);
        var provided = await FindProvidedAsync(dns, probe, console, store, proposed, cancellationToken);
        var changes = await FindBrokenMovesAsync(store, Resolve(proposed, provided), cancellationToken);
        var missing = changes.Where(change => change.NeedsMailHosts && known?.ContainsKey(change.Domain) != true);
        var found = await mailHosts.FindAsync(
            arguments, console, [.. missing.Select(change => change.Domain).Distinct()], cancellationToken);
        var published = await FetchEachAsync(
            console,
            "Fetching policies",
            changes.Where(change => change.NeedsPublished && knownPublished?.ContainsKey(change.Domain) != true)
                .Select(change => change.Domain)
                .ToHashSet(),
            (domain, token) => PublishedPolicy.FindAsync(dns, probe, domain, services.Time, token),
            cancellationToken);
        var results = changes
            .Select(change => ChangeGuard.Judge(
                change,
                Find(found, change.Domain) ?? Find(known, change.Domain),
                Find(published, change.Domain) ?? Find(knownPublished, change.Domain)))
            .GroupBy(result => result.Domain, (_, ofDomain) => ofDomain.Aggregate(GuardResult.Join));
        var outcome = new GuardOutcome([.. results], arguments.GetValue(Force))
        {
            Provided = provided.Where(found => found.Value.Policy is not null)
                .ToDictionary(found => found.Key, found => found.Value.Policy!),
        };
        outcome.Write(console, isEachForItself);
        return outcome;
    }

    private async Task<IReadOnlyDictionary<Uri, ProvidedPolicy>> FindProvidedAsync(
        DnsLookup dns,
        IPolicyProbe probe,
        CliConsole console,
        IEditablePolicyStore store,
        IReadOnlyCollection<ProposedChange> proposed,
        CancellationToken cancellationToken)
    {
        var urls = proposed.SelectMany(change => new[] { change.Upstream, change.UpstreamBefore }).OfType<Uri>().ToHashSet();
        var copies = await FindCopiesAsync(store, urls, cancellationToken);
        var fetched = await FetchEachAsync(
            console, "Fetching policies", urls, (url, token) => FetchUpstreamAsync(dns, probe, url, token), cancellationToken);
        return fetched.ToDictionary(
            found => found.Key, found => new ProvidedPolicy(copies.GetValueOrDefault(found.Key)?.Policy, found.Value));
    }

    /// <summary>The copies that are served: one that nobody follows is replaced by what is fetched.</summary>
    private static async Task<IReadOnlyDictionary<Uri, UpstreamCopy>> FindCopiesAsync(
        IEditablePolicyStore store, HashSet<Uri> urls, CancellationToken cancellationToken)
    {
        var followed = urls.Count == 0 ? [] : await store.ListAsync(cancellationToken)
            .Select(stored => (stored.Content as PolicyContent.Upstream)?.Url)
            .OfType<Uri>()
            .Where(urls.Contains)
            .ToHashSetAsync(cancellationToken: cancellationToken);
        return await store.FindCopiesAsync(followed, cancellationToken);
    }

    /// <summary>Makes of each proposal what it does to the domain's policy; of a provider's, each that the domain may be served.</summary>
    private static List<GuardedChange> Resolve(
        IReadOnlyCollection<ProposedChange> proposed, IReadOnlyDictionary<Uri, ProvidedPolicy> provided) =>
        [.. proposed.SelectMany(change => ListServed(change, provided), (change, after) => new GuardedChange(
            change.Domain,
            change.UpstreamBefore is { } before ? provided[before].Policy?.Mode : change.Before?.Policy?.Mode,
            after)
        {
            Fault = change.Upstream is { } url && provided[url].Fault is { } fault ? $"the provider's policy is unknown: {fault}" : null,
            IsTakeOver = change.IsTakeOver,
            IsProvided = change.Upstream is not null,
        })];

    private static IEnumerable<Policy?> ListServed(ProposedChange change, IReadOnlyDictionary<Uri, ProvidedPolicy> provided) =>
        change.Upstream is { } url ? provided[url].ListServed() : [change.Policy];

    /// <summary>Finds the moves under way that need what a policy in enforce would drop.</summary>
    private static async Task<List<GuardedChange>> FindBrokenMovesAsync(
        IEditablePolicyStore store, List<GuardedChange> changes, CancellationToken cancellationToken)
    {
        List<DomainName> staying = [.. changes.FindAll(IsStaying).Select(change => change.Domain).Distinct()];
        var timelines = staying.Zip(await store.ReadTimelinesAsync(staying, cancellationToken)).ToDictionary();
        return changes.ConvertAll(change => IsStaying(change)
            ? change with { BrokenMove = MxMovesUnderWay.FindBrokenBy(change.After!, timelines[change.Domain]) }
            : change);
    }

    private static bool IsStaying(GuardedChange change) => change is { Before: PolicyMode.Enforce, After.Mode: PolicyMode.Enforce };

    private async Task<PublishedPolicy> FetchUpstreamAsync(
        DnsLookup dns, IPolicyProbe probe, Uri url, CancellationToken cancellationToken) =>
        url.IsDefaultPort && DomainName.TryParse(url.IdnHost[PolicyUrl.HostPrefix.Length..], out var provider, out _)
            ? await PublishedPolicy.FetchAsync(dns, probe, provider, services.Time, cancellationToken)
            : new PublishedPolicy(null, $"{url} cannot be fetched as a sender would");

    private static async Task<IReadOnlyDictionary<TKey, PublishedPolicy>> FetchEachAsync<TKey>(
        CliConsole console,
        string title,
        HashSet<TKey> keys,
        Func<TKey, CancellationToken, Task<PublishedPolicy>> fetchAsync,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        var fetched = new ConcurrentDictionary<TKey, PublishedPolicy>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        var work = Parallel.ForEachAsync(keys, options, async (key, token) => fetched[key] = await fetchAsync(key, token));
        await ProgressBar.ShowAsync(console, title, keys.Count, () => fetched.Count, work);
        return fetched;
    }

    private static TValue? Find<TValue>(IReadOnlyDictionary<DomainName, TValue>? values, DomainName domain)
        where TValue : class => values?.GetValueOrDefault(domain);
}
