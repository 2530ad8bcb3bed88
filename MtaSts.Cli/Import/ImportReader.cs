using System.Text;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Import;

/// <summary>Reads what is to be imported, whatever its form: a folder of policy files, JSON, or CSV.</summary>
internal static class ImportReader
{
    private const int MaximumMegabytes = 64;

    public static async Task<ImportInput> ReadAsync(string path, CliConsole console, CancellationToken cancellationToken)
    {
        var input = new ImportInput();
        if (Directory.Exists(path))
        {
            await FolderRows.ReadAsync(path, input, console, cancellationToken);
            return input;
        }

        var bytes = await InputFile.ReadWholeAsync(path, MaximumMegabytes, console, cancellationToken);
        try
        {
            var text = InputFile.Decode(bytes, mustBeText: true);
            if (text.AsSpan().TrimStart() is ['[' or '{', ..])
            {
                JsonRows.Read(path, text, input);
            }
            else
            {
                CsvRows.Read(path, text, input);
            }
        }
        catch (DecoderFallbackException)
        {
            input.Faults.Add(ImportRules.NotUtf8, path, 0, "The file is not text in UTF-8.");
        }

        return input;
    }
}
