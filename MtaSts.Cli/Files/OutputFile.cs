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

    /// <summary>Writes a file beside its place and renames it.</summary>
    /// <param name="replaces">Whether what was there before is replaced; otherwise nothing may be there.</param>
    public static Task WriteFileAsync(string path, Func<Stream, Task> write, bool replaces = true)
    {
        ThrowIfNameless(path);
        return AtPlaceAsync(path, async temporary =>
        {
            if (!replaces && File.Exists(path))
            {
                throw Refuse($"{path} exists. Use --force to replace it, or name another file.");
            }

            await using (var stream = new FileStream(temporary, FileMode.CreateNew))
            {
                await write(stream);
            }

            File.Move(temporary, path, replaces);
        });
    }

    /// <summary>Fills a folder beside its place and renames it; at its place there may be an empty one.</summary>
    /// <param name="isReplaceable">Of which files by name there may be some, to be replaced; null for none.</param>
    public static Task WriteFolderAsync(string path, Func<string, Task> write, Func<string, bool>? isReplaceable = null)
    {
        ThrowIfNameless(path);
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return AtPlaceAsync(place, async temporary =>
        {
            if (FindObstacle(path, place, isReplaceable) is { } obstacle)
            {
                throw Refuse(obstacle);
            }

            Directory.CreateDirectory(temporary);
            await write(temporary);
            Replace(place, temporary);
        });
    }

    private static string? FindObstacle(string path, string place, Func<string, bool>? isReplaceable)
    {
        if (File.Exists(place))
        {
            return $"{path} is a file. Name a folder.";
        }

        var stranger = Directory.Exists(place)
            ? Directory.EnumerateFileSystemEntries(place)
                .FirstOrDefault(entry => isReplaceable is null || Directory.Exists(entry) || !isReplaceable(Path.GetFileName(entry)))
            : null;
        return stranger is null ? null
            : isReplaceable is null
                ? $"{path} exists and is not empty. Use --force to replace the policy files in it, or name another folder."
            : $"{path} holds {Path.GetFileName(stranger)}, which is not a policy file. Name another folder.";
    }

    private static void Replace(string place, string temporary)
    {
        var former = $"{temporary}.former";
        if (Directory.Exists(place))
        {
            Directory.Move(place, former);
        }

        try
        {
            Directory.Move(temporary, place);
        }
        catch when (Directory.Exists(former))
        {
            Directory.Move(former, place);
            throw;
        }

        if (Directory.Exists(former))
        {
            Directory.Delete(former, recursive: true);
        }
    }

    private static CommandException Refuse(string why) => new(ExitCode.Failed, $"{why} Nothing was written.");

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
