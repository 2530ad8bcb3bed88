using System.Collections.Concurrent;

namespace MtaSts.Storage;

/// <summary>Reads timelines; a template that many domains use, once. To be used for one question and thrown away.</summary>
internal sealed class TimelineReader(IRowStore rows)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<List<TemplateState>>>> templates = new();

    public async Task<PolicyTimeline> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var all = await rows.ListPartitionAsync(domain.Ascii, "", cancellationToken).ToListAsync(cancellationToken);
        List<Row> stateRows = [.. all.Where(RowHistory.IsState).OrderBy(RowHistory.GetSince)];
        var served = all.Select(ServedRow.Read).OfType<ServedRow>().ToDictionary(row => row.Id, row => row.At);
        var states = new List<StoredPolicy>();
        foreach (var (row, next) in stateRows.Zip(stateRows.Skip(1).Append(null)))
        {
            var until = next is null ? DateTimeOffset.MaxValue : RowHistory.GetSince(next);
            await AddAsync(domain, row, until, states, cancellationToken);
        }

        states.Reverse();
        return new PolicyTimeline([.. states.Select(
            state => state with { ServedAt = state.Id is { } id && served.TryGetValue(id, out var at) ? at : null })])
        {
            IsCurrentLost = stateRows is [.., var last] && last.Key != RowHistory.Current && !last.IsTrue("Removed"),
            HeldUntil = all.Find(row => row.Key == AboutRow.Key)?.GetTime(AboutRow.HeldUntil),
            Move = MxMoveRow.Read(all.Find(row => row.Key == MxMoveRow.Key)),
        };
    }

    /// <summary>Adds the state of a row as it began, and one for each change of its template while it stood.</summary>
    private async Task AddAsync(
        DomainName domain, Row row, DateTimeOffset until, List<StoredPolicy> states, CancellationToken cancellationToken)
    {
        if (row.IsTrue("Removed") || TemplateRow.FindPartition(row) is not { } partition)
        {
            states.Add(PolicyRow.Read(domain, row, template: null));
            return;
        }

        var since = RowHistory.GetSince(row);
        var changes = await ReadTemplateAsync(partition, cancellationToken);
        states.Add(PolicyRow.Read(domain, row, changes.LastOrDefault(change => change.Since <= since)?.Terms));
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
    }

    private Task<List<TemplateState>> ReadTemplateAsync(string partition, CancellationToken cancellationToken) => templates.GetOrAdd(
        partition,
        name => new(async () =>
        {
            var states = await rows.ListPartitionAsync(name, "", cancellationToken)
                .Where(RowHistory.IsState)
                .Select(TemplateState.From)
                .ToListAsync(cancellationToken);
            return [.. states.OrderBy(state => state.Since)];
        })).Value;
}
