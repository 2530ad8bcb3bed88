using System.Collections.Concurrent;

namespace MtaSts.Storage;

/// <summary>Reads timelines; a template that many domains use, once. To be used for one question and thrown away.</summary>
internal sealed class TimelineReader(IRowStore rows)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<List<TemplateState>>>> templates = new();

    public async Task<PolicyTimeline> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var all = await rows.ListPartitionAsync(domain.Ascii, "", cancellationToken).ToListAsync(cancellationToken);
        var stateRows = RowHistory.SelectStates(all);
        var served = all.Select(ServedRow.Read).OfType<ServedRow>().ToDictionary(row => row.Id, row => row.At);
        var states = new List<StoredPolicy>();
        var about = all.Find(row => row.Key == AboutRow.Key);
        var until = DateTimeOffset.MaxValue;
        foreach (var row in stateRows)
        {
            await AddAsync(domain, row, until, states, cancellationToken);
            until = RowHistory.GetSince(row);
        }

        return new PolicyTimeline([.. states.Select(state => state.Id is not { } id ? state : state with
        {
            ServedAt = served.TryGetValue(id, out var at) ? at : null,
            MxMove = MxMoveRow.Read(all.Find(row => row.Key == MxMoveRow.GetKey(id))),
        })])
        {
            IsCurrentLost = RowHistory.IsCurrentLost(stateRows),
            HeldUntil = about?.GetTime(AboutRow.HeldUntil),
            Customer = CustomerName.Read(about),
        };
    }

    /// <summary>Adds a state for each change of a row's template while it stood, newest first, and the one that it began with.</summary>
    private async Task AddAsync(
        DomainName domain, Row row, DateTimeOffset until, List<StoredPolicy> states, CancellationToken cancellationToken)
    {
        if (row.IsRemoval || TemplateRow.FindPartition(row) is not { } partition)
        {
            states.Add(PolicyRow.Read(domain, row, template: null));
            return;
        }

        var since = RowHistory.GetSince(row);
        var changes = await ReadTemplateAsync(partition, cancellationToken);
        foreach (var change in changes.Where(change => change.Since > since && change.Since < until))
        {
            states.Add(PolicyRow.Read(domain, row, change.Terms) with
            {
                Since = change.Since,
                ChangedAt = change.Change.At,
                ChangedBy = change.Change.By,
                Reason = change.Change.Reason,
                IsTemplateChange = true,
            });
        }

        states.Add(PolicyRow.Read(domain, row, changes.FirstOrDefault(change => change.Since <= since)?.Terms));
    }

    private Task<List<TemplateState>> ReadTemplateAsync(string partition, CancellationToken cancellationToken) => templates.GetOrAdd(
        partition,
        name => new(async () =>
        {
            var states = await rows.ListPartitionAsync(name, "", cancellationToken).ToListAsync(cancellationToken);
            return [.. RowHistory.SelectStates(states).Select(TemplateState.From)];
        })).Value;
}
