using MtaSts.Policies;
using MtaSts.Serving.Settings;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Serving.Caching;

/// <summary>
/// A provider's policy: fetched one at a time, judged against its copy in the store, and kept there. What is in memory counts only where
/// the store has no copy.
/// </summary>
internal sealed class UpstreamPolicy(
    Uri url, TimedStore store, PolicyFetcher fetcher, ServingLog log, MtaStsOptions options, TimeProvider time) : IDisposable
{
    // How long a failure is believed before the provider is asked again for a policy of which there is no copy.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);
    private Policy? memory;
    private (Exception Failure, long At)? failed;
    private long followedAt = time.GetTimestamp();
    private long askedAt = time.GetTimestamp();
    private TimeSpan pause;
    private string? takenId;

    /// <summary>Whether no domain that is served follows it any more.</summary>
    public bool IsAbandoned => time.GetElapsedTime(Interlocked.Read(ref followedAt)) > options.RefreshAfter + options.UpstreamRefreshAfter;

    public void Follow() => Interlocked.Exchange(ref followedAt, time.GetTimestamp());

    /// <inheritdoc cref="UpstreamPolicies.FindAsync"/>
    public async Task<Policy> FindAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (memory is { } known)
            {
                return known;
            }

            if (failed is var (failure, at) && time.GetElapsedTime(at) < RetryAfter)
            {
                throw Again(failure);
            }

            return await AskAsync(await store.FindCopyAsync(url));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Asks the provider when it is time, unless another instance did lately; and at once when there is a new id, by which senders fetch
    /// the policy and then keep what they get (RFC 8461 §3.1). What goes wrong is logged, and what is served is served on.
    /// </summary>
    /// <param name="id">The id that the provider has in DNS; null where there is none, or it is not known.</param>
    public async Task RefreshIfDueAsync(string? id)
    {
        takenId ??= id;
        var isChanged = id is not null && id != takenId;
        if (!isChanged && time.GetElapsedTime(askedAt) < pause)
        {
            return;
        }

        await turn.WaitAsync();
        try
        {
            var copy = await store.FindCopyAsync(url);
            if (!isChanged && copy is { Policy: not null, AskedAt: { } at } && time.GetUtcNow() - at is var age
                && age >= TimeSpan.Zero && age < options.UpstreamRefreshAfter)
            {
                Wait(options.UpstreamRefreshAfter - age);
                return;
            }

            await AskAsync(copy);
            takenId = id ?? takenId;
        }
        catch (Exception exception)
        {
            // Whatever it is, it is a failure of this provider or of the store, and the others are to be asked all the same.
            Wait(options.UpstreamRefreshAfter);
            log.AddUpstreamFailure(url, exception);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The same failure for another caller: an exception that is thrown twice loses where it came from.</summary>
    private static PolicyFetchException Again(Exception failure) => new(failure.Message, failure);

    private async Task<Policy> AskAsync(UpstreamCopy copy)
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
            await KeepAsync(() => store.NoteCopyAsync(url, exception.Message));
            throw;
        }

        failed = null;
        return await TakeAsync(copy, fetched);
    }

    private async Task<Policy> TakeAsync(UpstreamCopy copy, Policy fetched)
    {
        var before = copy.Policy ?? memory;
        var weakening = before is null ? null : WeakerPolicy.Describe(before, fetched);
        if (weakening is not null)
        {
            log.AddWeakening(url, weakening, options.UpstreamMayWeaken);
            if (!options.UpstreamMayWeaken)
            {
                await KeepAsync(() => store.NoteCopyAsync(
                    url, $"What the provider publishes is weaker: {weakening}. It is taken with MtaSts__UpstreamMayWeaken."));
                return before!;
            }
        }

        if (!fetched.Equals(before))
        {
            log.AddUpstreamChange(url, fetched);
        }

        memory = fetched;
        await KeepAsync(async () =>
        {
            if (!fetched.Equals(copy.Policy))
            {
                await store.SaveCopyAsync(copy, fetched);
            }

            await store.NoteCopyAsync(url, fault: null);
        });
        return fetched;
    }

    private async Task KeepAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (PolicyConflictException)
        {
            // Another instance kept what it fetched; the next refresh compares with that.
        }
        catch (PolicyStoreException exception)
        {
            log.AddUnkept(url, exception);
        }
    }

    /// <summary>Until the next time, and up to a fifth more, so that instances and providers do not all ask at once.</summary>
    private void Wait(TimeSpan interval)
    {
        askedAt = time.GetTimestamp();
        pause = interval * (1 + (Random.Shared.NextDouble() / 5));
    }
}
