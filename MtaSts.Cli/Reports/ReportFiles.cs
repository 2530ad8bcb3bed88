using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>Reads the TLS reports in files and folders.</summary>
internal static class ReportFiles
{
    /// <summary>Reads all that is named.</summary>
    /// <param name="paths">Files, folders (with all below them), or <c>-</c> for standard input.</param>
    /// <param name="isWanted">Of which domains.</param>
    /// <param name="since">Reports of a time that ends then or later, UTC.</param>
    /// <exception cref="CommandException">A path does not exist or cannot be read.</exception>
    public static async Task<ReadReports> ReadAsync(
        IReadOnlyList<string> paths,
        Func<DomainName, bool> isWanted,
        DateTimeOffset since,
        CliConsole console,
        CancellationToken cancellationToken)
    {
        var collected = new CollectedReports(isWanted, since);
        List<ReadReport> unreadable = [];
        var files = paths.SelectMany(path => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path]).ToList();
        foreach (var file in files)
        {
            var content = await InputFile.ReadAsync(file, ReportReader.MaximumLength + 1, console, cancellationToken);
            foreach (var read in ReportReader.Read(file, content))
            {
                if (read.Report is { } report)
                {
                    collected.Add(report);
                }
                else
                {
                    unreadable.Add(read);
                }
            }
        }

        return new ReadReports(collected, files.Count, unreadable);
    }
}
