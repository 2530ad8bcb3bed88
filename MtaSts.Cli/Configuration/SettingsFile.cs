using MtaSts.Cli.Console;

namespace MtaSts.Cli.Configuration;

/// <summary><c>mta-sts.json</c>: of a folder or the nearest one above it, else the user's own.</summary>
internal sealed class SettingsFile(string folder, string? userFolder)
{
    public const string Name = "mta-sts.json";

    private const int MaximumSize = 64 * 1024;

    /// <summary>Where the search begins.</summary>
    public string Folder { get; } = folder;

    /// <summary>The file that is read; null where there is none.</summary>
    public string? Path => FoldersUpwards().Append(userFolder).OfType<string>()
        .Select(place => System.IO.Path.Combine(place, Name))
        .FirstOrDefault(File.Exists);

    /// <summary>
    /// Names a file that lies above the folder: somebody else may have put it there, and it decides about store, app and resolver. Null of
    /// one in the folder itself, or of the user's own.
    /// </summary>
    public string? Remark => Path is { } path
        && System.IO.Path.GetDirectoryName(path) is { } place
        && place != new DirectoryInfo(Folder).FullName.TrimEnd(System.IO.Path.DirectorySeparatorChar)
        && place != (userFolder is null ? null : System.IO.Path.GetFullPath(userFolder))
            ? $"Settings: {path}"
            : null;

    /// <summary>The file that is read, or else where it is to be.</summary>
    public string Place => Path ?? System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, Name));

    public static SettingsFile OfProcess()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        return new(".", data.Length == 0 ? null : System.IO.Path.Combine(data, "mta-sts"));
    }

    /// <exception cref="CommandException">The file cannot be read or used; the message says where, and what to write.</exception>
    public ToolSettings Read() => Path is { } path ? SettingsReader.Read(path, ReadBytes(path)) : ToolSettings.None;

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var buffer = new byte[MaximumSize + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= MaximumSize
                ? buffer[..length]
                : throw new CommandException(ExitCode.WrongUsage, $"{path} is larger than {MaximumSize / 1024} KB. Is it the right file?");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be read: {exception.Message}");
        }
    }

    private IEnumerable<string> FoldersUpwards()
    {
        for (var place = new DirectoryInfo(Folder); place is not null; place = place.Parent)
        {
            yield return place.FullName;
        }
    }
}
