using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Export;
using MtaSts.Cli.Files;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class ExportCommand : ReadCommand
{
    private readonly Argument<string> target = new("FILE|FOLDER|-")
    {
        Description = "File named *.json or *.csv, or a folder for <domain>.txt files; - is JSON on standard output",
    };

    private readonly Option<bool> force = new("--force")
    {
        Description = "Replace what is there: the file, or the policy files of the folder",
    };

    private readonly TimeProvider time;

    public ExportCommand(TimeProvider time)
        : base("export", "Exports all policies, to import elsewhere or as a backup.", "mta-sts export policies.json")
    {
        this.time = time;
        Arguments.Add(target);
        Options.Add(force);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var path = arguments.GetRequiredValue(target);
        var isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var isCsv = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (path != InputFile.StandardInput)
        {
            OutputFile.Expect(path);
        }

        var isForced = arguments.GetValue(force);
        var isOfTexts = !isJson && !isCsv && path != InputFile.StandardInput;
        var policies = new ExportedPolicies(store, isOfTexts, time.GetUtcNow(), RefreshAfterOption.ReadSetting(console));
        var list = policies.ListAsync(cancellationToken);
        await (path == InputFile.StandardInput ? WriteToOutputAsync(console, list, cancellationToken)
            : isJson ? OutputFile.WriteFileAsync(path, stream => PolicyExport.WriteJsonAsync(stream, list, cancellationToken), isForced)
            : isCsv ? OutputFile.WriteFileAsync(path, stream => PolicyExport.WriteCsvAsync(stream, list, cancellationToken), isForced)
            : OutputFile.WriteFolderAsync(
                path,
                folder => PolicyExport.WriteFolderAsync(folder, list, cancellationToken),
                isForced ? PolicyExport.IsFileName : null));
        policies.LeftOut.ForEach(line => console.WriteMessage($"Not exported: {line}"));
        if (store is IEditablePolicyStore && FindDefault(console) is { } defaults)
        {
            console.WriteMessage(
                $"Not exported: {MissingRow.Describe(defaults)}, a setting of the app, and the domains without a row that get it.");
        }

        console.WriteMessage($"Exported: {Words.Format(policies.Count)}.");
        return policies.LeftOut.Count > 0 ? ExitCode.Findings : ExitCode.Done;
    }

    private static async Task WriteToOutputAsync(
        CliConsole console, IAsyncEnumerable<ExportedPolicy> policies, CancellationToken cancellationToken)
    {
        await using var output = console.OpenOutput();
        await PolicyExport.WriteJsonAsync(output, policies, cancellationToken);
    }
}
