using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateHistoryCommand : StoreCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();

    public TemplateHistoryCommand()
        : base("history", "Shows every state that a template was in, newest first.", "mta-sts template history exchange") =>
            Arguments.Add(name);

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var template = arguments.GetRequiredValue(name);
        var states = (await session.Store.ReadTemplateTimelineAsync(template, cancellationToken)).States;
        if (states.Count == 0)
        {
            throw new CommandException(ExitCode.Failed, $"There never was a template '{template}'.");
        }

        if (IsJson(arguments))
        {
            console.WriteJson([.. states.Select(state => TemplateJson.From(state))], ToolJson.Default.IReadOnlyListTemplateJson);
        }
        else
        {
            console.Out.Write(CreateTable(states, console.Out.Profile.Width));
        }

        return ExitCode.Done;
    }

    private static Table CreateTable(IEnumerable<StoredTemplate> states, int width)
    {
        var table = HistoryTable.Create(width, times: ["since"], others: ["mx", "max_age", "by, reason"]);
        foreach (var state in states)
        {
            var mx = state.IsRemoval ? "removed" : state.MaxAge is null ? CellText.Fault(state.Findings) : string.Join('\n', state.Mx);
            table.AddState(
                CellText.Time(state.Since),
                mx,
                state.MaxAge is { } maxAge ? DurationText.Format(maxAge) : "",
                CellText.ByAndReason(state.ChangedBy, state.Reason));
        }

        return table;
    }
}
