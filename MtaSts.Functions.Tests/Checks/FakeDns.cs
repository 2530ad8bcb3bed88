using System.Collections.Concurrent;
using DnsClient;
using DnsClient.Protocol;
using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>
/// A resolver in this process. A name that it was told nothing of is one that receives no mail (RFC 7505), so that a test of other things
/// need not say where its domains do.
/// </summary>
internal sealed class FakeDns : IDnsResolver
{
    private const int TimeToLive = 300;

    private readonly ConcurrentDictionary<string, DnsReply> faults = [];
    private readonly ConcurrentDictionary<string, List<DnsResourceRecord>> records = [];

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<(string Name, QueryType Type)> Queries { get; } = [];

    /// <summary>What every answer waits for.</summary>
    public Func<Task> Delay { get; init; } = () => Task.CompletedTask;

    public DnsLookup CreateLookup() => new(this);

    /// <summary>Services that ask this resolver, unless a command line names another one.</summary>
    public ToolServices CreateServices() =>
        new() { CreateLookup = resolver => resolver is null ? CreateLookup() : new DnsLookup(resolver) };

    /// <summary>The hosts of an MX, the most preferred first; . is the null MX, and none at all is a name without MX.</summary>
    public FakeDns MailExchanges(string name, params string[] hosts) => Replace(name, hosts.Select(
        (host, index) => new MxRecord(Describe(name, ResourceRecordType.MX), (ushort)(10 * index), DnsString.Parse(host))));

    public FakeDns Address(string name, string address) =>
        Replace(name, [new ARecord(Describe(name, ResourceRecordType.A), IPAddress.Parse(address))]);

    public FakeDns Text(string name, string text) =>
        Replace(name, [new TxtRecord(Describe(name, ResourceRecordType.TXT), [text], [text])]);

    public FakeDns Alias(string name, string target) =>
        Replace(name, [new CNameRecord(Describe(name, ResourceRecordType.CNAME), DnsString.Parse(target))]);

    public FakeDns Fail(string name, string fault = "SERVFAIL") => Answer(name, new DnsReply(DnsOutcome.Failed, fault));

    public FakeDns KeepSilent(string name) => Answer(name, new DnsReply(DnsOutcome.NoAnswer, "the request timed out"));

    public FakeDns Miss(string name) => Answer(name, new DnsReply(DnsOutcome.NxDomain));

    public async Task<DnsReply> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        Queries.Enqueue((name, type));
        await Delay();
        return faults.GetValueOrDefault(name) ?? new DnsReply(DnsOutcome.Found)
        {
            Records = records.TryGetValue(name, out var found)
                ? [.. found.Where(record => $"{record.RecordType}" == $"{type}" || record is CNameRecord)]
                : [new MxRecord(Describe(name, ResourceRecordType.MX), 0, DnsString.RootLabel)],
        };
    }

    private static ResourceRecordInfo Describe(string name, ResourceRecordType type) => new(name, type, QueryClass.IN, TimeToLive, 0);

    private FakeDns Replace(string name, IEnumerable<DnsResourceRecord> its)
    {
        faults.TryRemove(name, out _);
        records[name] = [.. its];
        return this;
    }

    private FakeDns Answer(string name, DnsReply reply)
    {
        faults[name] = reply;
        return this;
    }
}
