using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace MtaSts.Functions.Tests.Serving;

public sealed class ServingMetricsTests : ServingTests
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> measured = new();

    public ServingMetricsTests()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == serving.Meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Record(instrument, 1, tags));
        listener.Start();
    }

    protected override void Dispose(bool isDisposing)
    {
        listener.Dispose();
        base.Dispose(isDisposing);
    }

    [Fact]
    public async Task A_served_policy_is_counted_by_domain_and_mode()
    {
        await AskAsync("mta-sts.example.com");

        Assert.Equal(["mtasts.store.load.duration 1", "mtasts.policy.served 1 domain=example.com mode=testing"], measured);
    }

    [Fact]
    public async Task A_name_that_is_not_hosted_is_counted_without_the_name()
    {
        await AskAsync("mta-sts.other.example");

        Assert.Equal(["mtasts.store.load.duration 1", "mtasts.policy.not_found 1"], measured);
    }

    [Fact]
    public async Task A_failure_of_the_store_is_counted_by_its_kind()
    {
        store.Failure = new PolicyStoreException("down");

        await AskAsync("mta-sts.other.example");

        Assert.Equal(["mtasts.store.load.duration 1", "mtasts.store.failures 1 error.type=PolicyStoreException"], measured);
    }

    [Fact]
    public async Task A_policy_that_is_older_than_it_should_be_is_counted_as_stale()
    {
        await AskAsync("mta-sts.example.com");
        measured.Clear();
        store.Failure = new PolicyStoreException("down");
        time.Advance(TimeSpan.FromMinutes(6));

        await AskAsync("mta-sts.example.com");

        Assert.Equal(
            [
                "mtasts.store.load.duration 1", "mtasts.store.failures 1 error.type=PolicyStoreException",
                "mtasts.policy.served 1 domain=example.com mode=testing", "mtasts.policy.stale 1 domain=example.com",
            ],
            measured);
    }

    private Task AskAsync(string host) => serving.AskAsync(host);

    private void Record(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = $"{instrument.Name} {value}";
        foreach (var (name, tag) in tags)
        {
            line += $" {name}={tag}";
        }

        measured.Enqueue(line);
    }
}
