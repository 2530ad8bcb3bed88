using MtaSts.Cli.Console;

namespace MtaSts.Cli.Files;

/// <summary>A file or a folder that appears at its place only once it is whole.</summary>
internal static class OutputFile
{
    /// <summary>Refuses, before long work, a file that could not be written after it.</summary>
    public static void Expect(string path)
    {
        ThrowIfNameless(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be written: the folder {folder} does not exist.");
        }
    }

    /// <summary>Writes a file beside its place and renames it; what was there before is replaced.</summary>
    public static Task WriteFileAsync(string path, Func<Stream, Task> write)
    {
        ThrowIfNameless(path);
        return AtPlaceAsync(path, async temporary =>
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew))
            {
                await write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        });
    }

    /// <summary>Fills a folder beside its place and renames it; at its place there may be an empty one.</summary>
    public static Task WriteFolderAsync(string path, Func<string, Task> write)
    {
        ThrowIfNameless(path);
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return AtPlaceAsync(place, async temporary =>
        {
            if (File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()))
            {
                throw new CommandException(
                    ExitCode.Failed,
                    $"{path} exists and is not empty. Name an empty folder, or one that does not exist. Nothing was written.");
            }

            Directory.CreateDirectory(temporary);
            await write(temporary);
            if (Directory.Exists(place))
            {
                Directory.Delete(place);
            }

            Directory.Move(temporary, place);
        });
    }

    // A file that outgrows its file system, or what "ulimit -f" allows, is an argument out of range to .NET.
    private static bool IsOfDisk(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    private static void ThrowIfNameless(string path)
    {
        if (path.Length == 0)
        {
            throw new CommandException(ExitCode.WrongUsage, "The name of the file or folder to write is empty.");
        }
    }

    private static async Task AtPlaceAsync(string path, Func<string, Task> work)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await work(temporary);
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be written: {exception.Message}");
        }
        finally
        {
            // There only when it did not get to its place.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
            else if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }
}
