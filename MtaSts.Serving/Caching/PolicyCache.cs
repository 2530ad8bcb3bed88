using MtaSts.Serving.Settings;
using MtaSts.Storage;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Keeps the policies of hosted domains in memory: one load serves all who wait for it, a policy is renewed before it is too old, and it
/// outlives the failures of its store. Names that are not hosted, or could not be loaded, are remembered apart, so that they can neither
/// push a policy out nor fill memory.
/// </summary>
internal sealed class PolicyCache : IDisposable
{
    // Of each kind; one takes less than a hundred bytes.
    private const int MaxUnknownNames = 100_000;

    // How many policies are renewed at once while nobody waits for them.
    private const int MaxRenewals = 8;

    // How long a request waits for a newer policy when there is an older one: senders are known to leave after two seconds.
    public static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1.5);

    // How long a failure is believed before the store is asked again: for a known policy, and for a name of which nothing is known.
    private static readonly TimeSpan RetryKnownAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryUnknownAfter = TimeSpan.FromSeconds(2);

    private readonly PolicyLoader loader;
    private readonly DefaultPolicySource defaults;
    private readonly ServingMetrics metrics;
    private readonly ServingLog log;
    private readonly TimeProvider time;
    private readonly TimeSpan refreshAfter;
    private readonly TimeSpan retryKnownAfter;
    private readonly TimeSpan keepStaleFor;
    private readonly HeldPolicies policies;
    private readonly RecentNames notHosted;
    private readonly RecentNames unavailable;

    public PolicyCache(
        PolicyLoader loader,
        DefaultPolicySource defaults,
        ServingMetrics metrics,
        ServingLog log,
        MtaStsOptions options,
        TimeProvider time)
    {
        this.loader = loader;
        this.defaults = defaults;
        this.metrics = metrics;
        this.log = log;
        this.time = time;
        refreshAfter = options.RefreshAfter;
        retryKnownAfter = refreshAfter < RetryKnownAfter ? refreshAfter : RetryKnownAfter;
        keepStaleFor = options.KeepStaleFor;
        policies = new HeldPolicies(options.MaxCachedDomains);
        notHosted = new RecentNames(MaxUnknownNames, GetForgetAfter(options), time);
        unavailable = new RecentNames(MaxUnknownNames, RetryUnknownAfter, time);
    }

    /// <summary>Whether the store failed to give one of the policies in memory when it was last asked for it.</summary>
    public bool IsStoreFailing => policies.List().Any(held => held.Policy.Failure is PolicyStoreException);

    /// <summary>What is known about the policy of <paramref name="domain"/>; never throws for a store that fails.</summary>
    /// <remarks>Not cancellable: many may wait for the same load, and it is bounded in time by itself.</remarks>
    public ValueTask<PolicyLookup> FindAsync(DomainName domain) => FindAsync(domain.Ascii);

    /// <summary>The same of a domain, or of the default template, by the name that it is kept under.</summary>
    public async ValueTask<PolicyLookup> FindAsync(string name)
    {
        var held = policies.Find(name);
        if (held?.Policy is not { } policy || IsTooOld(policy))
        {
            return await RenewAsync(name, held);
        }

        policy.AskedAt = time.GetTimestamp();
        if (!IsOverAge(GetAge(policy)))
        {
            return held;
        }

        try
        {
            return await RenewAsync(name, held).WaitAsync(SoftTimeout, time);
        }
        catch (TimeoutException)
        {
            return held;
        }
    }

    /// <summary>Renews each policy that would soon be over age; forgets those that nobody wants or that may no longer be served.</summary>
    public Task RenewDueAsync(CancellationToken cancellationToken)
    {
        var due = new List<(string Name, PolicyLookup Lookup)>();
        foreach (var (name, lookup, policy) in policies.List())
        {
            if (IsTooOld(policy) || time.GetElapsedTime(policy.AskedAt) >= keepStaleFor)
            {
                policies.Remove(name);
            }
            else if (IsDue(policy))
            {
                due.Add((name, lookup));
            }
        }

        return Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = MaxRenewals, CancellationToken = cancellationToken },
            async (held, token) => await RenewAsync(held.Name, held.Lookup).WaitAsync(token));
    }

    /// <summary>How long ago the load of this policy began.</summary>
    public TimeSpan GetAge(ServedPolicy policy) => time.GetElapsedTime(policy.LoadedAt);

    /// <summary>How long ago the load began that this comes of.</summary>
    public TimeSpan GetAge(PolicyLookup lookup) => time.GetElapsedTime(lookup.LoadedAt);

    public bool IsOverAge(TimeSpan age) => age >= refreshAfter;

    public void Dispose() => policies.Dispose();

    // Where a name that is not hosted gets the default, that is a policy, and no older one than that is served.
    private TimeSpan GetForgetAfter(MtaStsOptions options) =>
        defaults.Name is not null && refreshAfter < options.ForgetUnknownAfter ? refreshAfter : options.ForgetUnknownAfter;

    private bool IsTooOld(ServedPolicy policy) => GetAge(policy) >= keepStaleFor;

    // Between half and three quarters of its time, so that policies that were loaded at once are not for ever renewed at once.
    private bool IsDue(ServedPolicy policy) =>
        policy.Failure is not null || GetAge(policy) >= refreshAfter * (0.5 + (Random.Shared.NextDouble() / 4));

    private bool HasJustFailed(ServedPolicy policy) =>
        policy.Failure is not null && time.GetElapsedTime(policy.FailedAt) < retryKnownAfter;

    /// <summary>Loads what replaces <paramref name="seen"/>; where another caller has done so meanwhile, that is it.</summary>
    private Task<PolicyLookup> RenewAsync(string name, PolicyLookup? seen) => policies.ReplaceAsync(
        name, held => held?.Policy is { } policy && (held != seen || HasJustFailed(policy)) && !IsTooOld(policy)
            ? Task.FromResult(held)
            : LoadAsync(name, held));

    private async Task<PolicyLookup> LoadAsync(string name, PolicyLookup? held)
    {
        var older = held?.Policy is { } policy && !IsTooOld(policy) ? policy : null;
        if (notHosted.Contains(name))
        {
            return PolicyLookup.NotHosted;
        }

        if (older is null && unavailable.Contains(name))
        {
            return PolicyLookup.Unavailable;
        }

        try
        {
            if (await LoadAsync(name) is { } loaded)
            {
                return Take(name, loaded, older);
            }

            notHosted.Add(name);
            return PolicyLookup.NotHosted;
        }
        catch (Exception exception)
        {
            // Whatever a store throws, it has failed: a policy that is known is served on, and the others are renewed.
            metrics.CountFailure(exception);
            log.Add(name, exception, older is not null, isDefaultServed: defaults.FindRowless(name) is not null);
            if (older is not null)
            {
                older.SetFailure(exception, time.GetTimestamp());
                return held!;
            }

            unavailable.Add(name);
            return PolicyLookup.Unavailable;
        }
    }

    private async Task<ServedPolicy?> LoadAsync(string name) =>
        name == defaults.Name ? await defaults.LoadAsync() : await loader.LoadAsync(DomainName.Parse(name));

    private PolicyLookup Take(string name, ServedPolicy loaded, ServedPolicy? older)
    {
        if (older is not null)
        {
            loaded.AskedAt = older.AskedAt;
        }

        if (older?.EntityTag != loaded.EntityTag)
        {
            log.Add(name, loaded);
        }

        return new PolicyLookup(loaded);
    }
}
