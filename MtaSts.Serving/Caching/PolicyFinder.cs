namespace MtaSts.Serving.Caching;

/// <summary>Finds what a domain is served: its own policy, or without a row that of the default template where it gets that.</summary>
internal sealed class PolicyFinder(PolicyCache cache, DefaultPolicySource defaults, TimeProvider time)
{
    /// <summary>What is known about the policy of <paramref name="domain"/>; never throws for a store that fails.</summary>
    public async ValueTask<PolicyLookup> FindAsync(DomainName domain)
    {
        if (defaults.Name is not { } name || !defaults.Covers(domain))
        {
            return await cache.FindAsync(domain);
        }

        // Both at once where it will be the default, so that a store that hangs costs a sender one wait.
        var isRowless = defaults.FindRowless(domain.Ascii) is not null;
        var fallback = isRowless ? cache.FindAsync(name).AsTask() : null;
        var own = await FindOwnAsync(domain, isRowless);
        if (own.Policy is not null)
        {
            return own;
        }

        // It may have a row, which cannot be read or is invalid: then nobody said that it is to have this policy.
        var rowlessAt = defaults.FindRowless(domain.Ascii);
        if (own == PolicyLookup.Unavailable && rowlessAt is null)
        {
            return own;
        }

        var found = await (fallback ?? cache.FindAsync(name).AsTask());
        return found.Policy is { } policy ? PolicyLookup.CreateDefault(policy, name, rowlessAt ?? policy.LoadedAt) : found;
    }

    private async Task<PolicyLookup> FindOwnAsync(DomainName domain, bool isRowless)
    {
        var own = cache.FindAsync(domain).AsTask();
        try
        {
            return isRowless ? await own.WaitAsync(PolicyCache.SoftTimeout, time) : await own;
        }
        catch (TimeoutException)
        {
            return PolicyLookup.Unavailable;
        }
    }
}
