using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Notifications;

/// <summary>Whether, where and how <c>check</c> tells what changed.</summary>
internal sealed class NotifyOptions
{
    public const string Setting = "MtaSts__NotifyUrl";

    private const int MaximumLength = 2_000;
    private const string Teams = "teams";
    private const string Json = "json";

    private readonly Option<string?> since;
    private readonly Option<string?> url = new("--notify")
    {
        Description = "Post what was added and removed since the earlier report; without URL, to that of the environment, where a secret "
            + $"is better kept [env: {Setting}]",
        HelpName = "URL",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> format = Choice.Create(
        "--notify-format", "Adaptive Card or JSON [default: teams for a Teams workflow, else json]", Teams, Json);

    private readonly Option<string?> reportUrl = TextOption.Create(
        "--report-url", "URL", "Where people find the report, for the notification");

    /// <param name="since">The option that names the report to compare with.</param>
    public NotifyOptions(Option<string?> since) => this.since = since;

    public IEnumerable<Option> All => [url, format, reportUrl];

    /// <returns>Null where nobody is to be notified.</returns>
    /// <exception cref="CommandException">It cannot be done so; the message does not repeat the URL.</exception>
    public Notifier? Read(ParseResult arguments, CliConsole console, ToolServices services)
    {
        if (arguments.GetResult(url) is null)
        {
            return ((Option<string?>[])[format, reportUrl]).FirstOrDefault(option => arguments.GetValue(option) is not null) is { } stray
                ? throw Refuse($"{stray.Name} is for a notification. Add --notify.")
                : null;
        }

        if (arguments.GetValue(since) is null)
        {
            throw Refuse("--notify posts what changed since an earlier report. Add --since FILE, and --json FILE to keep this one.");
        }

        var address = ReadUrl(arguments, console);
        var isForTeams = arguments.GetValue(format) is { } word ? word == Teams : address.IsOfTeams;
        return new Notifier(new WebhookClient(services.CreateHandler, services.Time), address, isForTeams, ReadReportUrl(arguments));
    }

    private NotificationUrl ReadUrl(ParseResult arguments, CliConsole console)
    {
        if (arguments.GetValue(url) is { } given)
        {
            return NotificationUrl.TryParse(given, out var address) ? address : throw Refuse(
                "The value of --notify is not an https URL. Copy the whole URL of the webhook, in quotation marks; "
                + $"or set {Setting} and write --notify last, without a value.");
        }

        if (console.GetVariable(Setting) is not { Length: > 0 } text)
        {
            throw Refuse($"--notify has no URL. Write one after it, or set {Setting}.");
        }

        return NotificationUrl.TryParse(text, out var setting)
            ? setting
            : throw Refuse($"{Setting} is not an https URL. Copy the whole URL of the webhook.");
    }

    private Uri? ReadReportUrl(ParseResult arguments) => arguments.GetValue(reportUrl) is not { } text ? null
        : text.Length <= MaximumLength && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
        : throw Refuse("The value of --report-url is not an https URL. Use one such as https://reports.contoso.com/mta-sts.html.");

    private static CommandException Refuse(string message) => new(ExitCode.WrongUsage, message);
}
