using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// The last good copy of each provider's policy, with its history, in rows of their own: those who serve policies may write here, and not
/// where the policies of domains are. Safe for concurrent use.
/// </summary>
/// <remarks>
/// All members throw <see cref="PolicyStoreException"/> when the store fails. Rows that are not there yet hold no copy, and come with the
/// first one.
/// </remarks>
public sealed class UpstreamCopies(IRowStore rows, TimeProvider time)
{
    private readonly RowHistory states = new(rows, time);

    /// <summary>Makes room for copies; does nothing when there is.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) => rows.CreateAsync(cancellationToken);

    /// <summary>What is kept of the policy at <paramref name="url"/>; empty where nothing is.</summary>
    public async Task<UpstreamCopy> FindAsync(Uri url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var partition = CopyRow.GetPartition(url);

        // Without its history, which can be long.
        return CopyRow.Read(url, [.. (await Task.WhenAll(
            FindRowAsync(partition, RowHistory.Current, cancellationToken),
            FindRowAsync(partition, CopyRow.Fetched, cancellationToken),
            FindRowAsync(partition, CopyRow.Fault, cancellationToken))).OfType<Row>()]);
    }

    /// <summary>Keeps a policy as the copy, and the one before in the history.</summary>
    /// <param name="copy">The copy that it replaces.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="by">Who fetched it.</param>
    /// <param name="reason">Why it is kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PolicyConflictException">Somebody else replaced the copy meanwhile; nothing was written.</exception>
    public async Task SaveAsync(UpstreamCopy copy, Policy policy, string by, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(policy);
        if (copy.Version is null)
        {
            await rows.CreateAsync(cancellationToken);
        }

        await states.SaveAsync(
            CopyRow.GetPartition(copy.Url), CopyRow.Write(policy, by, reason), copy.Version, $"copy of {copy.Url}", cancellationToken);
    }

    /// <summary>Notes that what a provider publishes was fetched and taken.</summary>
    /// <param name="url">Where the provider publishes its policy.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="id">The id that the provider had in DNS just before that; null where it is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task NoteFetchedAsync(Uri url, DateTimeOffset at, string? id, CancellationToken cancellationToken) =>
        NoteAsync(url, at, isFault: false, id, cancellationToken);

    /// <summary>Notes that what a provider publishes was not taken.</summary>
    /// <param name="url">Where the provider publishes its policy.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="fault">Why, a sentence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task NoteFaultAsync(Uri url, DateTimeOffset at, string fault, CancellationToken cancellationToken) =>
        NoteAsync(url, at, isFault: true, fault, cancellationToken);

    private async Task NoteAsync(Uri url, DateTimeOffset at, bool isFault, string? what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var note = CopyRow.WriteNote(CopyRow.GetPartition(url), at, isFault, what);
        var current = await FindRowAsync(note.Partition, note.Key, cancellationToken);
        if (current is null)
        {
            await rows.CreateAsync(cancellationToken);
        }

        try
        {
            await rows.WriteAsync(
                [current is null ? new RowWrite.Insert(note) : new RowWrite.Replace(note, current.Version)], cancellationToken);
        }
        catch (RowConflictException)
        {
            // Another instance noted it at the same time, which says the same.
        }
    }

    internal async Task<SourceState?> FindStateAsync(string partition, CancellationToken cancellationToken) =>
        await FindRowAsync(partition, RowHistory.Current, cancellationToken) is { } row ? SourceState.FromCopy(row) : null;

    /// <summary>All states of a copy, newest first; of one whose row was deleted by hand, an unknown one on top.</summary>
    internal async Task<IReadOnlyList<SourceState>> ListStatesAsync(string partition, CancellationToken cancellationToken)
    {
        try
        {
            var copies = await states.ListAsync(partition, cancellationToken);
            SourceState[] lost = RowHistory.IsCurrentLost(copies) ? [SourceState.LostAfter(copies[0])] : [];
            return [.. lost, .. copies.Select(SourceState.FromCopy)];
        }
        catch (MissingStoreException)
        {
            return [];
        }
    }

    /// <summary>The current state of each copy, by its partition.</summary>
    internal async Task<IReadOnlyDictionary<string, SourceState>> ListCurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await rows.ListAsync(RowHistory.Current, "", cancellationToken)
                .ToDictionaryAsync(row => row.Partition, SourceState.FromCopy, cancellationToken: cancellationToken);
        }
        catch (MissingStoreException)
        {
            return new Dictionary<string, SourceState>();
        }
    }

    private async Task<Row?> FindRowAsync(string partition, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.FindAsync(partition, key, cancellationToken);
        }
        catch (MissingStoreException)
        {
            return null;
        }
    }
}
