using System.Runtime.ExceptionServices;
using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Serving.Caching;

/// <summary>
/// A provider's policy: fetched one at a time, judged against its copy in the store, and kept there. What is in memory counts only where
/// it could not be kept.
/// </summary>
internal sealed class UpstreamPolicy : IDisposable
{
    // How long a failure is believed before the provider is asked again for a policy of which there is no copy.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    // Name servers that disagree about the id do not have the policy fetched at each look.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    // How long a sender waits for the first look: senders are known to leave after two seconds.
    private static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1.5);

    private readonly Uri url;
    private readonly TimedStore store;
    private readonly PolicyFetcher fetcher;
    private readonly ProviderIds ids;
    private readonly ServingLog log;
    private readonly MtaStsOptions options;
    private readonly TimeProvider time;
    private readonly Lazy<Task> firstLook;
    private readonly SemaphoreSlim turn = new(1);
    private volatile Unkept? unkept;
    private (Exception Failure, long At)? failed;
    private string? judgedId;
    private long followedAt;
    private long askedAt;
    private TimeSpan pause;

    public UpstreamPolicy(
        Uri url, TimedStore store, PolicyFetcher fetcher, ProviderIds ids, ServingLog log, MtaStsOptions options, TimeProvider time)
    {
        (this.url, this.store, this.fetcher, this.ids, this.log, this.options, this.time) = (url, store, fetcher, ids, log, options, time);
        followedAt = askedAt = time.GetTimestamp();
        firstLook = new(RefreshIfDueAsync);
    }

    /// <summary>Whether no domain that is served follows it any more.</summary>
    public bool IsAbandoned => time.GetElapsedTime(Interlocked.Read(ref followedAt)) > options.RefreshAfter + options.UpstreamRefreshAfter;

    /// <inheritdoc cref="UpstreamPolicies.FollowAsync"/>
    public async Task<bool> FollowAsync()
    {
        Interlocked.Exchange(ref followedAt, time.GetTimestamp());
        if (firstLook is { IsValueCreated: true, Value.IsCompleted: true })
        {
            return false;
        }

        try
        {
            await firstLook.Value.WaitAsync(SoftTimeout, time);
        }
        catch (TimeoutException)
        {
            // It goes on, and what it finds is served later.
        }

        return true;
    }

    /// <inheritdoc cref="UpstreamPolicies.FindAsync"/>
    public async Task<Policy> FindAsync(Policy? copy)
    {
        if (GetKnown(copy) is { } known)
        {
            return known;
        }

        await turn.WaitAsync();
        try
        {
            if (failed is var (failure, at) && time.GetElapsedTime(at) < RetryAfter)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            var kept = await store.FindCopyAsync(url);
            return GetKnown(kept.Policy) ?? await AskAsync(kept, await ids.FindAsync(url, CancellationToken.None));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Asks the provider when it is time, unless another instance did lately; and when there is a new id, by which senders fetch the policy
    /// and then keep what they get (RFC 8461 §3.1). What goes wrong is logged, and what is served is served on.
    /// </summary>
    public async Task RefreshIfDueAsync()
    {
        await turn.WaitAsync();
        try
        {
            // Before the fetch: a policy is not older than the id that was there before it (RFC 8461 §8.1).
            var id = await ids.FindAsync(url, CancellationToken.None);
            var elapsed = time.GetElapsedTime(askedAt);
            if (elapsed < pause && (id is null || id == judgedId || elapsed < LeastPause))
            {
                return;
            }

            var copy = await store.FindCopyAsync(url);
            judgedId ??= copy.FetchedId;
            var isOfNewId = id is not null && judgedId is not null && id != judgedId && id != copy.FetchedId;
            if (isOfNewId || !IsRecent(copy))
            {
                await AskAsync(copy, id);
            }

            judgedId = id ?? judgedId;
        }
        catch (PolicyStoreException exception)
        {
            log.AddUnkept(url, exception);
        }
        catch (Exception exception)
        {
            // Whatever it is, it is this provider's, and the others are to be asked all the same.
            log.AddUpstreamFailure(url, exception);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The newer policy that could not be kept in the place of this copy, else the copy; null where there is neither.</summary>
    private Policy? GetKnown(Policy? copy) => unkept is { } newer && Equals(newer.Over, copy) ? newer.Policy : copy;

    /// <summary>Whether a provider was asked so lately that it need not be asked again; then it is known when it is to be.</summary>
    private bool IsRecent(UpstreamCopy copy)
    {
        if (copy is not { Policy: not null, AskedAt: { } at } || time.GetUtcNow() - at is var age
            && (age < TimeSpan.Zero || age >= options.UpstreamRefreshAfter))
        {
            return false;
        }

        Wait(options.UpstreamRefreshAfter - (time.GetUtcNow() - at));
        return true;
    }

    private async Task<Policy> AskAsync(UpstreamCopy copy, string? id)
    {
        Wait(options.UpstreamRefreshAfter);
        Policy fetched;
        try
        {
            fetched = await fetcher.FetchAsync(url, CancellationToken.None);
        }
        catch (Exception exception) when (exception is PolicyFetchException or InvalidPolicyException)
        {
            failed = (exception, time.GetTimestamp());
            await TryKeepAsync(() => store.NoteFaultAsync(url, exception.Message));
            throw;
        }

        failed = null;
        return await TakeAsync(copy, fetched, id);
    }

    private async Task<Policy> TakeAsync(UpstreamCopy copy, Policy fetched, string? id)
    {
        var before = GetKnown(copy.Policy);
        var weakening = before is null ? null : WeakerPolicy.Describe(before, fetched);
        if (weakening is not null)
        {
            log.AddWeakening(url, weakening, options.UpstreamMayWeaken);
            if (!options.UpstreamMayWeaken)
            {
                await TryKeepAsync(() => store.NoteFaultAsync(
                    url, $"What the provider publishes is weaker: {weakening}. To take it, set MtaSts__UpstreamMayWeaken to true."));
                return before!;
            }
        }

        if (!fetched.Equals(before))
        {
            log.AddUpstreamChange(url, fetched);
        }

        var isKept = fetched.Equals(copy.Policy) || await TryKeepAsync(() => store.SaveCopyAsync(copy, fetched));
        unkept = isKept ? null : new Unkept(fetched, copy.Policy);
        await TryKeepAsync(() => store.NoteFetchedAsync(url, id));
        return fetched;
    }

    /// <summary>Whether a write succeeded, or need not: another instance may have kept what it fetched.</summary>
    private async Task<bool> TryKeepAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (PolicyConflictException)
        {
            return true;
        }
        catch (PolicyStoreException exception)
        {
            log.AddUnkept(url, exception);
            return false;
        }
    }

    /// <summary>Until the next time, and up to a fifth more, so that instances and providers do not all ask at once.</summary>
    private void Wait(TimeSpan interval)
    {
        askedAt = time.GetTimestamp();
        pause = interval * (1 + (Random.Shared.NextDouble() / 5));
    }

    /// <summary>A policy that was taken and could not be kept.</summary>
    /// <param name="Over">The copy that it would have replaced.</param>
    private sealed record Unkept(Policy Policy, Policy? Over);
}
