using System.Diagnostics.Metrics;
using MtaSts.Policies;

namespace MtaSts.Serving.Caching;

/// <summary>What is counted while serving, in the meter <c>MtaSts</c>. Tags name domains with a row only, and all others as one, so that
/// their number is bounded.</summary>
internal sealed class ServingMetrics
{
    private readonly Counter<long> served;
    private readonly Counter<long> notFound;
    private readonly Counter<long> stale;
    private readonly Counter<long> storeFailures;
    private readonly Histogram<double> loadTime;

    public ServingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("MtaSts");
        served = meter.CreateCounter<long>("mtasts.policy.served", "{request}", "Requests answered with a policy, by domain and mode.");
        notFound = meter.CreateCounter<long>("mtasts.policy.not_found", "{request}", "Requests for a name that is not hosted.");
        stale = meter.CreateCounter<long>(
            "mtasts.policy.stale", "{request}", "Requests answered with a policy that is over age, by domain.");
        storeFailures = meter.CreateCounter<long>(
            "mtasts.store.failures", "{load}", "Loads that failed or gave an invalid policy, by kind.");
        loadTime = meter.CreateHistogram<double>("mtasts.store.load.duration", "s", "How long loads took.");
    }

    public void CountServed(string domain, ServedPolicy policy, bool isStale)
    {
        served.Add(1, new("domain", domain), new("mode", policy.Mode.ToText()));
        if (isStale)
        {
            stale.Add(1, new KeyValuePair<string, object?>("domain", domain));
        }
    }

    public void CountNotFound() => notFound.Add(1);

    public void CountFailure(Exception exception) =>
        storeFailures.Add(1, new KeyValuePair<string, object?>("error.type", exception.GetType().Name));

    public void RecordLoad(TimeSpan duration) => loadTime.Record(duration.TotalSeconds);
}
