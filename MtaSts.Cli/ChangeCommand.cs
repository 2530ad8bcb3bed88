using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Policies;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli;

/// <summary>A command that changes what is kept: it shows the difference, asks, and only then writes.</summary>
internal abstract class ChangeCommand : StoreCommand
{
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Do it without asking." };

    protected ChangeCommand(string name, string description, string example)
        : base(name, description, example)
    {
        Options.Add(Reason);
        Options.Add(yes);
        Options.Add(DryRun);
    }

    /// <summary>Why; kept in the history.</summary>
    protected Option<string> Reason { get; } = new("--reason") { Description = "Why; kept in the history.", DefaultValueFactory = _ => "" };

    /// <summary>Whether to show only.</summary>
    protected Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show what would change, and change nothing." };

    /// <summary>Shows all proposals, asks once, and makes them one after the other; what fails leaves those before it made.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected async Task<int> ProposeAsync(
        ParseResult arguments, CliConsole terminal, IReadOnlyList<PlannedChange> proposals, CancellationToken cancellationToken)
    {
        var isDone = await DecideAsync(arguments, terminal, proposals, cancellationToken);
        if (arguments.GetValue(Output) == OutputFormat.Json)
        {
            CliConsole.WriteJson([.. proposals.Select(proposal => proposal.ToJson(isDone))], ToolJson.Default.IReadOnlyListChangeJson);
        }
        else
        {
            CliConsole.WriteMessage(isDone ? "Done." : proposals.Any(proposal => proposal.IsChange) ? "Nothing was changed: --dry-run." : "Nothing to change.");
        }

        return ExitCode.Done;
    }

    /// <summary>Shows all proposals, asks once, and makes them; says nothing of the end.</summary>
    /// <returns>Whether they were made: not with <c>--dry-run</c>, nor when there is nothing to change.</returns>
    protected async Task<bool> DecideAsync(
        ParseResult arguments, CliConsole terminal, IReadOnlyList<PlannedChange> proposals, CancellationToken cancellationToken)
    {
        if (ForPeople(arguments, terminal) is { } console)
        {
            foreach (var proposal in proposals)
            {
                Show(console, proposal);
            }
        }

        var isDone = proposals.Any(proposal => proposal.IsChange) && !arguments.GetValue(DryRun);
        if (isDone)
        {
            await ConfirmAsync(arguments, cancellationToken);
            await ApplyAsync([.. proposals.Where(proposal => proposal.IsChange)], cancellationToken);
        }

        return isDone;
    }

    /// <summary>The text that stands for what is kept: the policy as it is served, or the provider's address.</summary>
    protected static string? FormatText(StoredPolicy? stored) => stored is null ? null : FormatText(stored.Content, stored.Policy);

    /// <summary>The text that stands for a content and the policy that comes of it.</summary>
    protected static string FormatText(PolicyContent? content, Policy? policy) => (content, policy) switch
    {
        (_, not null) => System.Text.Encoding.ASCII.GetString(PolicyRenderer.Render(policy)),
        (PolicyContent.Upstream { Url: var url }, _) => $"upstream: {url}\r\n",
        _ => "invalid: what is kept cannot be served\r\n",
    };

    /// <summary>Where people read what would change; null when the result is for machines and nobody is asked about it.</summary>
    protected IAnsiConsole? ForPeople(ParseResult arguments, CliConsole terminal)
    {
        var isAsked = !arguments.GetValue(yes) && !arguments.GetValue(DryRun) && CliConsole.CanAsk;
        return arguments.GetValue(Output) != OutputFormat.Json ? terminal.Out : isAsked ? terminal.Error : null;
    }

    /// <summary>Shows a proposal to people: the ids, the lines that go, stay and come, and what was found.</summary>
    protected static void Show(IAnsiConsole console, PlannedChange proposal)
    {
        if (!proposal.IsChange)
        {
            console.WriteLine($"{proposal.Title}: unchanged");
            return;
        }

        var (idBefore, idAfter) = (PlannedChange.ComputeId(proposal.Before), PlannedChange.ComputeId(proposal.After));
        var hasId = idBefore is not null || idAfter is not null;
        console.WriteLine(hasId ? $"{proposal.Title}: id {idBefore ?? "none"} → {idAfter ?? "none"}" : $"{proposal.Title}:");
        foreach (var note in proposal.Notes)
        {
            console.WriteLine(CliConsole.Plain($"  {note}"));
        }

        if (!proposal.IsConsequence)
        {
            ShowTexts(console, proposal);
        }

        FindingLines.Write(console, proposal.Findings);
    }

    /// <summary>Shows what goes, stays and comes where it stands: both texts are canonical, so what stays keeps its order.</summary>
    private static void ShowTexts(IAnsiConsole console, PlannedChange proposal)
    {
        var before = new Queue<string>(Lines(proposal.Before));
        var after = Lines(proposal.After);
        foreach (var line in after)
        {
            while (before.TryPeek(out var gone) && !after.Contains(gone))
            {
                WriteLine(console, "- ", before.Dequeue(), Color.Red);
            }

            var stays = before.TryPeek(out var same) && same == line;
            WriteLine(console, stays ? "  " : "+ ", stays ? before.Dequeue() : line, stays ? Color.Default : Color.Green);
        }

        while (before.TryDequeue(out var gone))
        {
            WriteLine(console, "- ", gone, Color.Red);
        }
    }

    /// <summary>Asks whether to do it, unless that was said already.</summary>
    /// <exception cref="CommandException">Nobody is there to ask, or the answer is no.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled instead of an answer.</exception>
    protected async Task ConfirmAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(yes))
        {
            return;
        }

        if (!CliConsole.CanAsk)
        {
            throw new CommandException(ExitCode.WrongUsage, "Nobody is there to ask. Say --yes to do it, or --dry-run to see it. Nothing was changed.");
        }

        if (!await CliConsole.AskAsync("Do it?", cancellationToken))
        {
            throw new CommandException(ExitCode.Failed, "Nothing was changed.");
        }
    }

    private static async Task ApplyAsync(List<PlannedChange> changes, CancellationToken cancellationToken)
    {
        var made = 0;
        try
        {
            foreach (var change in changes)
            {
                await change.ApplyAsync(cancellationToken);
                made++;
            }
        }
        catch when (made > 0)
        {
            CliConsole.WriteMessage($"Done: {string.Join(", ", changes.Take(made).Select(change => change.Title))}. Not done: {string.Join(", ", changes.Skip(made).Select(change => change.Title))}.");
            throw;
        }
    }

    private static string[] Lines(string? text) => text?.Split("\r\n", StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void WriteLine(IAnsiConsole console, string mark, string line, Color color) =>
        console.WriteLine(CliConsole.Plain(mark + line), new Style(color));
}
