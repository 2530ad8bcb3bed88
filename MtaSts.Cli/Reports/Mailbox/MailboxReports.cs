using System.Collections.Concurrent;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Reports;

namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>Saves the messages of a mailbox that have reports into a folder, those that are not there yet.</summary>
/// <param name="mailbox">The address of the mailbox.</param>
/// <param name="folder">Where they go, one file each.</param>
internal sealed class MailboxReports(GraphMailbox graph, string mailbox, string folder)
{
    // Exchange answers no more requests at once for an app and a mailbox.
    private const int MaximumAtOnce = 4;

    private readonly ConcurrentQueue<MailboxMessage> tooLong = [];
    private int looked;
    private int saved;
    private int present;
    private int others;
    private int gone;

    /// <summary>
    /// Looks at all messages since a time; what is saved stays when it fails midway, and the next call goes on from there.
    /// </summary>
    /// <exception cref="CommandException">Graph or the disk refused or failed.</exception>
    public async Task<FetchedReports> FetchAsync(DateTimeOffset since, CliConsole console, CancellationToken cancellationToken)
    {
        PrepareFolder();
        var listing = graph.ListAsync(mailbox, since, cancellationToken).ToListAsync(cancellationToken).AsTask();
        await ProgressBar.ShowAsync(console, "Listing the mailbox", total: 1, () => listing.IsCompleted ? 1 : 0, listing);
        var messages = await listing;
        var work = Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken },
            async (message, token) =>
            {
                await FetchAsync(message, token);
                Interlocked.Increment(ref looked);
            });
        await ProgressBar.ShowAsync(console, "Fetching", messages.Count, () => Volatile.Read(ref looked), work);
        return new FetchedReports(
            saved,
            present,
            others,
            gone,
            [.. tooLong.OrderBy(message => message.ReceivedAt).ThenBy(message => message.Id, StringComparer.Ordinal)]);
    }

    private async Task FetchAsync(MailboxMessage message, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, message.FileName);
        if (File.Exists(path))
        {
            Interlocked.Increment(ref present);
        }
        else if (!message.IsReport && !await graph.HasReportAsync(mailbox, message, cancellationToken))
        {
            Interlocked.Increment(ref others);
        }
        else if (await graph.DownloadAsync(mailbox, message, ReportReader.MaximumLength, cancellationToken) is not { } content)
        {
            Interlocked.Increment(ref gone);
        }
        else if (content.Length > ReportReader.MaximumLength)
        {
            tooLong.Enqueue(message);
        }
        else
        {
            await OutputFile.WriteFileAsync(path, stream => stream.WriteAsync(content, CancellationToken.None).AsTask());
            Interlocked.Increment(ref saved);
        }
    }

    private void PrepareFolder()
    {
        try
        {
            // What a run left that was killed; a run that is under way writes each in a moment.
            var old = DateTime.UtcNow.AddHours(-1);
            foreach (var file in Directory.CreateDirectory(folder).EnumerateFiles("*.eml.*.tmp").Where(file => file.LastWriteTimeUtc < old))
            {
                file.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(
                ExitCode.Failed, $"The folder {folder} could not be prepared: {exception.Message} Name another one with --to.");
        }
    }
}
