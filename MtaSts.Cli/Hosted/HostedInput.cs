using MtaSts.Cli.Console;
using MtaSts.Cli.Hosted.Workers;
using MtaSts.Cli.Import;

namespace MtaSts.Cli.Hosted;

/// <summary>Reads what is to be imported, whatever serves it today.</summary>
internal static class HostedInput
{
    /// <param name="domains">The domains that the one policy of the file is for, or a list of them; empty where the file says it.</param>
    public static async Task<ImportInput> ReadAsync(
        string path, IReadOnlyList<string> domains, ColumnChoice columns, CliConsole console, CancellationToken cancellationToken)
    {
        var named = domains.Count > 0 ? await NamedDomains.ReadAsync(domains, columns, console, cancellationToken) : null;
        return WorkerScript.IsNamed(path) ? await WorkerScript.ReadAsync(path, named, console, cancellationToken)
            : named is not null ? await SharedPolicy.ReadAsync(path, named, console, cancellationToken)
            : await ImportReader.ReadAsync(path, columns, console, cancellationToken);
    }
}
