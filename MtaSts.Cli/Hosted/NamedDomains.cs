using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Import;
using MtaSts.Cli.Names;
using MtaSts.Storage;

namespace MtaSts.Cli.Hosted;

/// <summary>Domains that an option or an argument names: themselves, or by one file or folder that lists them.</summary>
internal static class NamedDomains
{
    private static readonly string[] Extensions = [".txt", ".csv", ".tsv", ".json", ".lst", ".list"];

    public static async Task<ImportInput> ReadAsync(
        IReadOnlyList<string> names, ColumnChoice columns, CliConsole console, CancellationToken cancellationToken)
    {
        if (names is [var path] && IsPath(path))
        {
            return await ImportReader.ReadAsync(path, columns, console, cancellationToken);
        }

        var input = new ImportInput();
        foreach (var name in names.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).Distinct())
        {
            if (!MailDomainText.TryParse(name, out _, out var fault))
            {
                throw new CommandException(
                    ExitCode.WrongUsage,
                    $"'{PlainText.Sanitize(name)}' is neither a file nor a domain name: {fault}. Nothing was written.");
            }

            input.Add(new ImportRow(name, Line: 0, name, new PolicyColumns()));
        }

        return input;
    }

    // A list that is not there must not be taken for a domain.
    private static bool IsPath(string name) =>
        name == InputFile.StandardInput || Path.Exists(name)
        || (Path.GetFileName(name) != name && !name.Contains("://", StringComparison.Ordinal))
        || Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}
