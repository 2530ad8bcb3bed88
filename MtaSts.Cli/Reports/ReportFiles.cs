using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>Reads the TLS reports in files and folders, some at once, and what they say in the order of the files.</summary>
internal sealed class ReportFiles
{
    private const int ReadsAtOnce = 4;

    // A larger file is read alone: what one of them needs at most is what all may need.
    private const int MaximumLengthBesideOthers = 1_000_000;

    private readonly List<(string Path, bool IsNamed)> files = [];
    private readonly List<ReadReport> unreadable = [];
    private readonly List<OddReport> odd = [];
    private readonly CollectedReports collected;
    private readonly CliConsole console;

    // Characters in what is named, because it was not read or is odd.
    private long named;
    private int done;

    private ReportFiles(CollectedReports collected, CliConsole console)
    {
        this.collected = collected;
        this.console = console;
    }

    /// <summary>Reads all that is named; says on standard error of which folders there is nothing to read.</summary>
    /// <param name="paths">Files, folders (with all below them), or <c>-</c> for standard input.</param>
    /// <param name="collected">Takes what is read.</param>
    /// <exception cref="CommandException">A path does not exist or cannot be read, or there is more than can be kept.</exception>
    public static async Task<ReadReports> ReadAsync(
        IReadOnlyList<string> paths, CollectedReports collected, CliConsole console, CancellationToken cancellationToken)
    {
        var reading = new ReportFiles(collected, console);
        foreach (var path in paths)
        {
            reading.AddFiles(path);
        }

        await ProgressBar.ShowAsync(
            console, "Reading reports", reading.files.Count, () => Volatile.Read(ref reading.done), reading.ReadAsync(cancellationToken));
        return new ReadReports(reading.collected, reading.files.Count, reading.unreadable, reading.odd);
    }

    /// <summary>Finds all files before the first is read, so that a path that is wrong is known at once.</summary>
    private void AddFiles(string path)
    {
        if (path == InputFile.StandardInput || !Directory.Exists(path))
        {
            _ = path == InputFile.StandardInput || File.Exists(path) ? true : throw Refuse(path, "there is no such file or folder");
            files.Add((path, IsNamed: true));
            return;
        }

        try
        {
            var folder = ReportFolder.List(path);
            files.AddRange(folder.Files.Select(file => (file, IsNamed: false)));
            unreadable.AddRange(folder.Unreadable);
            if (folder.Files.Count == 0)
            {
                console.WriteMessage($"{path} has no files: no reports in it.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, exception.Message);
        }
    }

    private static CommandException Refuse(string path, string fault) => new(
        ExitCode.Failed, $"{path} could not be read: {fault}{(fault.EndsWith('.') ? "" : ".")}");

    private Task ReadAsync(CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var running = new Queue<Task<IReadOnlyList<ReadReport>>>();
            foreach (var file in files)
            {
                var isLarge = IsLarge(file.Path);
                while (running.Count >= ReadsAtOnce || (isLarge && running.Count > 0))
                {
                    Add(await running.Dequeue());
                }

                var read = Task.Run(() => ReadAsync(file.Path, file.IsNamed, cancellationToken), cancellationToken);
                if (isLarge)
                {
                    Add(await read);
                }
                else
                {
                    running.Enqueue(read);
                }
            }

            while (running.TryDequeue(out var read))
            {
                Add(await read);
            }
        },
        cancellationToken);

    private static bool IsLarge(string path) =>
        path == InputFile.StandardInput || (new FileInfo(path) is { Exists: true, Length: > MaximumLengthBesideOthers });

    private async Task<IReadOnlyList<ReadReport>> ReadAsync(string path, bool isNamed, CancellationToken cancellationToken)
    {
        try
        {
            var content = await InputFile.ReadOrThrowAsync(path, ReportReader.MaximumLength + 1, console, cancellationToken);
            return ReportReader.Read(path == InputFile.StandardInput ? "standard input" : PlainText.Sanitize(path), content);
        }
        catch (Exception exception) when (InputFile.IsFault(exception))
        {
            return isNamed
                ? throw Refuse(path, exception.Message)
                : [ReportFolder.CreateUnreadable(path, $"it could not be read: {exception.Message}")];
        }
    }

    private void Add(IReadOnlyList<ReadReport> found)
    {
        Interlocked.Increment(ref done);
        foreach (var read in found)
        {
            if (read.Report is { } report)
            {
                collected.Add(report);
                if (report.Remarks.Count > 0)
                {
                    odd.Add(new OddReport(read.Source, report.Remarks));
                    named += read.Source.Length + report.Remarks.Sum(remark => remark.Length);
                }
            }
            else
            {
                unreadable.Add(read);
                named += read.Source.Length + read.Fault!.Length;
            }
        }

        if (collected.IsFull || sizeof(char) * named > collected.MaximumBytes)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"There are more reports than can be kept in memory: reading stopped at {found[0].Source}. Move old ones, and any that "
                + "strangers made up, to another folder, or have 'mta-sts reports' leave old ones out with --since.");
        }
    }
}
