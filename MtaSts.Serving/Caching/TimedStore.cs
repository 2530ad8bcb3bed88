using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Storage;

namespace MtaSts.Serving.Caching;

/// <summary>The store, asked with a time limit: one that does not answer in time has failed.</summary>
internal sealed class TimedStore(IPolicyStore store, MtaStsOptions options, TimeProvider time)
{
    private readonly TimeSpan timeout = options.StoreTimeout;

    /// <exception cref="InvalidPolicyException">What is kept for the domain is not a valid policy.</exception>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public Task<StoredPolicy?> FindAsync(DomainName domain) => AskAsync(token => store.FindAsync(domain, token));

    /// <exception cref="PolicyStoreException">The store failed, did not answer in time, or keeps no templates.</exception>
    public Task<StoredTemplate?> ReadTemplateAsync(string name) => store is ITemplateReader templates
        ? AskAsync(token => templates.ReadTemplateAsync(name, token))
        : throw new PolicyStoreException("The store keeps no templates.");

    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public Task ProbeAsync() => AskAsync(async token =>
    {
        await store.ProbeAsync(token);
        return true;
    });

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        try
        {
            // A store may overlook that it is to give up.
            return await ask(deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new PolicyStoreException($"The store did not answer within {timeout.TotalSeconds} seconds.", exception);
        }
    }
}
