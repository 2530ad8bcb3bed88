using Microsoft.Data.Sqlite;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>What a person types into a SQLite shell.</summary>
internal static class SqliteShell
{
    public static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }

    public static string Execute(string database, string text)
    {
        using var connection = Open(database);
        return connection.Execute(text);
    }

    public static string Execute(this SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return $"{command.ExecuteScalar()}";
    }
}
