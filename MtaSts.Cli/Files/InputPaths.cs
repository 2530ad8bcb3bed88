using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Files;

/// <summary>
/// The files that a person names: one, a folder of policies, or a pattern with <c>*</c> or <c>**</c>, which cmd and PowerShell leave to the
/// program. Links to folders, hidden folders but <c>.well-known</c>, pipes and their like, and what lies deep are left out.
/// </summary>
internal static class InputPaths
{
    private const string WellKnown = PolicyFileDomain.WellKnown;
    private const int MaximumDepth = 8;
    private const int MaximumFiles = 100_000;

    private static readonly string[] FolderPatterns = ["*.txt", "**/*.*.txt", $"**/{WellKnown}/mta-sts.txt"];

    /// <summary>The files in the order of their names; the one that is named, if it is neither folder nor pattern.</summary>
    public static IReadOnlyList<InputPath> Find(string named)
    {
        if (Directory.Exists(named))
        {
            var files = Match(named, FolderPatterns, MaximumDepth);
            return files.Count > 0 ? files : throw new CommandException(
                ExitCode.Failed, $"{named} has no policies: neither *.txt nor <domain>/{WellKnown}/mta-sts.txt.");
        }

        return named == InputFile.StandardInput || !named.Contains('*', StringComparison.Ordinal) || File.Exists(named)
            ? [new InputPath(named, IsNamed: true)]
            : FindByPattern(named);
    }

    private static List<InputPath> FindByPattern(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var fixedParts = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        var folder = fixedParts == 0 ? "." : string.Join('/', parts[..fixedParts]) + "/";
        var rest = parts[fixedParts..];
        var files = Directory.Exists(folder)
            ? Match(folder, [string.Join('/', rest)], rest.Contains("**") ? MaximumDepth : rest.Length - 1)
            : [];
        return files.Count > 0 ? files : throw new CommandException(ExitCode.Failed, $"{pattern} matches no file.");
    }

    private static List<InputPath> Match(string folder, string[] patterns, int depth)
    {
        var matcher = new Matcher();
        matcher.AddIncludePatterns(patterns);
        var root = Path.GetFullPath(folder);
        var matches = matcher.Match(root, List(root, depth)).Files.Select(file => file.Path).Order(StringComparer.Ordinal);
        return
        [
            .. matches.Where(path => !SpecialFile.Is(Path.Combine(root, path)))
                .Select(path => new InputPath(folder == "." ? path : Path.Combine(folder, path), IsNamed: false)),
        ];
    }

    private static List<string> List(string folder, int depth)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = depth > 0,
            MaxRecursionDepth = depth,
            IgnoreInaccessible = false,
            AttributesToSkip = default,
        };
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                && (entry.FileName is not ['.', ..] || entry.FileName.SequenceEqual(WellKnown)),
        };
        try
        {
            List<string> found = [.. files.Take(MaximumFiles + 1)];
            return found.Count <= MaximumFiles ? found : throw new CommandException(
                ExitCode.Failed, $"{folder} has more than {Words.Format(MaximumFiles)} files. Name the folder of the policies.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{folder} could not be read: {exception.Message}");
        }
    }
}

/// <summary>A file to read.</summary>
/// <param name="IsNamed">Whether it was named itself, not by its folder or a pattern.</param>
internal sealed record InputPath(string Path, bool IsNamed);
