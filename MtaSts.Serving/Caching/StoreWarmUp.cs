using Microsoft.Extensions.Hosting;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Looks up a name that cannot exist, once, while the worker is still shaking hands with its host: the first sender then finds the
/// connection to the store open and the code compiled. Senders are known to leave after two seconds.
/// </summary>
internal sealed class StoreWarmUp(PolicyCache cache) : BackgroundService
{
    // RFC 2606 §2: names below .invalid never exist.
    private static readonly DomainName Nonexistent = DomainName.Parse("warm-up.invalid");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await cache.FindAsync(Nonexistent);
    }
}
