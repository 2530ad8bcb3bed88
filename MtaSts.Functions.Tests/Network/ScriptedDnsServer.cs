using System.Collections.Concurrent;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>
/// A DNS server that says what a real one would not. Names can be added at any time; a name that is not known does not exist.
/// </summary>
internal sealed class ScriptedDnsServer : IDisposable
{
    private readonly ConcurrentDictionary<string, ScriptedRecord[]> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int?> faults = new(StringComparer.OrdinalIgnoreCase);
    private readonly DnsServer server;

    public ScriptedDnsServer(IPEndPoint endPoint) => server = new DnsServer(Reply, endPoint);

    /// <summary>Called at each question.</summary>
    public Action OnQuery { get; set; } = () => { };

    public IPEndPoint EndPoint => server.EndPoint;

    /// <summary>Gives a name these records, and no others.</summary>
    public void Answer(string name, params ScriptedRecord[] records) => names[name] = records;

    /// <summary>Has a name not exist.</summary>
    public void Forget(string name) => names.TryRemove(name, out _);

    /// <summary>Fails every question about a name or one below it.</summary>
    public void Fail(string name, int code = DnsMessage.ServerFailure) => faults[name] = code;

    /// <summary>Leaves every question about a name or one below it unanswered.</summary>
    public void KeepSilent(string name) => faults[name] = null;

    /// <summary>Ends what <see cref="Fail"/> or <see cref="KeepSilent"/> began.</summary>
    public void AnswerAgain(string name) => faults.TryRemove(name, out _);

    public void Dispose() => server.Dispose();

    private IEnumerable<byte[]> Reply(DnsQuery query)
    {
        OnQuery();
        var labels = query.Name.Split('.');
        var fault = Enumerable.Range(0, labels.Length).Select(i => string.Join('.', labels[i..])).FirstOrDefault(faults.ContainsKey);
        if (fault is not null)
        {
            return faults[fault] is { } code ? [DnsMessage.Answer(query, code, [])] : [];
        }

        var answers = new List<byte[]>();
        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var isKnown = true;
        for (var name = query.Name; name is not null && visited.Add(name);)
        {
            var owner = name;
            isKnown = names.TryGetValue(owner, out var records);
            answers.AddRange((records ?? []).Where(record => record.Type == query.Type || record.Target is not null)
                .Select(record => DnsMessage.Record(owner, record.Type, record.TimeToLive, record.Data)));
            name = records?.FirstOrDefault(record => record.Target is not null)?.Target;
        }

        return [DnsMessage.Answer(query, isKnown ? DnsMessage.NoError : DnsMessage.NameError, answers)];
    }
}
