using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// Policies, templates and their history in rows: a partition for each domain and each template. Safe for concurrent use.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="time">The clock that changes are dated by.</param>
/// <param name="copies">The copies of providers' policies; null where they are not kept, and then those policies are not known.</param>
public sealed class RowPolicyStore(IRowStore rows, TimeProvider time, UpstreamCopies? copies = null) : IEditablePolicyStore
{
    private const int ReadsAtOnce = 16;

    private readonly RowHistory states = new(rows, time);

    /// <inheritdoc/>
    public int MaximumTextLength => rows.MaximumTextLength;

    /// <inheritdoc/>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await rows.CreateAsync(cancellationToken);
        if (copies is not null)
        {
            await copies.CreateAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => states.FindAsync("probe", cancellationToken);

    /// <inheritdoc/>
    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(domain, cancellationToken);
        return stored?.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is null
            ? stored
            : throw new InvalidPolicyException($"the row of {domain}", stored.Findings);
    }

    /// <inheritdoc/>
    public async Task<StoredPolicy?> ReadAsync(DomainName domain, CancellationToken cancellationToken) =>
        await states.FindAsync(domain.Ascii, cancellationToken) is { } row ? await ReadAsync(domain, row, cancellationToken) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredPolicy> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var templates = await rows.ListAsync(RowHistory.Current, TemplateRow.Prefix, cancellationToken)
            .ToDictionaryAsync(row => row.Partition, SourceState.FromTemplate, cancellationToken: cancellationToken);
        IReadOnlyDictionary<string, SourceState>? providers = null;
        await foreach (var row in rows.ListAsync(RowHistory.Current, "", cancellationToken))
        {
            // Partitions that are no domain's, in the one form that is looked up, are templates or somebody else's business.
            if (DomainName.TryParseAscii(row.Partition, out var domain, out _) && domain.Ascii == row.Partition)
            {
                var copy = copies is null ? null : CopyRow.FindPartition(row);
                if (copy is not null)
                {
                    // Not before: who has no role on the copies needs none while no domain follows a provider.
                    providers ??= await copies!.ListCurrentAsync(cancellationToken);
                }

                yield return PolicyRow.Read(
                    domain,
                    row,
                    TemplateRow.FindPartition(row) is { } template ? templates.GetValueOrDefault(template)
                    : copy is not null ? providers!.GetValueOrDefault(copy)
                    : null);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<DomainName, string>> ListCustomersAsync(CancellationToken cancellationToken)
    {
        var customers = new Dictionary<DomainName, string>();
        await foreach (var row in rows.ListAsync(AboutRow.Key, "", cancellationToken))
        {
            if (DomainName.TryParseAscii(row.Partition, out var domain, out _) && CustomerName.Read(row) is { } customer)
            {
                customers[domain] = customer;
            }
        }

        return customers;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PolicyTimeline>> ReadTimelinesAsync(
        IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domains);
        var timelines = new PolicyTimeline[domains.Count];
        var reader = new TimelineReader(rows, copies);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(domains.Index(), options, async (domain, token) =>
            timelines[domain.Index] = await reader.ReadAsync(domain.Item, token));
        var found = await FindCopiesAsync([.. timelines.Select(GetUpstream).OfType<Uri>().Distinct()], cancellationToken);
        return [.. timelines.Select(
            timeline => GetUpstream(timeline) is { } url ? timeline with { Copy = found.GetValueOrDefault(url) } : timeline)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Uri, UpstreamCopy>> FindCopiesAsync(
        IReadOnlyCollection<Uri> urls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(urls);
        var found = new ConcurrentDictionary<Uri, UpstreamCopy>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(copies is null ? [] : urls, options, async (url, token) =>
            found[url] = await copies!.FindAsync(url, token));
        return found;
    }

    /// <inheritdoc/>
    public async Task MarkServedAsync(DomainName domain, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await rows.WriteAsync([new RowWrite.Insert(new ServedRow(id, at).ToRow(domain.Ascii))], cancellationToken);
        }
        catch (RowConflictException)
        {
            // It was seen before, and the first time counts.
        }
    }

    /// <inheritdoc/>
    public Task ExtendHeldAsync(DomainName domain, DateTimeOffset until, CancellationToken cancellationToken) => UpdateAsync(
        domain,
        AboutRow.Key,
        about => about?.GetTime(AboutRow.HeldUntil) >= until ? null : AboutRow.With(about, domain.Ascii, AboutRow.HeldUntil, until),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetCustomerAsync(DomainName domain, string? customer, CancellationToken cancellationToken)
    {
        string? name = null;
        if (customer is not null && !CustomerName.TryParse(customer, out name))
        {
            throw new ArgumentException("It cannot be the name of a customer.", nameof(customer));
        }

        return UpdateAsync(
            domain,
            AboutRow.Key,
            about => about?.GetText(AboutRow.Customer) == name ? null : AboutRow.With(about, domain.Ascii, AboutRow.Customer, name),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task NoteMoveAsync(DomainName domain, string id, MxMoveNote note, CancellationToken cancellationToken) => UpdateAsync(
        domain,
        MxMoveRow.GetKey(id),
        row => note.Equals(MxMoveRow.Read(row)) ? null : MxMoveRow.Write(row, domain.Ascii, id, note),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<string> SaveAsync(PolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Version is null && RowHistory.IsCurrentLost(await states.ListAsync(change.Domain.Ascii, cancellationToken)))
        {
            await ExtendHeldAsync(change.Domain, time.GetUtcNow().AddSeconds(Policy.MaximumMaxAge), cancellationToken);
        }

        await KeepCopyAsync(change, cancellationToken);

        return await states.SaveAsync(
            change.Domain.Ascii, PolicyRow.Write(change), change.Version, $"policy of {change.Domain}", cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(PolicyRemoval removal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removal);
        return states.RemoveAsync(
            removal.Domain.Ascii, removal.Version, removal.ChangedBy, removal.Reason, $"policy of {removal.Domain}", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredTemplate?> ReadTemplateAsync(string name, CancellationToken cancellationToken) =>
        TemplateName.Is(name) && await states.FindAsync(TemplateRow.GetPartition(name), cancellationToken) is { } row
            ? TemplateRow.Read(row)
            : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredTemplate> ListTemplatesAsync(CancellationToken cancellationToken) =>
        rows.ListAsync(RowHistory.Current, TemplateRow.Prefix, cancellationToken)
            .Where(row => TemplateName.Is(row.Partition[TemplateRow.Prefix.Length..])) // template-a.example is a domain
            .Select(TemplateRow.Read);

    /// <inheritdoc/>
    public async Task<TemplateTimeline> ReadTemplateTimelineAsync(string name, CancellationToken cancellationToken)
    {
        var stateRows = TemplateName.Is(name) ? await states.ListAsync(TemplateRow.GetPartition(name), cancellationToken) : [];
        return new TemplateTimeline([.. stateRows.Select(TemplateRow.Read)]) { IsCurrentLost = RowHistory.IsCurrentLost(stateRows) };
    }

    /// <inheritdoc/>
    public Task<string> SaveTemplateAsync(TemplateChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return states.SaveAsync(
            TemplateRow.GetPartition(change.Name), TemplateRow.Write(change), change.Version, $"template {change.Name}", cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveTemplateAsync(TemplateRemoval removal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removal);
        return states.RemoveAsync(
            TemplateRow.GetPartition(removal.Name),
            removal.Version,
            removal.ChangedBy,
            removal.Reason,
            $"template {removal.Name}",
            cancellationToken);
    }

    /// <summary>
    /// Keeps what the provider publishes before the first domain follows it: else there were a time of which nobody knows what was served.
    /// A copy that nobody follows any more is of long ago, and decides on nothing.
    /// </summary>
    private async Task KeepCopyAsync(PolicyChange change, CancellationToken cancellationToken)
    {
        if (copies is null || change is not { Content: PolicyContent.Upstream { Url: var url }, Provided: { } provided })
        {
            return;
        }

        var copy = await copies.FindAsync(url, cancellationToken);
        if (copy.Policy is not null && (copy.Policy.Equals(provided) || await IsFollowedAsync(url, cancellationToken)))
        {
            return;
        }

        try
        {
            await copies.SaveAsync(copy, provided, change.ChangedBy, change.Reason, cancellationToken);
        }
        catch (PolicyConflictException)
        {
            // The app kept one meanwhile.
        }
    }

    private async Task<bool> IsFollowedAsync(Uri url, CancellationToken cancellationToken) =>
        await rows.ListAsync(RowHistory.Current, "", cancellationToken)
            .AnyAsync(row => CopyRow.FindPartition(row) == CopyRow.GetPartition(url), cancellationToken);

    private static Uri? GetUpstream(PolicyTimeline timeline) => (timeline.Current?.Content as PolicyContent.Upstream)?.Url;

    /// <summary>Writes a row that is no state as <paramref name="update"/> makes it of the one there is; null leaves it.</summary>
    private async Task UpdateAsync(DomainName domain, string key, Func<Row?, RowWrite?> update, CancellationToken cancellationToken)
    {
        while (update(await rows.FindAsync(domain.Ascii, key, cancellationToken)) is { } write)
        {
            try
            {
                await rows.WriteAsync([write], cancellationToken);
                return;
            }
            catch (RowConflictException)
            {
                // Somebody else wrote it since it was read.
            }
        }
    }

    private async Task<StoredPolicy> ReadAsync(DomainName domain, Row row, CancellationToken cancellationToken) =>
        PolicyRow.Read(domain, row, await FindSourceAsync(row, cancellationToken));

    private async Task<SourceState?> FindSourceAsync(Row row, CancellationToken cancellationToken) =>
        TemplateRow.FindPartition(row) is { } template
            ? await states.FindAsync(template, cancellationToken) is { } found ? SourceState.FromTemplate(found) : null
        : copies is not null && CopyRow.FindPartition(row) is { } copy ? await copies.FindStateAsync(copy, cancellationToken)
        : null;
}
