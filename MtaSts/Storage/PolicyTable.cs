using Azure.Data.Tables.Models;
using Azure.Data.Tables;
using Azure;

namespace MtaSts.Storage;

/// <summary>
/// The rows of the policy table, whatever is in them: a row <c>policy</c> for what is in force in a partition and a row
/// <c>history-&lt;UTC time&gt;</c> for each state before it. Turns every failure into <see cref="PolicyStoreException"/>.
/// </summary>
internal sealed class PolicyTable(TableClient table, TimeProvider time)
{
    private const string ErrorCodeHeader = "x-ms-error-code";

    public Task CreateAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => table.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    /// <summary>What is in force in a partition; null when nothing is.</summary>
    public async Task<TableEntity?> FindAsync(string partition, CancellationToken cancellationToken)
    {
        var response = await GuardAsync(
            () => table.GetEntityIfExistsAsync<TableEntity>(partition, PolicyRow.Current, cancellationToken: cancellationToken),
            cancellationToken);
        if (response.HasValue)
        {
            return response.Value;
        }

        // Much is 404: a table that is gone, an address that is no table endpoint. Only this says that nothing is in force.
        var code = GetErrorCode(response.GetRawResponse());
        return code == TableErrorCode.ResourceNotFound || code == TableErrorCode.EntityNotFound ? null
            : throw new PolicyStoreException(code == TableErrorCode.TableNotFound
                ? $"The table '{table.Name}' does not exist."
                : $"The table '{table.Name}' could not be used: {table.Uri.Host} answered 404 as no table service does.");
    }

    /// <summary>The rows that an OData filter lets through, in the order of their keys.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(async () => await rows.MoveNextAsync(), cancellationToken))
        {
            yield return rows.Current;
        }
    }

    /// <summary>
    /// Puts <paramref name="next"/> in force and, in the same transaction, what it replaces into history. It is dated after the state it
    /// replaces even where the clocks of two operators disagree.
    /// </summary>
    /// <returns>The version of the new state.</returns>
    public async Task<string> SaveAsync(TableEntity next, string? version, string what, CancellationToken cancellationToken)
    {
        next.RowKey = PolicyRow.Current;
        next["ChangedAt"] = time.GetUtcNow();
        var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, next) };
        if (version is not null)
        {
            var current = await RequireAsync(next.PartitionKey, version, what, cancellationToken);
            next["ChangedAt"] = NowAfter(current);
            actions = [new(TableTransactionActionType.UpdateReplace, next, current.ETag), new(TableTransactionActionType.Add, PolicyRow.ToHistory(current))];
        }

        var responses = await SubmitAsync(actions, what, cancellationToken);
        return responses[0].Headers.ETag.GetValueOrDefault().ToString();
    }

    /// <summary>Takes out of force what is in a partition; it becomes history, and the removal too.</summary>
    public async Task RemoveAsync(string partition, string version, string changedBy, string reason, string what, CancellationToken cancellationToken)
    {
        var current = await RequireAsync(partition, version, what, cancellationToken);
        var removal = PolicyRow.ToHistory(new TableEntity(partition, PolicyRow.Current)
        {
            // History is kept by the store's time, which the clock here may be behind.
            Timestamp = new[] { time.GetUtcNow(), current.Timestamp.GetValueOrDefault().AddTicks(1) }.Max(),
            ["ChangedAt"] = NowAfter(current),
            ["ChangedBy"] = changedBy,
            ["Reason"] = reason,
            ["Removed"] = true,
        });
        await SubmitAsync(
            [
                new(TableTransactionActionType.Delete, current, current.ETag),
                new(TableTransactionActionType.Add, PolicyRow.ToHistory(current)),
                new(TableTransactionActionType.Add, removal),
            ],
            what,
            cancellationToken);
    }

    private static PolicyConflictException Conflict(string what, TableEntity? current) => (current is null ? null : RowChange.From((TableEntity)current)) switch
    {
        null => PolicyConflictException.Gone(what),
        { At: var at, By: var by } => PolicyConflictException.Changed(what, by, at),
    };

    /// <summary>The error's code from the header or else from the body, where alone some versions of the service have it; null without one.</summary>
    private static string? GetErrorCode(Response response) =>
        response.Headers.TryGetValue(ErrorCodeHeader, out var code) ? code : new RequestFailedException(response).ErrorCode;

    private DateTimeOffset NowAfter(TableEntity current)
    {
        var now = time.GetUtcNow();
        var earliest = RowChange.From(current).At.AddTicks(1);
        return now > earliest ? now : earliest;
    }

    private async Task<TableEntity> RequireAsync(string partition, string version, string what, CancellationToken cancellationToken)
    {
        var current = await FindAsync(partition, cancellationToken);
        return current?.ETag.ToString() == version ? current : throw Conflict(what, current);
    }

    private async Task<IReadOnlyList<Response>> SubmitAsync(
        List<TableTransactionAction> actions, string what, CancellationToken cancellationToken)
    {
        try
        {
            return (await GuardAsync(() => table.SubmitTransactionAsync(actions, cancellationToken), cancellationToken)).Value;
        }
        catch (PolicyStoreException exception) when (exception.InnerException is RequestFailedException { Status: 409 or 412 })
        {
            throw Conflict(what, await FindAsync(actions[0].Entity.PartitionKey, cancellationToken));
        }
    }

    // What follows the first line are the headers of the answer. Create several tries the last one says as much as all of them.
    private static string GetFirstLine(Exception exception) =>
        (exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception).Message.Split('\n')[0].TrimEnd();

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps the answer from us (network, storage, credentials), nothing is known about the domain.
            throw new PolicyStoreException($"The table '{table.Name}' could not be used: {GetFirstLine(exception)}", exception);
        }
    }
}
