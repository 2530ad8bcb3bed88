using System.IO.Enumeration;
using MtaSts.Cli.Files;
using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>
/// The files of a folder and of all folders below it, in the order of their names. Hidden ones are left out, such as those that are not
/// written to their end yet; links, pipes and devices are named and not read, for they may lead anywhere.
/// </summary>
internal sealed class ReportFolder
{
    private readonly List<string> files = [];
    private readonly List<ReadReport> unreadable = [];

    public IReadOnlyList<string> Files => files;

    /// <summary>What is there and is not read, each with the reason.</summary>
    public IReadOnlyList<ReadReport> Unreadable => unreadable;

    /// <exception cref="IOException">The folder itself cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static ReportFolder List(string path)
    {
        var folder = new ReportFolder();
        var folders = new Stack<string>();
        folder.AddEntries(path, folders);
        while (folders.TryPop(out var below))
        {
            try
            {
                folder.AddEntries(below, folders);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                folder.unreadable.Add(CreateUnreadable(below, $"the folder could not be read: {exception.Message}"));
            }
        }

        folder.files.Sort(StringComparer.Ordinal);
        folder.unreadable.Sort((one, other) => string.CompareOrdinal(one.Source, other.Source));
        return folder;
    }

    /// <param name="path">As the system has it: anything can be in a name.</param>
    public static ReadReport CreateUnreadable(string path, string fault) =>
        new(PlainText.Sanitize(path), null, PlainText.Sanitize(fault).TrimEnd('.'));

    private void AddEntries(string path, Stack<string> folders)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden };
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            path,
            (ref FileSystemEntry entry) =>
                (entry.ToSpecifiedFullPath(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            options);
        foreach (var entry in entries)
        {
            if (entry.IsLink)
            {
                unreadable.Add(CreateUnreadable(entry.Path, "it is a link, which is not followed"));
            }
            else if (entry.IsFolder)
            {
                folders.Push(entry.Path);
            }
            else if (SpecialFile.Is(entry.Path))
            {
                unreadable.Add(CreateUnreadable(entry.Path, SpecialFile.Reason));
            }
            else
            {
                files.Add(entry.Path);
            }
        }
    }
}
