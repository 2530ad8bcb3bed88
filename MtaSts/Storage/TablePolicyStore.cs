using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>Policies in Azure Table Storage: a partition a domain, and one a template. Safe for concurrent use.</summary>
public sealed class TablePolicyStore(TableClient client, TimeProvider time) : IEditablePolicyStore
{
    // '-' and '.' are neighbours in the order of keys, so these enclose all that begins with the former.
    private const string HistoryRows = "RowKey ge 'history-' and RowKey lt 'history.'";
    private const string TemplateRows = "PartitionKey ge 'template-' and PartitionKey lt 'template.' and RowKey eq 'policy'";

    private readonly PolicyTable table = new(client, time);

    /// <inheritdoc/>
    public Task CreateAsync(CancellationToken cancellationToken) => table.CreateAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => table.FindAsync("probe", cancellationToken);

    /// <inheritdoc/>
    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(domain, cancellationToken);
        return stored?.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is null
            ? stored
            : throw new InvalidPolicyException($"the row of {domain}", stored.Findings);
    }

    /// <inheritdoc/>
    public async Task<StoredPolicy?> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(domain.Ascii, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var template = PolicyRow.GetTemplateName((TableEntity)row) is { } name
            ? await table.FindAsync(PolicyRow.TemplatePartition(name), cancellationToken)
            : null;
        return PolicyRow.Read(domain, (TableEntity)row, template);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredPolicy> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var templates = await table.QueryAsync(TemplateRows, cancellationToken).ToDictionaryAsync(row => row.PartitionKey, cancellationToken: cancellationToken);
        await foreach (var row in table.QueryAsync("RowKey eq 'policy'", cancellationToken))
        {
            // Partitions that are no domain's are templates, or somebody else's business.
            if (DomainName.TryParseAscii(row.PartitionKey, out var domain, out _) && domain.Ascii == row.PartitionKey)
            {
                var template = PolicyRow.GetTemplateName(row) is { } name ? templates.GetValueOrDefault(PolicyRow.TemplatePartition(name)) : null;
                yield return PolicyRow.Read(domain, row, template);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredPolicy> HistoryAsync(DomainName domain, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await table.QueryAsync($"PartitionKey eq '{domain}' and {HistoryRows}", cancellationToken).ToListAsync(cancellationToken);
        foreach (var row in Enumerable.Reverse(rows))
        {
            var template = PolicyRow.GetTemplateName(row) is { } name
                ? await table.FindAsync(PolicyRow.TemplatePartition(name), cancellationToken)
                : null;
            yield return PolicyRow.Read(domain, row, template);
        }
    }

    /// <inheritdoc/>
    public Task<string> SaveAsync(PolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return table.SaveAsync(PolicyRow.Write(change), change.Version, $"policy of {change.Domain}", cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(PolicyRemoval removal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removal);
        return table.RemoveAsync(
            removal.Domain.Ascii, removal.Version, removal.ChangedBy, removal.Reason, $"policy of {removal.Domain}", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredTemplate?> ReadTemplateAsync(string name, CancellationToken cancellationToken) =>
        TemplateRow.IsName(name) && await table.FindAsync(PolicyRow.TemplatePartition(name), cancellationToken) is { } row
            ? TemplateRow.Read(name, row)
            : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredTemplate> ListTemplatesAsync(CancellationToken cancellationToken) =>
        table.QueryAsync(TemplateRows, cancellationToken).Select(row => TemplateRow.Read(TemplateRow.GetName(row), row));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredTemplate> TemplateHistoryAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!TemplateRow.IsName(name))
        {
            yield break;
        }

        var rows = await table.QueryAsync($"PartitionKey eq '{PolicyRow.TemplatePartition(name)}' and {HistoryRows}", cancellationToken).ToListAsync(cancellationToken);
        foreach (var row in Enumerable.Reverse(rows))
        {
            yield return TemplateRow.Read(name, row);
        }
    }

    /// <inheritdoc/>
    public Task<string> SaveTemplateAsync(TemplateChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return table.SaveAsync(TemplateRow.Write(change), change.Version, $"template {change.Name}", cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveTemplateAsync(TemplateRemoval removal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removal);
        return table.RemoveAsync(
            PolicyRow.TemplatePartition(removal.Name), removal.Version, removal.ChangedBy, removal.Reason, $"template {removal.Name}", cancellationToken);
    }
}
