using Microsoft.Data.Sqlite;
using MtaSts.Storage;

namespace MtaSts.Sqlite;

internal sealed class SqliteFile(string path, int maximumPages = int.MaxValue)
{
    private const long ApplicationId = 1_836_348_276;
    private const long SchemaVersion = 1;
    private const int CannotOpen = 14;

    private readonly string path = Path.GetFullPath(path);
    private readonly Lock turn = new();
    private SqliteConnection? shared;
    private int writers;

    /// <summary>Creates the file, and the folder that it is in; does nothing when it is there.</summary>
    public void Create() => Guard(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var connection = Open(SqliteOpenMode.ReadWriteCreate);
        if (IsReady(connection))
        {
            return true;
        }

        Execute(connection, "PRAGMA journal_mode = WAL;");
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsReady(connection))
        {
            using var schema = new StreamReader(typeof(SqliteFile).Assembly.GetManifestResourceStream("schema.sql")!);
            Execute(connection, schema.ReadToEnd());
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Reads from the file, by a connection of its own: one that is kept would go on with a file that was replaced.</summary>
    public T Read<T>(Func<SqliteConnection, T> read) => Guard(() =>
    {
        using var connection = OpenReady();
        return read(connection);
    });

    /// <summary>
    /// Writes to the file, one after the other; those who wait share a connection, because the last one to close it does much.
    /// </summary>
    /// <exception cref="PolicyStoreException">The file could not be used; nothing was written.</exception>
    public T Write<T>(Func<SqliteConnection, T> write)
    {
        Interlocked.Increment(ref writers);
        lock (turn)
        {
            try
            {
                return Guard(() => write(shared ??= OpenReady()));
            }
            finally
            {
                if (Interlocked.Decrement(ref writers) == 0)
                {
                    shared?.Dispose();
                    shared = null;
                }
            }
        }
    }

    private SqliteConnection OpenReady()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        try
        {
            return IsReady(connection) ? connection : throw Missing($"holds no policies yet. Run 'mta-sts init --database {path}' first.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA max_page_count = {maximumPages};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file holds policies; false when it holds nothing.</summary>
    private bool IsReady(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master) FROM pragma_application_id, pragma_user_version";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) switch
        {
            (ApplicationId, SchemaVersion, _) => true,
            (ApplicationId, _, _) => throw Failure(
                "was made by another version of mta-sts. Use that one, or export the policies with it and import them with this one."),
            (0, 0, 0) => false,
            _ => throw Failure("belongs to another program. Use a file of its own for the policies."),
        };
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == CannotOpen && !Path.Exists(path))
        {
            throw Missing($"does not exist. Correct the path, or create it with 'mta-sts init --database {path}'.", exception);
        }
        catch (SqliteException exception)
        {
            throw Failure(Describe(exception), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure($"could not be used: {exception.Message}", exception);
        }
    }

    // https://www.sqlite.org/rescode.html
    private static string Describe(SqliteException exception) => exception.SqliteErrorCode switch
    {
        5 or 6 => "is locked by another program. Nothing was written; wait until that is done or close it, then try again.",
        8 => "cannot be written. Nothing was written; check the permissions of the file and of its folder.",
        13 => "could not be written: the disk is full. Nothing was written; free some space, then try again.",
        CannotOpen =>
            "could not be opened. Check the permissions of the file, and of its folder: SQLite keeps the files -wal and -shm beside it.",
        11 or 26 => "is not a SQLite database, or is damaged. Nothing was written; use another file, or restore this one from a backup.",
        _ => $"could not be used: {exception.Message}",
    };

    private PolicyStoreException Failure(string what, Exception? inner = null) => new($"The policy database {path} {what}", inner);

    private MissingStoreException Missing(string what, Exception? inner = null) =>
        new($"The policy database {path} {what}", inner);
}
