using System.Collections.Concurrent;

namespace MtaSts.Storage;

/// <summary>Reads timelines; what many domains refer to, once. To be used for one question and thrown away.</summary>
internal sealed class TimelineReader(IRowStore rows, UpstreamCopies? copies)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<SourceState>>>> sources = new();

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

    /// <summary>
    /// Adds a state for each change of what a row refers to while it stood, newest first, and the one that it began with.
    /// </summary>
    private async Task AddAsync(
        DomainName domain, Row row, DateTimeOffset until, List<StoredPolicy> states, CancellationToken cancellationToken)
    {
        if (row.IsRemoval || FindSource(row, cancellationToken) is not { } source)
        {
            states.Add(PolicyRow.Read(domain, row, source: null));
            return;
        }

        var since = RowHistory.GetSince(row);
        var changes = await source;
        foreach (var change in changes.Where(change => change.Since > since && change.Since < until))
        {
            states.Add(PolicyRow.Read(domain, row, change) with
            {
                Since = change.Since,
                ChangedAt = change.Change.At,
                ChangedBy = change.Change.By,
                Reason = change.Change.Reason,
                IsSourceChange = true,
            });
        }

        states.Add(PolicyRow.Read(domain, row, changes.FirstOrDefault(change => change.Since <= since)));
    }

    private Task<IReadOnlyList<SourceState>>? FindSource(Row row, CancellationToken cancellationToken) =>
        TemplateRow.FindPartition(row) is { } template ? ReadOnceAsync(template, name => ReadTemplateAsync(name, cancellationToken))
        : copies is not null && CopyRow.FindPartition(row) is { } copy
            ? ReadOnceAsync(copy, name => copies.ListStatesAsync(name, cancellationToken))
        : null;

    private async Task<IReadOnlyList<SourceState>> ReadTemplateAsync(string partition, CancellationToken cancellationToken)
    {
        var states = await rows.ListPartitionAsync(partition, "", cancellationToken).ToListAsync(cancellationToken);
        return [.. RowHistory.SelectStates(states).Select(SourceState.FromTemplate)];
    }

    private Task<IReadOnlyList<SourceState>> ReadOnceAsync(string partition, Func<string, Task<IReadOnlyList<SourceState>>> read) =>
        sources.GetOrAdd(partition, name => new(() => read(name))).Value;
}
