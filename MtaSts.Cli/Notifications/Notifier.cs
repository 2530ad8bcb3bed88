using System.Text.Json;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Notifications;

/// <summary>Tells what changed, where something did.</summary>
internal sealed class Notifier(WebhookClient client, NotificationUrl url, bool isForTeams, Uri? reportUrl)
{
    /// <exception cref="CommandException">It was not taken; nothing may be kept that would make the next run take it for told.</exception>
    public async Task SendAsync(CheckReport report, string? kept, CliConsole console, CancellationToken cancellationToken)
    {
        var news = new Notification(report, reportUrl);
        if (!news.HasNews)
        {
            return;
        }

        try
        {
            await client.PostAsync(url, Serialize(news), cancellationToken);
        }
        catch (WebhookException exception)
        {
            var next = kept is null
                ? "Compare the next run with the same earlier report, so that it tells this."
                : $"{kept} was not written, so that the next run tells this.";
            throw new CommandException(ExitCode.Failed, $"The notification was not delivered: {exception.Message}. {next}");
        }

        console.WriteMessage($"Notified {url}: {NotificationWords.FormatChanges(news)}.");
    }

    private byte[] Serialize(Notification news) => isForTeams
        ? TeamsCard.Serialize(news)
        : JsonSerializer.SerializeToUtf8Bytes(NotificationJson.From(news), WebhookJson.Default.NotificationJson);
}
