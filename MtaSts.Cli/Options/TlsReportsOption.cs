using System.CommandLine;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Cli.Reports;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

/// <summary>Where TLS reports of senders are: by the option, else by <c>reports</c> in <c>mta-sts.json</c>.</summary>
internal sealed class TlsReportsOption(ToolServices services)
{
    private readonly Option<string[]> option = TextOption.CreateRepeatable(
        "--reports", "PATH", "TLS reports of senders: a folder or a file [default: as in mta-sts.json]");

    public void AddTo(Command command) => command.Options.Add(option);

    /// <summary>
    /// Reads the reports of a time that ends at <paramref name="since"/> or later, and says on standard error what in them is not a report.
    /// </summary>
    /// <returns>Null where nothing names any.</returns>
    /// <exception cref="CommandException">A path does not exist or cannot be read.</exception>
    public async Task<ReadReports?> ReadAsync(
        ParseResult arguments,
        CliConsole console,
        Func<DomainName, bool> isWanted,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var given = arguments.GetValue(option) ?? [];
        var paths = given.Length > 0 ? given : FindFolder(services.ReadSettings());
        if (paths.Length == 0)
        {
            return null;
        }

        var read = await ReportFiles.ReadAsync(paths, isWanted, since, console, cancellationToken);
        NamedReasons.Write(
            console, "Could not use", read.Unreadable.Select(unreadable => (PlainText.Sanitize(unreadable.Source), unreadable.Fault!)));
        if (read.Files > 0 && read.Collected.Reports == 0)
        {
            console.WriteMessage($"There are no TLS reports in {PlainText.Sanitize(string.Join(", ", paths))}.");
        }

        return read;
    }

    private static string[] FindFolder(ToolSettings settings) =>
        settings.Reports is not { } folder ? []
        : Path.Exists(folder) ? [folder]
        : throw new CommandException(
            ExitCode.Failed,
            $"{folder} does not exist, and {settings.File} names it for reports. Fetch them with 'mta-sts reports fetch', or name another "
            + "folder with --reports.");
}
