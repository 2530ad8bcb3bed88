namespace MtaSts.Cli.Export;

/// <summary>A file or a folder that appears at its place only once it is whole.</summary>
internal static class ExportTarget
{
    /// <summary>Refuses, before long work, the file that could not be written after it.</summary>
    /// <exception cref="CommandException">It has no name, or no folder to be in.</exception>
    public static void Expect(string path)
    {
        ThrowIfNameless(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be written: there is no folder {folder}.");
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
                throw new CommandException(ExitCode.Failed, $"{path} is there and not empty. Name a folder that is empty or not there. Nothing was written.");
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

    private static void ThrowIfNameless(string path)
    {
        if (path.Length == 0)
        {
            throw new CommandException(ExitCode.WrongUsage, "What to write has no name. Name a file or a folder.");
        }
    }

    private static async Task AtPlaceAsync(string path, Func<string, Task> work)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await work(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
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
