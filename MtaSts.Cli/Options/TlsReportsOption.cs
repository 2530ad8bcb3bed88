using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Reports;
using MtaSts.Cli.Services;
using MtaSts.Reports;

namespace MtaSts.Cli.Options;

/// <summary>Where TLS reports of senders are: by the option, else as <see cref="ReportPaths"/> finds them.</summary>
internal sealed class TlsReportsOption(ToolServices services)
{
    private readonly Option<string[]> option = TextOption.CreateRepeatable(
        "--reports", "PATH", "TLS reports of senders: a folder or a file [default: as in mta-sts.json]");

    /// <summary>
    /// Whether the command does without reports where the folder that the settings name is missing, as on an agent that has fetched none.
    /// </summary>
    public bool ToleratesMissingFolder { get; init; }

    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>
    /// Reads the reports of a time that ends at <paramref name="since"/> or later, and says on standard error what in them is not a report.
    /// </summary>
    /// <returns>Null where nothing names any, or it does without.</returns>
    /// <exception cref="CommandException">A path does not exist or cannot be read.</exception>
    public async Task<ReadReports?> ReadAsync(
        ParseResult arguments,
        CliConsole console,
        Func<DomainName, bool> isWanted,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var (given, settings) = (arguments.GetValue(option), services.ReadSettings());
        if (ToleratesMissingFolder && ReportPaths.FindMissing(given, settings) is { } fault)
        {
            console.WriteMessage($"{fault}: what senders report is left out.");
            return null;
        }

        var paths = ReportPaths.Find(given, settings);
        if (paths.Length == 0)
        {
            return null;
        }

        var read = await ReportFiles.ReadAsync(paths, new CollectedReports(isWanted, since), console, cancellationToken);
        ReadMessages.WriteFirst(console, read);
        if (read.Files > 0 && read.Collected.Reports == 0)
        {
            console.WriteMessage($"There are no TLS reports in {PlainText.Sanitize(string.Join(", ", paths))}.");
        }

        return read;
    }
}
