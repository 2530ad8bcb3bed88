using System.Collections.Concurrent;

namespace MtaSts.Functions.Tests.Serving;

/// <summary>A store whose content, pace and failures a test decides, and which counts how often it is asked.</summary>
internal sealed class FakeStore : IPolicyStore
{
    private readonly ConcurrentDictionary<string, int> reads = new();
    private int readsUnderWay;

    public ConcurrentDictionary<DomainName, PolicyContent> Policies { get; } = new();

    /// <summary>What every read throws, if anything.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What reads of a domain throw, though others succeed.</summary>
    public ConcurrentDictionary<string, Exception> Failures { get; } = new();

    /// <summary>What every read waits for.</summary>
    public Task Pace { get; set; } = Task.CompletedTask;

    /// <summary>Since when every policy stands.</summary>
    public DateTimeOffset? Since { get; set; }

    public int ReadsUnderWay => readsUnderWay;

    public int TotalReads => reads.Values.Sum();

    public int GetReads(string domain) => reads.GetValueOrDefault(domain);

    public void Put(string domain, string mode = "testing")
    {
        Assert.True(PolicyModes.TryParse(mode, out var parsed));
        Policies[DomainName.Parse(domain)] = new PolicyContent.Inline(
            new Policy(parsed.Value, [MxPattern.Parse($"mail.{domain}")], 604800));
    }

    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        await ReadAsync(domain.Ascii, cancellationToken);
        return Policies.TryGetValue(domain, out var content)
            ? new StoredPolicy
            {
                Domain = domain,
                Content = content,
                Policy = (content as PolicyContent.Inline)?.Policy,
                Since = Since,
                Version = "1",
            }
            : null;
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => ReadAsync("", cancellationToken);

    private async Task ReadAsync(string name, CancellationToken cancellationToken)
    {
        reads.AddOrUpdate(name, 1, (_, count) => count + 1);
        Interlocked.Increment(ref readsUnderWay);
        try
        {
            await Pace.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref readsUnderWay);
        }

        if (Failure is not null || Failures.TryGetValue(name, out _))
        {
            throw Failure ?? Failures[name];
        }
    }
}
