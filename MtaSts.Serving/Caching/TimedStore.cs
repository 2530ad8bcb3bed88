using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Storage;

namespace MtaSts.Serving.Caching;

/// <summary>The store, asked with a time limit: one that does not answer in time has failed.</summary>
/// <param name="copies">The copies of providers' policies; null where they are not kept.</param>
internal sealed class TimedStore(IPolicyStore store, MtaStsOptions options, TimeProvider time, UpstreamCopies? copies = null)
{
    private const string App = "the app";

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

    /// <summary>What is kept of the policy at <paramref name="url"/>.</summary>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public async Task<UpstreamCopy> FindCopyAsync(Uri url) =>
        copies is null ? new UpstreamCopy(url) : await AskAsync(token => copies.FindAsync(url, token));

    /// <exception cref="PolicyConflictException">Another instance replaced the copy meanwhile.</exception>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public Task SaveCopyAsync(UpstreamCopy copy, Policy policy) =>
        WriteAsync((kept, token) => kept.SaveAsync(copy, policy, App, "as the provider publishes it", token));

    /// <param name="id">The id that the provider had in DNS just before it was fetched; null where it is not known.</param>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public Task NoteFetchedAsync(Uri url, string? id) =>
        WriteAsync((kept, token) => kept.NoteFetchedAsync(url, time.GetUtcNow(), id, token));

    /// <param name="fault">Why what the provider publishes was not taken, a sentence.</param>
    /// <exception cref="PolicyStoreException">The store failed, or did not answer in time.</exception>
    public Task NoteFaultAsync(Uri url, string fault) =>
        WriteAsync((kept, token) => kept.NoteFaultAsync(url, time.GetUtcNow(), fault, token));

    private Task WriteAsync(Func<UpstreamCopies, CancellationToken, Task> write) => copies is null
        ? Task.CompletedTask
        : AskAsync(async token =>
        {
            await write(copies, token);
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
