using MtaSts.Functions.Tests.Worker;
using MtaSts.Functions.Tests.Worker.Rpc;

namespace MtaSts.Bench.ColdStart;

/// <summary>A published function app with a store, and how many milliseconds its starts took.</summary>
internal sealed class MeasuredWorker(string app, (string Name, string Value) store)
{
    private const string Route = ".well-known/mta-sts.txt";

    private readonly List<double> times = [];
    private readonly List<double> processorTimes = [];

    public string Name => $"{Path.GetFileName(app)} {store.Name}";

    public double Last { get; private set; }

    /// <summary>The median, in milliseconds.</summary>
    public double Time => Middle(times);

    /// <summary>The median of the milliseconds for which it kept a processor busy: a busy machine blurs it less.</summary>
    public double ProcessorTime => Middle(processorTimes);

    /// <summary>Starts it and waits for the first answer.</summary>
    public async Task StartAsync(string policyHost, bool isCounted)
    {
        await using var host = await WorkerHost.StartAsync(app, store.Name.Length == 0 ? [] : [store]);
        var function = host.Functions.Single(function => function.Route == Route);
        var request = new RpcHttp { Method = "GET", Url = $"https://{policyHost}/{Route}" };
        request.NullableHeaders["host"] = new NullableString { Value = policyHost };
        var response = await host.InvokeAsync(function, request);
        Last = host.Age.TotalMilliseconds;
        var processorTime = host.ProcessorTime.TotalMilliseconds;
        if (response.StatusCode != "200")
        {
            throw new InvalidOperationException($"{Name} answered {response.StatusCode}:\n{host.Output}");
        }

        if (isCounted)
        {
            times.Add(Last);
            processorTimes.Add(processorTime);
        }
    }

    /// <summary>The median of the ratios of the times of each round.</summary>
    public double MedianRatioTo(MeasuredWorker other) => Middle(times.Zip(other.times, (mine, theirs) => mine / theirs));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
