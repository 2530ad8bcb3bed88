using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Storage;

namespace MtaSts.Serving.Caching;

/// <summary>
/// The one policy of all domains without a row, where MtaSts:DefaultTemplate names a template, and what is known of the names that get it.
/// However many they are, the policy is kept once, and of each name a few bytes.
/// </summary>
internal sealed class DefaultPolicySource
{
    // One takes less than a hundred bytes.
    private const int MaxRowlessNames = 100_000;

    private readonly DefaultTemplate? template;
    private readonly TimedStore store;
    private readonly ServingMetrics metrics;
    private readonly TimeProvider time;
    private readonly RowlessNames rowless;

    public DefaultPolicySource(TimedStore store, ServingMetrics metrics, MtaStsOptions options, TimeProvider time)
    {
        this.store = store;
        this.metrics = metrics;
        this.time = time;
        template = options.ReadDefault();
        rowless = new RowlessNames(MaxRowlessNames, options.KeepStaleFor, time);
        Name = template is null ? null : $"the default template {template.Name}";
    }

    /// <summary>What the policy is kept and logged under, which no domain is called; null where there is no default.</summary>
    public string? Name { get; }

    /// <summary>Whether the domain gets the policy when it has no row.</summary>
    public bool Covers(DomainName domain) => template?.Covers(domain) ?? false;

    /// <summary>The domain's own row; what the store says of it is remembered where the domain gets the default without one.</summary>
    /// <exception cref="InvalidPolicyException">What is kept for the domain is not a valid policy.</exception>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public async Task<StoredPolicy?> FindOwnAsync(DomainName domain)
    {
        if (!Covers(domain))
        {
            return await store.FindAsync(domain);
        }

        var started = time.GetTimestamp();
        try
        {
            var own = await store.FindAsync(domain);
            if (own is null)
            {
                rowless.Add(domain.Ascii, started);
            }
            else
            {
                rowless.Remove(domain.Ascii);
            }

            return own;
        }
        catch (InvalidPolicyException)
        {
            // It has a row: the default is not what somebody wanted for it.
            rowless.Remove(domain.Ascii);
            throw;
        }
    }

    /// <summary>When the store last said that the name, which is covered, has no row; null when that is not known.</summary>
    public long? FindRowless(string name) => rowless.Find(name);

    /// <summary>The policy, ready to be sent. Bounded in time by itself.</summary>
    /// <exception cref="InvalidPolicyException">There is no such template, or it is invalid.</exception>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public async Task<ServedPolicy> LoadAsync()
    {
        var started = time.GetTimestamp();
        try
        {
            var stored = template!.Apply(DefaultTemplate.AnyDomain, await store.ReadTemplateAsync(template.Name));
            return stored.Policy is { } policy
                ? new ServedPolicy(policy, stored.Since, started)
                : throw new InvalidPolicyException($"the template {template.Name} of MtaSts:DefaultTemplate", stored.Findings);
        }
        finally
        {
            metrics.RecordLoad(time.GetElapsedTime(started));
        }
    }
}
