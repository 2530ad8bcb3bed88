using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>A file that cannot be used as it should: each says what is wrong with which file, and nothing is half-written.</summary>
public sealed class SqliteRowStoreTests : TestsWithFolder
{
    private string Database => InFolder("policies.db");
    private SqliteRowStore Store => new(Database, TimeProvider.System);

    [Fact]
    public async Task A_file_that_is_missing_is_named_with_how_to_create_it_and_not_created()
    {
        Assert.Equal(
            $"does not exist. Correct the path, or create it with 'mta-sts init --database {Database}'.", await FailAsync(FindAsync));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task An_empty_file_is_not_a_store_until_it_is_created()
    {
        await File.WriteAllTextAsync(Database, "", Token);

        Assert.Equal($"holds no policies yet. Run 'mta-sts init --database {Database}' first.", await FailAsync(FindAsync));
        await Store.CreateAsync(Token);
        Assert.Null(await Store.FindAsync("example.com", "policy", Token));
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_left_as_it_is()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(Database, text, Token);

        foreach (var act in (Func<Task>[])[FindAsync, () => Store.CreateAsync(Token), WriteAsync])
        {
            Assert.Equal(
                "is not a SQLite database, or is damaged. Nothing was written; use another file, or restore this one from a backup.",
                await FailAsync(act));
        }

        Assert.Equal(text, await File.ReadAllTextAsync(Database, Token));
    }

    [Fact]
    public async Task The_database_of_another_program_is_left_as_it_is()
    {
        SqliteShell.Execute(Database, "CREATE TABLE policies (name TEXT); PRAGMA user_version = 1");
        var before = await File.ReadAllBytesAsync(Database, Token);

        const string Message = "belongs to another program. Use a file of its own for the policies.";
        Assert.Equal((Message, Message), (await FailAsync(FindAsync), await FailAsync(() => Store.CreateAsync(Token))));
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Token));
    }

    [Fact]
    public async Task A_file_of_another_version_is_refused()
    {
        await Store.CreateAsync(Token);
        SqliteShell.Execute(Database, "PRAGMA user_version = 2");

        Assert.StartsWith("was made by another version of mta-sts. ", await FailAsync(FindAsync), Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_or_a_file_in_the_place_of_the_folder_is_a_failure()
    {
        Directory.CreateDirectory(Database);
        await File.WriteAllTextAsync(InFolder("file"), "", Token);
        var below = new SqliteRowStore(InFolder("file", "policies.db"), TimeProvider.System);

        Assert.StartsWith("could not be ", await FailAsync(FindAsync), Ordinal);
        await Assert.ThrowsAnyAsync<PolicyStoreException>(() => below.CreateAsync(Token));
    }

    [Fact]
    public async Task While_another_program_writes_the_file_is_read_and_a_write_that_waits_in_vain_is_refused()
    {
        await Store.CreateAsync(Token);
        await WriteAsync();
        using var connection = SqliteShell.Open(Database);
        connection.Execute("BEGIN EXCLUSIVE; DELETE FROM policies");

        Assert.NotNull(await Store.FindAsync("example.com", "policy", Token));
        Assert.Equal(
            "is locked by another program. Nothing was written; wait until that is done or close it, then try again.",
            await FailAsync(() => WriteAsync("other.example")));
        connection.Execute("ROLLBACK");
        Assert.Null(await Store.FindAsync("other.example", "policy", Token));
        await WriteAsync("other.example");
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_read_anew()
    {
        await Store.CreateAsync(Token);
        var store = Store;
        Assert.Null(await store.FindAsync("example.com", "policy", Token));
        var other = InFolder("other.db");
        var replacement = new SqliteRowStore(other, TimeProvider.System);
        await replacement.CreateAsync(Token);
        await replacement.WriteAsync([CreateInsert("example.com")], Token);

        File.Move(other, Database, overwrite: true);

        Assert.NotNull(await store.FindAsync("example.com", "policy", Token));
    }

    [Fact]
    public async Task A_full_disk_is_said_and_what_was_there_stays()
    {
        // SQLite says the same of a file that has reached its limit.
        var store = new SqliteRowStore(new SqliteFile(Database, maximumPages: 40), TimeProvider.System);
        await store.CreateAsync(Token);
        var written = 0;
        var failure = await FailAsync(async () =>
        {
            for (; written < 1000; written++)
            {
                await store.WriteAsync([CreateInsert($"d{written}.example", new string('x', 2000))], Token);
            }
        });

        Assert.Equal("could not be written: the disk is full. Nothing was written; free some space, then try again.", failure);
        Assert.Equal(written, await Store.ListAsync("policy", "", Token).CountAsync(Token));
    }

    [Fact]
    public async Task A_file_that_may_only_be_read_is_said()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Permissions are others there.");
            return;
        }

        await Store.CreateAsync(Token);
        await WriteAsync();
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(Database, Readable);
        File.SetUnixFileMode(Folder, Readable | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        // Root may write everything, so it is somebody else who tries.
        string[] command = ["dotnet", "exec", Tool.Path, "set", "example.com", "--mx", "mail.example.com", "--yes", "--database", Database];
        using var process = Environment.IsPrivilegedProcess
            ? ToolProcess.StartProgram(
                "setpriv", ["--reuid", "65534", "--regid", "65534", "--clear-groups", .. command],
                [("DOTNET_CLI_HOME", "/tmp"), ("HOME", "/tmp")], "/")
            : ToolProcess.StartProgram("dotnet", command[1..], [], "/");
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(2, process.ExitCode);
        Assert.Matches(
            $"^The policy database {Database} (cannot be written|could not be opened)\\. "
            + ".*[Cc]heck the permissions of the file,? and of its folder",
            errors);
    }

    private static RowWrite.Insert CreateInsert(string partition, string reason = "") =>
        new(new Row(partition, "policy", new Dictionary<string, object> { ["Mode"] = "none", ["MaxAge"] = 86400, ["Reason"] = reason }));

    private Task FindAsync() => Store.FindAsync("example.com", "policy", Token);
    private Task WriteAsync() => WriteAsync("example.com");
    private Task WriteAsync(string partition) => Store.WriteAsync([CreateInsert(partition)], Token);

    private async Task<string> FailAsync(Func<Task> act)
    {
        var exception = await Assert.ThrowsAnyAsync<PolicyStoreException>(act);
        Assert.StartsWith($"The policy database {Database} ", exception.Message, Ordinal);
        return exception.Message[$"The policy database {Database} ".Length..];
    }
}
