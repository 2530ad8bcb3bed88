using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace MtaSts.Storage;

/// <summary>
/// Policies in Azure Table Storage: a partition a domain, in it the row <c>policy</c> for what is served and a row
/// <c>history-&lt;UTC time&gt;</c> for each state before it. Safe for concurrent use.
/// </summary>
public sealed class TablePolicyStore(TableClient table, TimeProvider time) : IPolicyStore
{
    private const string ErrorCodeHeader = "x-ms-error-code";

    /// <inheritdoc/>
    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(domain.Ascii, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var template = PolicyRow.TemplateOf(row) is { } name
            ? await FindRowAsync(PolicyRow.TemplatePartition(name), cancellationToken)
            : null;
        return PolicyRow.Read(domain, row, template);
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => FindRowAsync("probe", cancellationToken);

    /// <summary>
    /// Carries out a change: the new row and, under its ETag, the history row of the one it replaces, both or neither. It is dated after
    /// the state it replaces even where the clocks of two operators disagree.
    /// </summary>
    /// <returns>The version of the new state, for the next change.</returns>
    /// <exception cref="ArgumentException">The change has no template name or no policy's URL where it needs one.</exception>
    /// <exception cref="PolicyConflictException">The domain is not in the state that the change replaces; nothing was written.</exception>
    /// <exception cref="PolicyStoreException">The store failed; nothing was written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the change is written whole or not at all.</exception>
    public async Task<string> SaveAsync(PolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var current = await FindRowAsync(change.Domain.Ascii, cancellationToken);
        if (current?.ETag.ToString() != change.Version)
        {
            throw Conflict(change.Domain, current);
        }

        var actions = current is null ? Create(change) : Replace(current, change);
        try
        {
            var response = await GuardAsync(() => table.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);
            return response.Value[0].Headers.ETag.GetValueOrDefault().ToString();
        }
        catch (PolicyStoreException exception) when (exception.InnerException is RequestFailedException { Status: 409 or 412 })
        {
            throw Conflict(change.Domain, await FindRowAsync(change.Domain.Ascii, cancellationToken));
        }
    }

    private static PolicyConflictException Conflict(DomainName domain, TableEntity? current) => new(current is null
        ? $"The policy of {domain} is gone: somebody removed it. Nothing was written."
        : $"The policy of {domain} was changed by {PolicyRow.Text(current, "ChangedBy") ?? "somebody"} at {PolicyRow.ChangedAt(current):u}. Nothing was written; look at it, then try again.");

    private List<TableTransactionAction> Create(PolicyChange change) =>
        [new(TableTransactionActionType.Add, PolicyRow.Write(change, time.GetUtcNow()))];

    private List<TableTransactionAction> Replace(TableEntity current, PolicyChange change)
    {
        var now = time.GetUtcNow();
        var earliest = PolicyRow.ChangedAt(current).AddTicks(1);
        return
        [
            new(TableTransactionActionType.UpdateReplace, PolicyRow.Write(change, now > earliest ? now : earliest), current.ETag),
            new(TableTransactionActionType.Add, PolicyRow.ToHistory(current)),
        ];
    }

    private async Task<TableEntity?> FindRowAsync(string partition, CancellationToken cancellationToken)
    {
        var response = await GuardAsync(
            () => table.GetEntityIfExistsAsync<TableEntity>(partition, PolicyRow.Current, cancellationToken: cancellationToken),
            cancellationToken);
        if (response.HasValue)
        {
            return response.Value;
        }

        // Much is 404: a table that is gone, an address that is no table endpoint. Only this says that the domain is not hosted.
        var code = ErrorCodeOf(response.GetRawResponse());
        return code == TableErrorCode.ResourceNotFound || code == TableErrorCode.EntityNotFound ? null
            : throw new PolicyStoreException(code == TableErrorCode.TableNotFound
                ? $"The table '{table.Name}' does not exist."
                : $"The table '{table.Name}' could not be used: {table.Uri.Host} answered 404 as no table service does.");
    }

    /// <summary>The error's code from the header or else from the body, where alone some versions of the service have it; null without one.</summary>
    private static string? ErrorCodeOf(Response response) =>
        response.Headers.TryGetValue(ErrorCodeHeader, out var code) ? code : new RequestFailedException(response).ErrorCode;

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps the answer from us (network, storage, credentials), nothing is known about the domain.
            throw new PolicyStoreException($"The table '{table.Name}' could not be used: {exception.Message}", exception);
        }
    }
}
