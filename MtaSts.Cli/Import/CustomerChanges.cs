using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>Whose the imported domains are to be, where the input says another than the store.</summary>
internal static class CustomerChanges
{
    /// <summary>The steps, with the customer where it changes.</summary>
    public static async Task<List<ImportStep>> AddAsync(
        IReadOnlyList<ImportStep> steps,
        IReadOnlyDictionary<DomainName, ImportRow> rows,
        IEditablePolicyStore store,
        CancellationToken cancellationToken)
    {
        if (!rows.Values.Any(row => row.Customer is not null))
        {
            return [.. steps];
        }

        var stored = await store.ListCustomersAsync(cancellationToken);
        return
        [
            .. steps.Select(step => rows[step.Domain].Customer is { } customer && customer != stored.GetValueOrDefault(step.Domain)
                ? step with { Customer = customer, CustomerBefore = stored.GetValueOrDefault(step.Domain) }
                : step),
        ];
    }
}
