using System.CommandLine;
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
            throw Missing(console, name, $"{Words.Format(name)} was never hosted here.");
        }

        if (IsJson(arguments))
        {
            console.WriteJson([.. timeline.States.Select(state => PolicyJson.From(state))], ToolJson.Default.IReadOnlyListPolicyJson);
        }
        else
        {
            console.Out.Write(CreateTable(timeline, console.Out.Profile.Width));
        }

        return ExitCode.Done;
    }

    private static Table CreateTable(PolicyTimeline timeline, int width)
    {
        var table = HistoryTable.Create(width, times: ["since", "served"], others: ["mode\nmax_age", "id", "by, reason"]);
        table.Columns[3].NoWrap();
        foreach (var state in timeline.States)
        {
            table.AddState(
                CellText.Time(state.Since),
                CellText.Time(state.ServedAt),
                FormatMode(state) + (state.Policy is { MaxAge: var maxAge } ? $"\n{DurationText.Format(maxAge)}" : ""),
                state.Id ?? "",
                CellText.ByAndReason(state.ChangedBy, state.Reason, FormatSource(state)));
        }

        return table;
    }

    private static string? FormatSource(StoredPolicy state) => !state.IsSourceChange ? null
        : state.Content is PolicyContent.Upstream { Url.IdnHost: var host } ? host
        : $"template {state.TemplateName}";

    private static string FormatMode(StoredPolicy state) => state switch
    {
        { IsRemoval: true } => "removed",
        { Policy: { } policy } => policy.Mode.ToText(),
        { Content: PolicyContent.Upstream } => "upstream",
        _ => "invalid",
    };
}
