using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace MtaSts.Storage;

/// <summary>Rows in Azure Table Storage; the version is the ETag.</summary>
/// <param name="table">The table.</param>
/// <param name="findPrincipalAsync">The object id of the identity that asks, for the message that it lacks a role.</param>
public sealed class TableRowStore(TableClient table, Func<CancellationToken, Task<string?>>? findPrincipalAsync = null) : IRowStore
{
    private readonly TableErrors errors = new(table, findPrincipalAsync);

    /// <inheritdoc/>
    /// <remarks>64 KiB of UTF-16.</remarks>
    public int MaximumTextLength => 32_768;

    /// <inheritdoc/>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        // Who has a role on the table alone may not create tables, and need not.
        var response = await GuardAsync(() => FindEntityAsync("probe", "probe", cancellationToken), cancellationToken, isChange: true);
        if (!response.HasValue && !IsMissingRow(TableErrors.FindCode(response.GetRawResponse())))
        {
            await GuardAsync(() => table.CreateIfNotExistsAsync(cancellationToken), cancellationToken, isChange: true);
        }
    }

    /// <inheritdoc/>
    public async Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        var response = await GuardAsync(() => FindEntityAsync(partition, key, cancellationToken), cancellationToken);
        if (response.HasValue)
        {
            return ToRow(response.Value!);
        }

        // Much is 404: a table that is gone, an address that is no table endpoint. Only this says that there is no row.
        var code = TableErrors.FindCode(response.GetRawResponse());
        return IsMissingRow(code) ? null
            : code == TableErrorCode.TableNotFound ? throw new MissingStoreException(errors.Missing)
            : throw new PolicyStoreException(
                $"The table '{table.Name}' could not be used: {table.Uri.Host} answered 404 as no table service does.");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + BeginsWith("RowKey", keyPrefix), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {key}") + BeginsWith("PartitionKey", partitionPrefix), cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            var responses = await GuardAsync(
                () => table.SubmitTransactionAsync(writes.Select(ToAction), cancellationToken), cancellationToken, isChange: true);
            return responses.Value[0].Headers.ETag?.ToString();
        }
        catch (PolicyStoreException exception) when (exception.InnerException is RequestFailedException failure && IsConflict(failure))
        {
            throw new RowConflictException(exception);
        }
    }

    private static bool IsConflict(RequestFailedException failure) =>
        failure.Status is 409 or 412 || (failure.Status == 404 && IsMissingRow(failure.ErrorCode));

    private static bool IsMissingRow(string? code) => code == TableErrorCode.ResourceNotFound || code == TableErrorCode.EntityNotFound;

    private static TableTransactionAction ToAction(RowWrite write) => write switch
    {
        RowWrite.Insert(var row) => new(TableTransactionActionType.Add, ToEntity(row)),
        RowWrite.Replace(var row, var version) => new(TableTransactionActionType.UpdateReplace, ToEntity(row), new ETag(version)),
        RowWrite.Delete(var partition, var key, var version) => new(
            TableTransactionActionType.Delete, new TableEntity(partition, key), new ETag(version)),
        _ => throw new ArgumentException($"{write} is not a write.", nameof(write)),
    };

    private static TableEntity ToEntity(Row row)
    {
        var entity = new TableEntity(row.Partition, row.Key);
        foreach (var (column, value) in row.Columns)
        {
            entity[column] = value;
        }

        return entity;
    }

    private static Row ToRow(TableEntity entity)
    {
        var columns = entity.Where(column =>
            column.Value is not null && column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"));
        return new Row(entity.PartitionKey, entity.RowKey, columns.ToDictionary())
        {
            Version = entity.ETag.ToString(),
            Time = entity.Timestamp,
        };
    }

    // Keys are compared by their characters' codes, so all that begin with a prefix lie before the prefix whose last character is the next
    // one.
    private static string BeginsWith(string key, string prefix) => prefix.Length == 0
        ? ""
        : $" and {key} ge '{prefix}' and {key} lt '{prefix[..^1]}{(char)(prefix[^1] + 1)}'";

    private Task<NullableResponse<TableEntity>> FindEntityAsync(string partition, string key, CancellationToken cancellationToken) =>
        table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);

    private async IAsyncEnumerable<Row> QueryAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(async () => await rows.MoveNextAsync(), cancellationToken))
        {
            yield return ToRow(rows.Current);
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken, bool isChange = false)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps the answer from us (network, storage, credentials), nothing is known about the domain.
            throw TableErrors.IsMissing(exception)
                ? new MissingStoreException(errors.Missing, exception)
                : new PolicyStoreException(await errors.DescribeAsync(exception, isChange, cancellationToken), exception);
        }
    }
}
