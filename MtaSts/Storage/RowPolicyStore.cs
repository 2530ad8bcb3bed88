using System.Runtime.CompilerServices;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// Policies, templates and their history in rows: a partition for each domain and each template. Safe for concurrent use.
/// </summary>
public sealed class RowPolicyStore(IRowStore rows, TimeProvider time) : IEditablePolicyStore
{
    private const int ReadsAtOnce = 16;

    private readonly RowHistory states = new(rows, time);

    /// <inheritdoc/>
    public int MaximumTextLength => rows.MaximumTextLength;

    /// <inheritdoc/>
    public Task CreateAsync(CancellationToken cancellationToken) => rows.CreateAsync(cancellationToken);

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
            .ToDictionaryAsync(row => row.Partition, TemplateRow.ReadTerms, cancellationToken: cancellationToken);
        await foreach (var row in rows.ListAsync(RowHistory.Current, "", cancellationToken))
        {
            // Partitions that are no domain's, in the one form that is looked up, are templates or somebody else's business.
            if (DomainName.TryParseAscii(row.Partition, out var domain, out _) && domain.Ascii == row.Partition)
            {
                var template = TemplateRow.FindPartition(row) is { } partition ? templates.GetValueOrDefault(partition) : null;
                yield return PolicyRow.Read(domain, row, template);
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
        var reader = new TimelineReader(rows);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(domains.Index(), options, async (domain, token) =>
            timelines[domain.Index] = await reader.ReadAsync(domain.Item, token));
        return timelines;
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

    private async Task<StoredPolicy> ReadAsync(DomainName domain, Row row, CancellationToken cancellationToken)
    {
        var template = TemplateRow.FindPartition(row) is { } partition ? await states.FindAsync(partition, cancellationToken) : null;
        return PolicyRow.Read(domain, row, template is null ? null : TemplateRow.ReadTerms(template));
    }
}
