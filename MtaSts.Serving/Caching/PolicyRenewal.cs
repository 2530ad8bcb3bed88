using Microsoft.Extensions.Hosting;
using MtaSts.Serving.Settings;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Renews what the cache holds although nobody asks: senders need not wait for the store, and when it goes down, what is served from then
/// on is of its last minute.
/// </summary>
internal sealed class PolicyRenewal(PolicyCache cache, MtaStsOptions options, TimeProvider time) : BackgroundService
{
    // How long a failure may be over without anybody noticing, even where policies are renewed once a day.
    private static readonly TimeSpan MaxPeriod = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A policy is due at three quarters of its time at the latest, which leaves a sixth of it for the loads.
        var period = options.RefreshAfter / 12;
        using var timer = new PeriodicTimer(period < MaxPeriod ? period : MaxPeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await cache.RenewDueAsync(stoppingToken);
        }
    }
}
