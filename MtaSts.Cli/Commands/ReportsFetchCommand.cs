using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Reports.Mailbox;
using MtaSts.Cli.Services;
using MtaSts.Reports;

namespace MtaSts.Cli.Commands;

/// <summary><c>reports fetch</c>: brings the TLS reports in a mailbox into a folder.</summary>
internal sealed class ReportsFetchCommand : ToolCommand
{
    private readonly ToolServices services;
    private readonly Option<string?> to = TextOption.Create(
        "--to", "FOLDER", "Where the messages are saved; made where it is missing [default: reports in mta-sts.json]");

    private readonly SinceOption since = new("Only messages that came on this date or later, or in the last days [default: all]");

    private readonly OutputOption output = new();

    private readonly Option<string> mailbox = new("--mailbox")
    {
        Description = "Address of the mailbox that reports come to",
        HelpName = "ADDRESS",
        Required = true,
    };

    public ReportsFetchCommand(ToolServices services)
        : base(
            "fetch",
            "Saves the TLS reports in a mailbox of Exchange Online to a folder; changes nothing in the mailbox.",
            "mta-sts reports fetch --mailbox tls-reports@contoso.com --to reports --since 30")
    {
        this.services = services;
        mailbox.Validators.Add(RequireAddress);
        AddOptions(mailbox, to);
        since.AddTo(this);
    }

    protected override void AddSharedOptions() => output.AddTo(this);

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var address = arguments.GetRequiredValue(mailbox);
        var folder = FindFolder(arguments);
        var from = since.Find(arguments, services.Time.GetUtcNow()) ?? DateTimeOffset.UnixEpoch;
        var fetched = await new MailboxReports(services.CreateMailbox(), address, folder).FetchAsync(from, console, cancellationToken);
        if (output.IsJson(arguments))
        {
            console.WriteJson(FetchedReportsJson.From(folder, fetched), ToolJson.Default.FetchedReportsJson);
        }

        WriteMessages(console, folder, fetched);
        return ExitCode.Done;
    }

    private static void WriteMessages(CliConsole console, string folder, FetchedReports fetched)
    {
        foreach (var message in fetched.TooLong)
        {
            console.WriteMessage(
                $"Not saved: the message of {message.ReceivedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {PlainText.Quote(message.Subject)}: "
                + $"it has more than {Words.Format(ReportReader.MaximumLength)} bytes.");
        }

        if (fetched.Gone > 0)
        {
            console.WriteMessage($"Not saved: {Words.Count(fetched.Gone, "message")}, deleted while the mailbox was read.");
        }

        console.WriteMessage(
            $"Saved to {folder}: {Words.Count(fetched.Saved, "message")}; there before: {Words.Format(fetched.Present)}; "
            + $"without reports: {Words.Format(fetched.Others)}.");
    }

    private string FindFolder(ParseResult arguments) =>
        (arguments.GetValue(to) ?? services.ReadSettings().Reports) is { Length: > 0 } folder ? folder
        : throw new CommandException(
            ExitCode.WrongUsage, "No folder is named. Name one with --to, or set reports in mta-sts.json.");

    private static void RequireAddress(OptionResult result)
    {
        var text = result.Tokens is [{ Value: var value }] ? value : "";
        if (text.Split('@') is not [{ Length: > 0 }, { Length: > 0 }] || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            result.AddError($"'{text}' is not the address of a mailbox. Use one such as tls-reports@contoso.com.");
        }
    }
}
