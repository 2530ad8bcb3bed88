using MtaSts.Cli.Console;
using MtaSts.Cli.Lists;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>Reads a folder of policies, each as RFC 8461 §3.2 writes it, in one of the layouts of <see cref="PolicyFiles"/>.</summary>
internal static class FolderRows
{
    public static async Task ReadAsync(string folder, ImportInput input, CliConsole console, CancellationToken cancellationToken)
    {
        var files = await PolicyFiles.ListAsync(folder, console, cancellationToken);
        input.Skipped.AddRange(files.Skipped);
        foreach (var (path, domain) in files.Found)
        {
            if (await PolicyFile.ReadAsync(path, input.Faults, console, cancellationToken) is { } policy)
            {
                input.Add(new ImportRow(path, 0, domain.Name!, PolicyColumns.From(policy)) { IsLiteral = domain.IsLiteral });
                if (domain.Remark is { } remark)
                {
                    input.Notes.Add((ImportInput.Shorten(domain.Name!), remark));
                }
            }
        }

        if (files.Found.Count == 0)
        {
            input.Faults.Add(
                ListRules.NoDomain, folder, 0, "The folder has no policies: neither <domain>.txt nor <domain>/.well-known/mta-sts.txt.");
        }
    }
}
