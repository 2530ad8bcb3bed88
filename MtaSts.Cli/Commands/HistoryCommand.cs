using System.CommandLine;
using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

internal sealed class HistoryCommand : StoreCommand
{
    // From here on a state fits on one line; below, the time goes under the date.
    private const int WidthOfOneLine = 100;

    private readonly Argument<DomainName> domain = DomainArgument.One();

    public HistoryCommand()
        : base("history", "Shows every state that a domain was in, newest first.", "mta-sts history contoso.com") =>
        Arguments.Add(domain);

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var timeline = await session.Store.ReadTimelineAsync(name, cancellationToken);
        if (timeline.States.Count == 0)
        {
            throw new CommandException(ExitCode.Failed, $"{Words.Format(name)} was never hosted here.");
        }

        if (IsJson(arguments))
        {
            console.WriteJson([.. timeline.States.Select(PolicyJson.From)], ToolJson.Default.IReadOnlyListPolicyJson);
        }
        else
        {
            console.Out.Write(CreateTable(timeline, isNarrow: console.Out.Profile.Width < WidthOfOneLine));
        }

        return ExitCode.Done;
    }

    private static Table CreateTable(PolicyTimeline timeline, bool isNarrow)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("changed", column => column.Width = isNarrow ? "2026-11-22".Length : null);
        table.AddColumn("by");
        table.AddColumn("mode", column => column.NoWrap());
        table.AddColumn("max_age", column => column.NoWrap().RightAligned());
        table.AddColumn("id", column => column.NoWrap());
        table.AddColumn("reason");
        foreach (var column in table.Columns)
        {
            column.Padding = new Padding(0, 0, 1, 0);
        }

        foreach (var state in timeline.States)
        {
            string[] cells =
            [
                state.Since?.ToString("u", CultureInfo.InvariantCulture) ?? "",
                state.ChangedBy ?? "",
                FormatMode(state),
                state.Policy?.MaxAge.ToString(CultureInfo.InvariantCulture) ?? "",
                state.Id ?? "",
                state.Reason ?? "",
            ];
            table.AddRow(cells.Select(cell => new Text(PlainText.SanitizeLines(cell))));
        }

        return table;
    }

    private static string FormatMode(StoredPolicy state) => state switch
    {
        { IsRemoval: true } => "removed",
        { Policy: { } policy } => policy.Mode.ToText(),
        { Content: PolicyContent.Upstream } => "upstream",
        _ => "invalid",
    };
}
