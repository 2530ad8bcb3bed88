using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Lists;

namespace MtaSts.Cli.Import;

/// <summary>Reads what is to be imported, whatever its form: a folder of policy files, JSON, CSV, or a list of domains.</summary>
internal static class ImportReader
{
    private const int MaximumMegabytes = 64;

    public static async Task<ImportInput> ReadAsync(
        string path, ColumnChoice columns, CliConsole console, CancellationToken cancellationToken)
    {
        var input = new ImportInput();
        if (Directory.Exists(path))
        {
            ThrowIfMade(columns, $"{path} is a folder");
            await FolderRows.ReadAsync(path, input, console, cancellationToken);
            return input;
        }

        var bytes = await InputFile.ReadWholeAsync(path, MaximumMegabytes, console, cancellationToken);
        if (!FileText.TryRead(bytes.Span, out var text, out var fault))
        {
            input.Faults.Add(ListRules.NotText, path, fault.Line, fault.Message);
        }
        else if (text.AsSpan().TrimStart() is ['[' or '{', ..])
        {
            ThrowIfMade(columns, $"{path} is JSON");
            JsonRows.Read(path, text, input);
        }
        else if (text.AsSpan().TrimStart().StartsWith("version:", StringComparison.Ordinal))
        {
            input.Faults.Add(ImportRules.DomainsMissing, path, 1, "The file is one policy, and does not say which domains it is for.");
        }
        else
        {
            CsvRows.Read(path, text, columns, input);
        }

        return input;
    }

    private static void ThrowIfMade(ColumnChoice columns, string what)
    {
        if (columns.IsMade)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{what}, which has no columns. --column and --group-by are for CSV.");
        }
    }
}
