using Microsoft.Extensions.Hosting;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Looks up a name that nobody can have, once, while the worker is still shaking hands with its host: the first sender then finds the
/// connection to the store open and the code compiled. Senders are known to leave after two seconds.
/// </summary>
internal sealed class StoreWarmUp(PolicyCache cache) : BackgroundService
{
    // RFC 2606 §2: .invalid is never a name of anybody's.
    private static readonly DomainName Nobody = DomainName.Parse("warm-up.invalid");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await cache.FindAsync(Nobody);
    }
}
