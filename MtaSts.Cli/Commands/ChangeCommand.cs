using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Store;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

/// <summary>A command that changes what is stored: it shows the difference, asks, and only then writes.</summary>
internal abstract class ChangeCommand(string name, string description, string example) : StoreCommand(name, description, example)
{
    private readonly Option<string> reason = new("--reason")
    {
        Description = "Why; kept in the history",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Apply the changes without asking" };
    private readonly Option<bool> dryRun = new("--dry-run", "--what-if") { Description = "Show what would change, and change nothing" };

    protected string GetReason(ParseResult arguments) => arguments.GetValue(reason)!;

    protected bool IsDryRun(ParseResult arguments) => arguments.GetValue(dryRun);

    protected override void AddSharedOptions()
    {
        AddOptions(reason, yes, dryRun);
        base.AddSharedOptions();
    }

    protected void RequireReasonFor(Option<bool> option) => Validators.Add(result =>
    {
        if (result.GetValue(option) && string.IsNullOrWhiteSpace(result.GetValue(reason)))
        {
            result.AddError($"{option.Name} needs a --reason.");
        }
    });

    protected async Task<int> ChangeAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        IReadOnlyList<ChangeStep> steps,
        CancellationToken cancellationToken)
    {
        var cacheTime = GetRefreshAfter(arguments, console);
        var isDone = await ApplyAsync(arguments, console, steps, cancellationToken);
        var isRefused = steps.Any(step => step.Planned.Blockers.Count > 0);
        var domains = steps.Select(step => step.Planned.Domain).OfType<DomainName>();
        var after = await session.ReadAsync(isDone ? domains : [], cancellationToken);
        if (IsJson(arguments))
        {
            console.WriteJson(
                [
                    .. steps.Select(step => step.Planned.ToJson(
                        isDone, step.Planned.Domain is { } domain ? after.GetValueOrDefault(domain)?.Id : null)),
                ],
                ToolJson.Default.IReadOnlyListChangeJson);
        }
        else
        {
            console.WriteMessage(isDone ? "Done." : DescribeNothingDone(steps.Any(step => step.Planned.IsChange), isRefused));
        }

        var changed = steps.Where(step => step.Planned.IsChange).Select(step => step.Planned.Domain).OfType<DomainName>();
        WriteNext(console, changed.Select(domain => after.GetValueOrDefault(domain)), cacheTime);
        return isRefused ? ExitCode.Findings : ExitCode.Done;
    }

    /// <summary>How long the app keeps a policy in memory; an option of some commands.</summary>
    protected virtual TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => RefreshAfterOption.ReadSetting(console);

    /// <summary>Says what comes next for what was changed.</summary>
    protected static void WriteNext(CliConsole console, IEnumerable<StoredPolicy?> changed, TimeSpan refreshAfter)
    {
        if (NextLine.Format(changed.OfType<StoredPolicy>(), refreshAfter) is { } next)
        {
            console.WriteMessage(next);
        }
    }

    /// <summary>Shows all changes, asks once, and makes them one after the other; when one fails, those before it stay made.</summary>
    /// <returns>Whether they were made: not with <c>--dry-run</c>, nor when there is nothing to change.</returns>
    protected async Task<bool> ApplyAsync(
        ParseResult arguments, CliConsole console, IReadOnlyList<ChangeStep> steps, CancellationToken cancellationToken)
    {
        if (FindReader(arguments, console) is { } reader)
        {
            ChangeView.WriteAll(reader, [.. steps.Select(step => step.Planned).Where(planned => planned.Blockers.Count == 0)]);
        }

        List<ChangeStep> changes = [.. steps.Where(step => step.Planned.IsChange)];
        if (changes.Count == 0 || IsDryRun(arguments))
        {
            return false;
        }

        await ConfirmAsync(arguments, console, CountDomainsAndTemplates(changes), cancellationToken);
        await ApplyEachAsync(changes, console, cancellationToken);
        return true;
    }

    /// <summary>Where people read what would change; null when the result is for programs and no question is asked.</summary>
    protected IAnsiConsole? FindReader(ParseResult arguments, CliConsole console)
    {
        var isAsked = !arguments.GetValue(yes) && !IsDryRun(arguments) && console.ReadAnswer is not null;
        return !IsJson(arguments) ? console.Out : isAsked ? console.Error : null;
    }

    protected async Task ConfirmAsync(ParseResult arguments, CliConsole console, string what, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(yes))
        {
            return;
        }

        if (console.ReadAnswer is null)
        {
            throw new CommandException(
                ExitCode.WrongUsage,
                $"This would change {what}. Not running interactively: add --yes to apply, or --dry-run to preview.");
        }

        if (!await console.AskAsync("Apply these changes?", cancellationToken))
        {
            throw new CommandException(ExitCode.Failed, "Nothing was changed.");
        }
    }

    /// <summary>Names what is refused, in a line for each reason, and says what to do instead.</summary>
    protected static void WriteRefused(CliConsole console, IEnumerable<PlannedChange> refused, string advice)
    {
        var reasons = refused.SelectMany(change => change.Blockers.Select(blocker => (ChangeView.FormatTitle(change), blocker))).ToList();
        NamedReasons.Write(console, "Refused", reasons);
        if (reasons.Count > 0)
        {
            console.WriteMessage(advice);
        }
    }

    protected int Refuse(ParseResult arguments, CliConsole console, IEnumerable<(string Name, IReadOnlyList<Finding> Findings)> faults)
    {
        var changes = faults.Select(fault => new PlannedChange(fault.Name, null, null, fault.Findings)).ToList();
        if (IsJson(arguments))
        {
            console.WriteJson(
                [.. changes.Select(change => change.ToJson(isDone: false) with { Change = "invalid" })],
                ToolJson.Default.IReadOnlyListChangeJson);
        }
        else
        {
            changes.ForEach(change => ChangeView.WriteInvalid(console.Out, change));
        }

        console.WriteMessage("Nothing was written: the input is invalid.");
        return ExitCode.Findings;
    }

    protected static string DescribeNothingDone(bool isChange, bool isRefused = false) =>
        isChange ? "Nothing was changed: --dry-run."
        : isRefused ? "Nothing was changed."
        : "Nothing to change.";

    private static async Task ApplyEachAsync(List<ChangeStep> changes, CliConsole console, CancellationToken cancellationToken)
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
            console.WriteMessage($"Done: {FormatTitles(changes.Take(made))}. Not done: {FormatTitles(changes.Skip(made))}.");
            WriteNextOf(console, changes.Take(made));
            throw;
        }
    }

    private static void WriteNextOf(CliConsole console, IEnumerable<ChangeStep> made)
    {
        List<DomainName> domains = [.. made.Where(step => step.Planned.After is not null)
            .Select(step => step.Planned.Domain)
            .OfType<DomainName>()];
        if (domains.Count > 0)
        {
            console.WriteMessage(NextLine.Format(domains));
        }
    }

    private static string CountDomainsAndTemplates(List<ChangeStep> changes)
    {
        var templates = changes.Count(change => change.Planned.Template is not null);
        string[] counts = [Words.Count(templates, "template"), Words.Count(changes.Count - templates, "domain")];
        return string.Join(" and ", counts.Where(count => !count.StartsWith("0 ", StringComparison.Ordinal)));
    }

    private static string FormatTitles(IEnumerable<ChangeStep> changes) =>
        NamedReasons.FormatNames([.. changes.Select(change => ChangeView.FormatTitle(change.Planned))]);
}
