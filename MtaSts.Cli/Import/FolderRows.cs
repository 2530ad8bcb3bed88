using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>Reads a folder of <c>&lt;domain&gt;.txt</c>, each a policy as RFC 8461 §3.2 writes it.</summary>
internal static class FolderRows
{
    private const string Extension = ".txt";

    public static async Task ReadAsync(string folder, ImportInput input, CliConsole console, CancellationToken cancellationToken)
    {
        foreach (var path in List(folder))
        {
            if (!path.EndsWith(Extension, StringComparison.Ordinal))
            {
                input.Skipped.Add((path, "the name is not <domain>.txt"));
                continue;
            }

            var reading = PolicyParser.Parse(
                (await InputFile.ReadAsync(path, PolicyParser.MaximumLength + 1, console, cancellationToken)).Span);
            foreach (var finding in reading.Findings.Where(finding => finding.Severity == Severity.Error))
            {
                input.Faults.Add(new ImportFault(path, finding));
            }

            if (reading.Value is { } policy)
            {
                input.Add(new ImportRow(path, 0, Path.GetFileNameWithoutExtension(path), PolicyColumns.From(policy)));
            }
        }
    }

    private static string[] List(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{folder} could not be read: {exception.Message}");
        }
    }
}
