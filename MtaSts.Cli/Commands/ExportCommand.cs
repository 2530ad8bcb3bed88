using System.CommandLine;
using System.Globalization;
using MtaSts.Cli.Export;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>export</c>: writes all policies in a form that <c>import</c> reads.</summary>
internal sealed class ExportCommand : ReadCommand
{
    private readonly Argument<string> target = new("FILE|FOLDER|-")
    {
        Description = "A name ending in .json or .csv is a file, any other a folder of <domain>.txt; - is JSON on standard output.",
    };

    public ExportCommand()
        : base("export", "Exports all policies, for import elsewhere or for safety.", "mta-sts export policies.json") => Arguments.Add(target);

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var path = arguments.GetRequiredValue(target);
        var isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var isCsv = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        var policies = new ExportedPolicies(store, isOfTexts: !isJson && !isCsv && path != InputFile.StandardInput);
        var list = policies.ListAsync(cancellationToken);
        await (path == InputFile.StandardInput ? WriteToOutputAsync(list, cancellationToken)
            : isJson ? ExportTarget.WriteFileAsync(path, stream => PolicyExport.WriteJsonAsync(stream, list, cancellationToken))
            : isCsv ? ExportTarget.WriteFileAsync(path, stream => PolicyExport.WriteCsvAsync(stream, list, cancellationToken))
            : ExportTarget.WriteFolderAsync(path, folder => PolicyExport.WriteFolderAsync(folder, list, cancellationToken)));
        policies.LeftOut.ForEach(line => CliConsole.WriteMessage($"Not exported {line}"));
        CliConsole.WriteMessage($"Exported: {policies.Count.ToString("N0", CultureInfo.InvariantCulture)}.");
        return policies.LeftOut.Count > 0 ? ExitCode.Findings : ExitCode.Done;
    }

    private static async Task WriteToOutputAsync(IAsyncEnumerable<StoredPolicy> policies, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await PolicyExport.WriteJsonAsync(output, policies, cancellationToken);
    }
}
