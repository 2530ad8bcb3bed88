using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using MtaSts.Storage;

namespace MtaSts.Sqlite;

/// <summary>Rows in a SQLite file, in write-ahead logging, for several processes of one machine at once. See schema.sql.</summary>
internal sealed class SqliteRowStore(SqliteFile file, TimeProvider time) : IRowStore
{
    private const int ConstraintFailed = 19;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <param name="path">The path of the file; <see cref="CreateAsync"/> alone creates it.</param>
    /// <param name="time">The clock that rows are dated by.</param>
    public SqliteRowStore(string path, TimeProvider time)
        : this(new SqliteFile(path), time)
    {
    }

    public Task CreateAsync(CancellationToken cancellationToken) => Task.Run(file.Create, cancellationToken);

    public Task<Row?> FindAsync(string partition, string key, CancellationToken cancellationToken) => ReadAsync(
        () => Select("PartitionKey = $partition AND RowKey = $key", ("$partition", partition), ("$key", key)).SingleOrDefault(),
        cancellationToken);

    public IAsyncEnumerable<Row> ListPartitionAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => ListAsync(
        () => Select(
            "PartitionKey = $partition AND substr(RowKey, 1, length($prefix)) = $prefix ORDER BY RowKey",
            ("$partition", partition),
            ("$prefix", keyPrefix)),
        cancellationToken);

    public IAsyncEnumerable<Row> ListAsync(string key, string partitionPrefix, CancellationToken cancellationToken) => ListAsync(
        () => Select(
            "RowKey = $key AND substr(PartitionKey, 1, length($prefix)) = $prefix ORDER BY PartitionKey",
            ("$key", key),
            ("$prefix", partitionPrefix)),
        cancellationToken);

    // A write that has begun is finished: whether an abandoned one was made would be unknown.
    public Task<string?> WriteAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        Task.Run(() => file.Write(connection => Write(connection, writes)), cancellationToken);

    // On another thread, given up once cancelled: a file that is locked, or of a network share that is gone, blocks.
    private static Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken) =>
        Task.Run(read, cancellationToken).WaitAsync(cancellationToken);

    private static async IAsyncEnumerable<Row> ListAsync(
        Func<IEnumerable<Row>> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in await ReadAsync(() => select().ToList(), cancellationToken))
        {
            yield return row;
        }
    }

    private static Row ToRow(SqliteDataReader reader)
    {
        var values = Enumerable.Range(0, reader.FieldCount)
            .Where(i => !reader.IsDBNull(i))
            .ToDictionary(reader.GetName, reader.GetValue);
        var columns = values.Where(value => value.Key is not ("PartitionKey" or "RowKey" or "Version" or "Timestamp"));
        return new Row($"{values["PartitionKey"]}", $"{values["RowKey"]}", columns.ToDictionary())
        {
            Version = $"{values.GetValueOrDefault("Version")}",
            Time = Row.ParseTime(values.GetValueOrDefault("Timestamp") as string),
        };
    }

    private static string Format(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private List<Row> Select(string condition, params (string Name, object Value)[] parameters) => file.Read(connection =>
    {
        using var command = CreateCommand(connection, $"SELECT * FROM policies WHERE {condition}", parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(ToRow(reader));
        }

        return rows;
    });

    private string? Write(SqliteConnection connection, IReadOnlyList<RowWrite> writes)
    {
        // Immediate: it waits for its turn here, and not between what it reads and what it writes.
        using var transaction = connection.BeginTransaction(deferred: false);
        var versions = new List<string?>();
        string? moment = null;
        foreach (var write in writes)
        {
            switch (write)
            {
                case RowWrite.Insert(var row):
                    versions.Add(Insert(connection, row, moment ??= GetNextTime(connection, row.Partition)));
                    break;
                case RowWrite.Replace(var row, var version):
                    moment ??= GetNextTime(connection, row.Partition);
                    Delete(connection, row.Partition, row.Key, version);
                    versions.Add(Insert(connection, row, moment));
                    break;
                case RowWrite.Delete(var partition, var key, var version):
                    moment ??= GetNextTime(connection, partition);
                    Delete(connection, partition, key, version);
                    versions.Add(null);
                    break;
            }
        }

        transaction.Commit();
        return versions[0];
    }

    /// <summary>Now, or the earliest that comes after every row of the partition, should the clock be behind.</summary>
    private string GetNextTime(SqliteConnection connection, string partition)
    {
        using var command = CreateCommand(
            connection, "SELECT max(Timestamp) FROM policies WHERE PartitionKey = $partition", ("$partition", partition));
        var now = time.GetUtcNow();

        // An id has the second: once the clock was set back, each state has one of its own.
        return Row.ParseTime(command.ExecuteScalar() as string) is not { } latest || latest < now ? Format(now)
            : Format(latest > now.AddSeconds(1) ? latest.AddSeconds(1) : latest.AddTicks(1));
    }

    private static void Delete(SqliteConnection connection, string partition, string key, string version)
    {
        using var command = CreateCommand(
            connection,
            "DELETE FROM policies WHERE PartitionKey = $partition AND RowKey = $key AND Version = $version",
            ("$partition", partition),
            ("$key", key),
            ("$version", version));
        if (command.ExecuteNonQuery() == 0)
        {
            throw new RowConflictException();
        }
    }

    private static string Insert(SqliteConnection connection, Row row, string moment)
    {
        var names = row.Columns.Keys.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ToList();
        var values = row.Columns.Values.Select((value, i) => ($"$value{i}", value is DateTimeOffset then ? Format(then) : value));
        using var insert = CreateCommand(
            connection,
            $"INSERT INTO policies (PartitionKey, RowKey, {string.Join(", ", names)}) "
            + $"VALUES ($partition, $key, {string.Join(", ", names.Select((_, i) => $"$value{i}"))})",
            [("$partition", row.Partition), ("$key", row.Key), .. values]);
        try
        {
            insert.ExecuteNonQuery();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == ConstraintFailed)
        {
            throw new RowConflictException(exception);
        }

        // The trigger has given it a version and a time; that time may be behind those before.
        using var date = CreateCommand(
            connection,
            "UPDATE policies SET Timestamp = $moment WHERE PartitionKey = $partition AND RowKey = $key RETURNING Version",
            ("$moment", moment),
            ("$partition", row.Partition),
            ("$key", row.Key));
        return $"{date.ExecuteScalar()}";
    }

    private static SqliteCommand CreateCommand(SqliteConnection connection, string text, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
