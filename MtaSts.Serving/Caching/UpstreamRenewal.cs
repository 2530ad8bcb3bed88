using Microsoft.Extensions.Hosting;
using MtaSts.Serving.Settings;

namespace MtaSts.Serving.Caching;

/// <summary>Refreshes providers' policies although nobody asks for them.</summary>
internal sealed class UpstreamRenewal(UpstreamPolicies policies, MtaStsOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan MaxPeriod = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var period = options.UpstreamRefreshAfter / 12;
        using var timer = new PeriodicTimer(period < MaxPeriod ? period : MaxPeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await policies.RefreshDueAsync(stoppingToken);
        }
    }
}
